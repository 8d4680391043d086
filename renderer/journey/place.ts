/** Where the agent said they are, offered again for the next customer of the same visit. Of this window only: gone with it, and with the session. */
import { watch } from 'vue';
import { session } from '../composables/session.ts';

let last = '';
watch(() => session.status?.operator?.operatorId, () => { last = ''; });

export const lastPlace = (): string => last;

/** @returns it as it goes into the record. */
export function notePlace(place: string): string {
  last = place.trim();
  return last;
}
