/** What is known of the open camera from when it was shown the golden card. */
import { shallowRef, watch, type ShallowRef } from 'vue';
import { toCodedError, type CodedError } from '../../core/errors.ts';
import type { DeskBaseline } from '../../core/golden-card/desk.ts';
import { call } from './useStation.ts';

export type DeskOptions = {
  /** Its id; null: none is open. */
  device: () => string | null;
  /** What it calls itself. */
  label: () => string;
  onError: (error: CodedError) => void;
};

/** null: not known (yet); the checks then say what they say anywhere. An answer that comes after the camera was changed is dropped. */
export function useDesk({ device, label, onError }: DeskOptions): ShallowRef<DeskBaseline | null> {
  const desk = shallowRef<DeskBaseline | null>(null);
  watch([device, label], async ([id, name], _before, onCleanup) => {
    let current = true;
    onCleanup(() => { current = false; });
    desk.value = null;
    if (id === null) return;
    try {
      const answer = await call('golden.desk', { device: id, label: name.slice(0, 200) });
      if (current) desk.value = answer.desk;
    } catch (thrown) {
      if (current) onError(toCodedError(thrown));
    }
  }, { immediate: true });
  return desk;
}
