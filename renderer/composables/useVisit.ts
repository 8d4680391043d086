/** Self-service in the window: whose turn it is, how it ends, and whether the customer is still there. The station keeps what they may do. */
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { VisitEnd } from '../../core/contract.ts';
import type { RetakeStep } from '../../core/case/journey.ts';
import { parsePolicy } from '../../core/case/policy.ts';
import type { ChallengeFailure } from '../../core/case/challenge.ts';
import { isOtherPerson, seenCounts } from '../../core/case/presence.ts';
import { hasRetakes, hasTries, oneMore, type TriedStep, type Tries } from '../../core/case/tries.ts';
import { refresh, session } from './session.ts';
import { beginCase, close, needWork, policy, send, work } from './useJourney.ts';
import { presenceSign } from './useIdle.ts';
import { call } from './useStation.ts';

/** A customer is alone with the station. */
export const alone = computed(() => session.status?.operator?.role === 'customer');
/** Tries of one step before it is left to staff; staff has as many as they want. */
const mostTries = computed(() => (alone.value ? (policy.value.selfService?.tries ?? 1) : Infinity));

/** @throws CodedError what the station says to policy.current and visit.begin */
export async function beginVisit(): Promise<void> {
  // The window hears of a new policy only while somebody is logged in.
  const rules = parsePolicy(await call('policy.current', {}));
  const { caseId } = await call('visit.begin', {});
  // At once, before the screen of the visit stands: it takes a visit without a case for one that was lost.
  beginCase(caseId, rules);
  await refresh();
}

/** Nothing of them stays in the window, whatever the station answers. */
export async function endVisit(why: VisitEnd): Promise<void> {
  close();
  await call('visit.end', { why }).catch(() => undefined);
  await refresh();
}

/** Whoever sits down at somebody else's visit ends it. @param failed of the live check that just ended; left out: the faces of the case tell. @returns whether it ended */
export async function endForOther(failed?: ChallengeFailure): Promise<boolean> {
  if (!alone.value || !isOtherPerson(failed ?? null, failed ? [] : (needWork().match?.steps ?? []))) return false;
  await endVisit('other-person');
  return true;
}

/** @throws CodedError what the station says to visit.call; the case then goes on as it was */
export async function callStaff(): Promise<void> {
  await call('visit.call', {});
  close();
  await refresh();
}

/** The statement cannot be made here: staff will. */
export const leaveStatement = (): void => send({ type: 'statement-left' });

let touchedMs = 0;
const touched = (): void => { touchedMs = Date.now(); };

/** For the screen of a visit: hands on it are noted as long as it stands. */
export function noteHands(): void {
  touched();
  for (const sign of ['pointerdown', 'keydown'] as const) window.addEventListener(sign, touched, { capture: true, passive: true });
  onScopeDispose(() => { for (const sign of ['pointerdown', 'keydown'] as const) window.removeEventListener(sign, touched, { capture: true }); });
}

/** A camera sees a document or a face: somebody who holds one still touches nothing. */
export function seen(): void {
  if (alone.value && seenCounts({ touchedMs }, Date.now())) window.dispatchEvent(new Event(presenceSign));
}

/** Chosen: often enough for the shortest idle time of a policy. */
const workEveryMs = 2_000;
/** Who waits for the station is not away: for a screen, as long as it stands. */
export function useWorking(works: () => boolean): void {
  const timer = setInterval(() => {
    if (alone.value && works() && seenCounts({ touchedMs }, Date.now(), 'work')) window.dispatchEvent(new Event(presenceSign));
  }, workEveryMs);
  onScopeDispose(() => clearInterval(timer));
}

/** Of one case; another one begins anew. */
const counted = shallowRef<{ caseId: string; tries: Tries }>({ caseId: '', tries: {} });
const triesOfCase = (): Tries => (counted.value.caseId === work.value?.caseId ? counted.value.tries : {});

/** Of staff nothing is counted. */
export function countTry(step: TriedStep): void {
  if (alone.value) counted.value = { caseId: needWork().caseId, tries: oneMore(triesOfCase(), step) };
}
/** The step may be tried once more where it stands. */
export const mayTry = (step: TriedStep): boolean => hasTries(triesOfCase(), step, mostTries.value);
/** Whoever is alone goes on with what is not good only after their tries; staff decides for themselves. */
export const mayKeep = (step: TriedStep): boolean => !alone.value || !mayTry(step);
/** The station has decided once: that is a record and stays, whatever is taken again since. */
export const decided = computed(() => !hasTries(triesOfCase(), 'result', 1));
/** A way back to a step is offered. */
export const mayRetake = (step: RetakeStep): boolean => !alone.value || hasRetakes(triesOfCase(), step, mostTries.value);
