/** The printer of a station somebody is alone with: they choose none, so there is one or there is none. That it could not be asked is a fault, which is told, and not "none". */
import { ref, type Ref } from 'vue';
import { useAttempt } from './useAttempt.ts';
import { call } from './useStation.ts';
import type { CodedError } from '../../core/errors.ts';

export type Printing = {
  /** `unknown`: not asked yet, or it could not be asked, and `error` says why. */
  state: Ref<'unknown' | 'none' | 'ready' | 'made'>;
  busy: Ref<boolean>;
  error: Ref<CodedError | null>;
  look(): Promise<boolean>;
  /** @returns whether it was printed */
  print(send: () => Promise<unknown>): Promise<boolean>;
};

export function usePrinter(): Printing {
  const { busy, error, attempt } = useAttempt();
  const state: Printing['state'] = ref('unknown');
  return {
    state, busy, error,
    look: () => attempt(async () => { state.value = (await call('sheet.printers', {})).length > 0 ? 'ready' : 'none'; }),
    print: (send) => attempt(async () => {
      await send();
      state.value = 'made';
    }),
  };
}
