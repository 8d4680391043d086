/** Self-service in the window: whose turn it is, how it ends, and whether the customer is still there. The station keeps what they may do. */
import { computed, onScopeDispose } from 'vue';
import type { VisitEnd } from '../../core/contract.ts';
import { parsePolicy } from '../../core/case/policy.ts';
import { seenCounts } from '../../core/case/presence.ts';
import { refresh, session } from './session.ts';
import { beginCase, close, needWork, policy, send } from './useJourney.ts';
import { presenceSign } from './useIdle.ts';
import { call } from './useStation.ts';

/** A customer is alone with the station. */
export const alone = computed(() => session.status?.operator?.role === 'customer');
/** Tries of one step before it is left to staff; staff has as many as they want. */
export const mostTries = computed(() => (alone.value ? (policy.value.selfService?.tries ?? 1) : Infinity));

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

/** Of the case under work, for what is counted per case and step. */
const counted = new Map<string, number>();
export function triesOf(step: string): number {
  return counted.get(`${needWork().caseId} ${step}`) ?? 0;
}
/** One more try of this step. @returns how many that makes. */
export function countTry(step: string): number {
  const { caseId } = needWork();
  for (const key of counted.keys()) if (!key.startsWith(caseId)) counted.delete(key);
  const made = triesOf(step) + 1;
  counted.set(`${caseId} ${step}`, made);
  return made;
}
