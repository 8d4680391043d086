/** The document as it is judged while somebody reviews it: at once, and anew after each choice and correction, without dropping one. */
import { computed, ref, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { toCodedError, type CodedError } from '../../core/errors.ts';
import { comparePrint, judgeDocument } from '../composables/useJourney.ts';

export type Judging = {
  /** Until the last one that was asked for is done. */
  busy: ComputedRef<boolean>;
  error: ShallowRef<CodedError | null>;
  judge(): Promise<void>;
};

/** Begins by itself, and looks at the print beside the MRZ afterwards. */
export function useJudging(): Judging {
  const running = ref(0);
  const error = shallowRef<CodedError | null>(null);
  async function judge(): Promise<void> {
    running.value += 1;
    error.value = null;
    try {
      await judgeDocument();
    } catch (thrown) {
      error.value = toCodedError(thrown, 'engine.failed');
    } finally {
      running.value -= 1;
    }
  }
  void judge().then(comparePrint);
  return { busy: computed(() => running.value > 0), error, judge };
}
