/** The capture gate and the coach line of the live loop: pure state machines fed with check results and a clock in ms. */
import type { CheckResult } from '../checks/check.ts';

export type Gate = { good: number; needed: number };

/** A good frame: every check passes or does not apply. One bad frame takes two good ones away, so that a single dropped frame does not start over. */
export function feedGate(gate: Gate, results: readonly CheckResult[]): Gate {
  const good = results.length > 0 && results.every((r) => r.status === 'pass' || r.status === 'not-applicable');
  return { ...gate, good: good ? Math.min(gate.needed, gate.good + 1) : Math.max(0, gate.good - 2) };
}

export const gateOpen = (gate: Gate): boolean => gate.good >= gate.needed;

/** What the coach says: a failing check's id and variant, or null for "hold still". */
export type CoachLine = { id: string; values: CheckResult['values'] } | null;
export type Coach = { line: CoachLine; since: number; worst: readonly CheckResult[] };

/** Shortest time one sentence stands, ms (issue 2: it changes at most every 0.7 s). */
export const coachHoldMs = 700;

export function feedCoach(coach: Coach, results: readonly CheckResult[], nowMs: number): Coach {
  const worst = results.find((r) => r.status === 'fail');
  const line: CoachLine = worst ? { id: worst.id, values: worst.values } : null;
  const same = line?.id === coach.line?.id && line?.values['variant'] === coach.line?.values['variant'];
  if (same) return { ...coach, line, worst: results };
  return nowMs - coach.since >= coachHoldMs ? { line, since: nowMs, worst: results } : coach;
}
