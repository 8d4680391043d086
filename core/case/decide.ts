/** decide(): results and policy in, decision out. Sees no artifact, no picture, no clock. */
import { judge, type CheckResult, type CheckSubject, type Concern, type Lane, type Threshold } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import { liveCounter } from '../checks/vote.ts';
import type { Attestation, Decision, Mode, Outcome, Reason, Tier } from './case.ts';
import { hasDoubt } from './observations.ts';
import type { Policy } from './policy.ts';

export type DecideInput = { results: readonly CheckResult[]; tier: Tier; mode: Mode; attestation: Attestation | null };

type KnownCheck = { id: string; subject: CheckSubject; lane: Lane; concern: Concern; stages: readonly string[]; threshold: Threshold; partOf?: string };

/**
 * Outcome, strongest first: a failed final check rejects; a failed retry check asks again (evidence that is not sound is mended before
 * anybody judges on it); a failed staff check, an enabled check without result, a result that could not be assessed, and a missing
 * attestation refer. Only when none of these stands is it an accept. Coach checks are told, and never decide. Votes (`partOf`) are told
 * only on a picture on which the check that counts them fails: one sign alone is recorded and accuses nobody.
 */
export function decide(input: DecideInput, policy: Policy, registry: readonly KnownCheck[] = checks): Decision {
  const reasons: Reason[] = [];
  for (const check of registry) {
    const rule = policy.checks[check.id];
    if (!rule?.enabled || !isAsked(check, input, policy)) continue;
    const lane = rule.lane ?? check.lane;
    const base = { code: check.id, lane };
    const own = input.results.filter((r) => r.id === check.id);
    if (own.length === 0) {
      if (lane !== 'coach') reasons.push({ ...base, concern: unchecked, status: 'not-assessed', captureId: null, values: { why: 'no-result' } });
      continue;
    }
    for (const result of own) {
      const settled = settledStatus(result, { ...check.threshold, limit: rule.limit ?? check.threshold.limit });
      const doubted = settled === 'pass' && hasTooFewVotes(result, input, policy);
      const status = doubted ? 'not-assessed' : settled;
      if (status === 'pass' || status === 'not-applicable') continue;
      if (status === 'not-assessed' && (lane === 'coach' || coveredByAttestation(check.id, input, policy))) continue;
      if (lane === 'coach' && check.partOf !== undefined && !failsOn(check.partOf, result.captureId, input, policy, registry)) continue;
      const values = doubted ? { ...result.values, why: 'too-few-votes' } : result.reason === null ? result.values : { ...result.values, why: result.reason };
      reasons.push({ ...base, concern: status === 'not-assessed' ? unchecked : check.concern, status, captureId: result.captureId, values });
    }
  }
  for (const id of missingVotes(input, policy, registry)) {
    if (!reasons.some((r) => r.code === id)) reasons.push({ code: id, lane: 'staff', concern: unchecked, status: 'not-assessed', captureId: null, values: { why: 'vote-missing' } });
  }
  const outcome = outcomeOf(reasons, input, policy);
  return { outcome, reasons: reasons.sort((a, b) => rankOf(a) - rankOf(b)), policy: { id: policy.id, version: policy.version } };
}

/**
 * The proof of address is asked for in the advanced tier only (REASONS.md: rows A stand on top of a passed primary), the statement in the modes
 * in which the policy offers a way to make one; what was brought unasked is judged all the same.
 */
function isAsked({ id, subject }: KnownCheck, { tier, mode, results }: DecideInput, { statement }: Policy): boolean {
  if (subject === 'address') return tier === 'advanced';
  return subject !== 'statement' || (statement !== null && statement.ways[mode].length > 0) || results.some((r) => r.id === id);
}

/** What could not be checked says nothing about the customer, whatever the check looks for: it is no suspicion. */
const unchecked: Concern = 'processing';

/** The verdict is worked out again from the value: a stored or sent status is not believed. */
function settledStatus(result: CheckResult, threshold: Threshold): CheckResult['status'] {
  if (result.status === 'not-applicable' || result.status === 'not-assessed') return result.status;
  return result.value === null ? 'not-assessed' : judge(result.value, threshold);
}

/** Where nobody looks at the customer, a few votes that found nothing are not enough. */
const hasTooFewVotes = ({ id, values }: CheckResult, { mode }: DecideInput, policy: Policy): boolean => id === liveCounter && Number(values['cast'] ?? 0) < policy.modes[mode].leastLiveVotes;

/** What self-service demands and does not have. A check of which one result failed has not been passed. */
function missingVotes({ mode, results }: DecideInput, { selfService, checks: rules }: Policy, registry: readonly KnownCheck[]): string[] {
  if (mode !== 'self-service') return [];
  return (selfService?.votes ?? []).filter((id) => {
    const known = registry.find((c) => c.id === id);
    const own = results.filter((r) => r.id === id);
    return known === undefined || own.length === 0 || !own.every((r) => settledStatus(r, { ...known.threshold, limit: rules[id]?.limit ?? known.threshold.limit }) === 'pass');
  });
}

/** How a case is closed. `alone`: nobody of staff stands there, so what the customer could not mend is left to staff. `left`: it was given up before its end, so nothing is accepted. */
export const closedWith = (decision: Decision, { alone, left }: { alone: boolean; left: boolean }): Decision =>
  (alone && decision.outcome === 'retry') || (left && decision.outcome === 'accept') ? { ...decision, outcome: 'refer' } : decision;

function failsOn(id: string, captureId: string | null, input: DecideInput, policy: Policy, registry: readonly KnownCheck[]): boolean {
  const check = registry.find((c) => c.id === id);
  const limit = policy.checks[id]?.limit ?? check?.threshold.limit;
  return check !== undefined && limit !== undefined && input.results.some((r) => r.id === id && r.captureId === captureId && settledStatus(r, { ...check.threshold, limit }) === 'fail');
}

function coveredByAttestation(id: string, input: DecideInput, policy: Policy): boolean {
  const { attestation, mode } = input;
  return attestation !== null && !hasDoubt(attestation.observations) && attestation.facePresent && attestation.documentTouched && policy.modes[mode].attestationCovers.includes(id);
}

/** Nothing stands open but the clerk's word: the rest was advice, or could not be checked and is what the clerk's word covers. */
export const awaitsAttestation = ({ outcome, reasons }: Decision, { attestation, attestationCovers }: Policy['modes'][Mode]): boolean =>
  attestation && outcome === 'refer' && reasons.every((r) => r.lane === 'coach' || (r.status === 'not-assessed' && attestationCovers.includes(r.code)));

function outcomeOf(reasons: readonly Reason[], input: DecideInput, policy: Policy): Outcome {
  const failed = (lane: Lane) => reasons.some((r) => r.lane === lane && r.status === 'fail');
  if (failed('final')) return 'reject';
  if (failed('retry')) return 'retry';
  if (failed('staff') || reasons.some((r) => r.status === 'not-assessed')) return 'refer';
  // Whoever looked and found something not as it should be has not attested.
  if (hasDoubt(input.attestation?.observations)) return 'refer';
  // A policy that does not say what self-service demands accepts nobody there.
  if (input.mode === 'self-service' && policy.selfService === undefined) return 'refer';
  if (policy.modes[input.mode].attestation && !(input.attestation?.facePresent && input.attestation.documentTouched)) return 'refer';
  return 'accept';
}

const laneRank: Record<Lane, number> = { final: 0, retry: 1, staff: 2, coach: 9 };
function rankOf(reason: Reason): number {
  return laneRank[reason.lane] + (reason.status === 'not-assessed' ? 4 : 0);
}
