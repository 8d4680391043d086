/** Of runs that overlap only the latest counts, and none once the screen is gone: a late answer must not overwrite what was done since. */
import { onScopeDispose } from 'vue';

/** Begins a run. @returns whether it still counts, to be asked after each await */
export type BeginRun = () => () => boolean;

export function useLatest(): BeginRun {
  let latest = 0;
  let gone = false;
  onScopeDispose(() => { gone = true; });
  return () => {
    const run = (latest += 1);
    return () => !gone && run === latest;
  };
}
