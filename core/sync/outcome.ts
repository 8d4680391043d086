/**
 * What becomes of a row after one try: one table. Only a signed word of the pinned hub, given to this very request, may end anything; whatever else comes back
 * (a proxy's 403, a login page of a hotel, half an answer) is a link that is not there.
 */
import { earliestTime, type Receipt, type Refusal, type Verdict } from './protocol.ts';

export const outcomes = ['accepted', 'already-there', 'conflict', 'refused', 'unavailable'] as const;
export type SyncOutcome = (typeof outcomes)[number];

/** Why the link is not there, for the person in front of the station. */
export const linkFaults = ['no-answer', 'too-slow', 'cut-off', 'busy', 'too-large', 'server-error', 'not-the-hub', 'stale-answer', 'clock', 'not-accepted'] as const;
export type LinkFault = (typeof linkFaults)[number];

export type Heard =
  | { kind: 'verdict'; verdict: Verdict; receipt: Receipt | null }
  | { kind: 'fault'; fault: LinkFault; retryAfterSeconds: number | null };

/** row: `facts-again`: a hub that was set back to a backup no longer knows the packet · `park` waits for a person · `back-off` tries later · `go-on` sends what is missing · `done` has its receipt. link: `block` until the station is let in again. */
export type Effect = { outcome: SyncOutcome; row: 'park' | 'back-off' | 'go-on' | 'facts-again' | 'done' | 'stay'; link: 'clear' | 'back-off' | 'block'; reason: Refusal | LinkFault | null };

const effects: Record<Verdict['outcome'], { row: Effect['row'] }> = {
  accepted: { row: 'go-on' }, 'already-there': { row: 'go-on' }, conflict: { row: 'park' }, refused: { row: 'park' },
};

/** @param committedAt of the record that was sent, in milliseconds since 1970; asked where the hub holds its date for impossible. */
export function effectOf(heard: Heard, committedAt: () => number = () => NaN): Effect {
  if (heard.kind === 'fault') return { outcome: 'unavailable', row: 'back-off', link: 'back-off', reason: heard.fault };
  const { outcome, reason } = heard.verdict;
  if (reason !== null && isAboutStation(reason)) return { outcome, row: 'stay', link: 'block', reason };
  if (reason === 'part.unknown') return { outcome, row: 'facts-again', link: 'clear', reason };
  // Ahead of the hub, by its clock or ours: nobody at the counter can mend the hub's, and a whole queue would wait for a person. What is too old for any hub never becomes less so.
  if (reason === 'packet.date' && !(committedAt() < earliestTime)) return { outcome, row: 'back-off', link: 'clear', reason };
  const { row } = effects[outcome];
  return { outcome, row: row === 'go-on' && heard.receipt !== null ? 'done' : row, link: 'clear', reason };
}

const isAboutStation = (reason: Refusal): boolean => reason.startsWith('station.') || reason.startsWith('protocol.');

/** An answer without the hub's signature, by its HTTP status (RFC 9110). */
const faults: readonly (readonly [status: number, fault: LinkFault])[] = [[401, 'not-accepted'], [408, 'too-slow'], [413, 'too-large'], [429, 'busy'], [503, 'busy'], [504, 'too-slow']];

export function faultOf(status: number): LinkFault {
  return faults.find(([known]) => known === status)?.[1] ?? (status >= 500 ? 'server-error' : 'not-the-hub');
}
