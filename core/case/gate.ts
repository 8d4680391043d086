/** The capture gate and the coach line of the live loop: pure state machines fed with check results and a clock in ms. */
import type { CheckResult } from '../checks/check.ts';

export type Gate = {
  good: number;
  needed: number;
  /** Since when nothing but coaching stands in the way, ms. */
  coachedSince?: number | null;
};

/** How long a picture waits for what only coaches, ms: for two sentences and a hand at the lamp. Chosen, not measured. */
export const coachingWaitsMs = 5_000;
export type Coaching = { nowMs: number; coaches(id: string): boolean };

/**
 * What may hold a capture up: not a check that says nothing of this frame and that staff answers for (`attestationCovers` of the policy), such
 * as whether a finger lies over a document that fills the picture.
 */
export const holdingUp = (results: readonly CheckResult[], covered: readonly string[]): CheckResult[] => results.filter((r) => !(r.status === 'not-assessed' && covered.includes(r.id)));

/**
 * A good frame: every check passes or does not apply. One bad frame takes two good ones away, so that a single dropped frame does not start over.
 * @param coaching where some checks only coach, as light does beside a face: once nothing else was wrong for `coachingWaitsMs`, they hold nothing up any more
 */
export function feedGate(gate: Gate, results: readonly CheckResult[], coaching?: Coaching): Gate {
  const wrong = results.filter((r) => r.status !== 'pass' && r.status !== 'not-applicable');
  const since = gate.coachedSince ?? null;
  const coachedSince = wrong.length === 0 ? since : coaching && wrong.every((r) => coaching.coaches(r.id)) ? since ?? coaching.nowMs : null;
  const waited = coaching !== undefined && coachedSince !== null && coaching.nowMs - coachedSince >= coachingWaitsMs;
  const good = results.length > 0 && (wrong.length === 0 || waited);
  return { ...gate, coachedSince, good: good ? Math.min(gate.needed, gate.good + 1) : Math.max(0, gate.good - 2) };
}

export const gateOpen = (gate: Gate): boolean => gate.good >= gate.needed;

/** What the coach says: a failing check's id and variant, or null for "hold still". */
export type CoachLine = { id: string; values: CheckResult['values'] } | null;
export type Coach = {
  line: CoachLine;
  since: number;
  worst: readonly CheckResult[];
  /** When the last frame came, and how much of the last moments each cause was the worst: sums to 1. Absent before the first frame. */
  heard?: { at: number; shares: Record<string, number> };
};

/** Shortest time one sentence stands, ms (issue 2: it changes at most every 0.7 s). */
export const coachHoldMs = 700;
/** Memory of the coach, ms: what was worst in one frame of ten is not worth a sentence. Chosen, not measured. */
const memoryMs = 300;
/**
 * Share of the last moments that a cause needs to be named, that a good picture needs before the cause is dropped, and by which a
 * second cause must outweigh the first. The gaps between them are the hysteresis: a picture at a limit keeps its sentence. Chosen, not measured.
 */
const named = 0.4;
const dropped = 0.75;
const outweighs = 0.2;

const nothing = 'nothing';
const causeOf = (line: CoachLine): string => (line ? `${line.id} ${String(line.values['variant'] ?? '')}` : nothing);

export function feedCoach(coach: Coach, results: readonly CheckResult[], nowMs: number): Coach {
  const worst = results.find((r) => r.status === 'fail');
  const line: CoachLine = worst ? { id: worst.id, values: worst.values } : null;
  const cause = causeOf(line);
  const shares = weighed(coach, cause, nowMs);
  const heard = { at: nowMs, shares };
  const said = causeOf(coach.line);
  if (cause === said) return { line, since: coach.since, worst: results, heard };
  // Only the cause of this very frame can be said: its values and regions are at hand.
  const weighs = shares[cause] ?? 0;
  const enough = said === nothing ? weighs >= named : cause === nothing ? weighs >= dropped : weighs >= (shares[said] ?? 0) + outweighs;
  return enough && nowMs - coach.since >= coachHoldMs ? { line, since: nowMs, worst: results, heard } : { ...coach, heard };
}

function weighed(coach: Coach, cause: string, nowMs: number): Record<string, number> {
  const fresh = coach.heard ? 1 - Math.exp(-Math.max(0, nowMs - coach.heard.at) / memoryMs) : 1;
  const shares: Record<string, number> = {};
  for (const [name, share] of Object.entries(coach.heard?.shares ?? {})) if (share > 0.01) shares[name] = share * (1 - fresh);
  shares[cause] = (shares[cause] ?? 0) + fresh;
  return shares;
}
