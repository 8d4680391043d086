/** A page that held something of a customer is replaced by a new one, in a new process, as soon as nobody's case is on the screen. */
import { computed, ref, watch, type ComputedRef } from 'vue';
import { alone } from './useVisit.ts';
import { session, show, type Screen } from './session.ts';
import { begin, close, work } from './useJourney.ts';
import { call } from './useStation.ts';

/** Screens that show what is of customers without a case being open. */
const ofCustomers: readonly Screen[] = ['triage', 'records', 'record'];

/** The next customer waits for the new page. */
const nextWaits = ref(false);
/** From the end of a case: nobody shares a page with the customer before. */
export function nextCustomer(): void {
  close();
  nextWaits.value = true;
  show('home');
}
/** In the new page, once it is known who works. */
export function beginWhereNextWaits(): void {
  if (location.hash !== '#next') return;
  // Loaded again after a crash it offers the draft.
  history.replaceState(null, '', location.pathname);
  if (session.status?.operator) begin();
}

/** @returns whether the page is being replaced: nothing else is to be shown, for it would be gone under whoever presses it */
export function useRenewal(inSession: () => boolean): ComputedRef<boolean> {
  /** Something of a customer was in this page: of a case until staff is at home again, of records until they log out. */
  const held = ref<'nothing' | 'records' | 'case'>('nothing');
  watch(work, (now) => { if (now) held.value = 'case'; }, { flush: 'sync', immediate: true });
  watch(() => session.screen, (screen) => {
    if (screen === 'triage') held.value = 'case';
    else if (ofCustomers.includes(screen) && held.value === 'nothing') held.value = 'records';
  }, { flush: 'sync', immediate: true });
  const renewing = computed(() => {
    if (held.value === 'nothing' || session.status === null || work.value !== null) return false;
    return !inSession() || (held.value === 'case' && session.screen === 'home' && !alone.value);
  });
  watch(renewing, (on) => {
    if (!on) return;
    const next = nextWaits.value && inSession();
    nextWaits.value = false;
    // A page that cannot be replaced goes on as it is: the next case may be served.
    void call('page.renew', { news: next ? 'next' : session.ended }).catch(() => {
      held.value = 'nothing';
      if (next && inSession()) begin();
    });
  });
  return renewing;
}
