/** One thing at a time that a screen asks for: busy while it runs, and what went wrong. */
import { ref, type Ref } from 'vue';
import { toCodedError, type CodedError, type ErrorCode } from '../../core/errors.ts';

export type Attempt = {
  busy: Ref<boolean>;
  error: Ref<CodedError | null>;
  /** While one runs another is not begun. @returns whether it was done; what it threw stands in `error` */
  attempt(work: () => Promise<unknown>): Promise<boolean>;
};

/** @param fallback of what comes without a code */
export function useAttempt({ fallback }: { fallback?: ErrorCode } = {}): Attempt {
  const busy = ref(false);
  const error = ref<CodedError | null>(null);
  return {
    busy,
    error,
    async attempt(work) {
      if (busy.value) return false;
      busy.value = true;
      error.value = null;
      try {
        await work();
        return true;
      } catch (thrown) {
        error.value = toCodedError(thrown, fallback);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
