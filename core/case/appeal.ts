/** A case as it is taken elsewhere because somebody says that the station was wrong: everything the decision stood on, and the way to decide it again. */
import { z } from 'zod';
import type { CheckResult } from '../checks/check.ts';
import { attestationSchema, captureSchema, decisionSchema, evidenceSchema, type Decision, type Reason } from './case.ts';
import { decide } from './decide.ts';
import type { Policy } from './policy.ts';

export const appealSchema = z.strictObject({
  kind: z.literal('vestibule-appeal'),
  format: z.literal(1),
  station: z.string().max(80), branch: z.string().max(80),
  madeAt: z.iso.datetime(),
  number: z.string().max(20),
  /** The station's day of the decision. */
  day: z.iso.date(),
  /** As the station had it; read with parsePolicy(). */
  policy: z.unknown(),
  evidence: evidenceSchema,
  decisions: z.array(z.object({ decision: decisionSchema, attestation: attestationSchema.nullable(), at: z.iso.datetime() })).min(1),
  /** `picture`: base64 of the file. */
  captures: z.array(z.object({ capture: captureSchema, picture: z.string() })),
});
export type Appeal = z.infer<typeof appealSchema>;

/** The last decision by machine and policy; a second person's stands beside it. @throws Error when there is none */
export function machineDecision({ decisions }: Appeal): Appeal['decisions'][number] {
  const found = decisions.filter(({ decision }) => !decision.review).at(-1);
  if (!found) throw new Error('an appeal without a decision of the machine');
  return found;
}

/** The same results under a policy, by this program. */
export function decideAgain(appeal: Appeal, policy: Policy, results: readonly CheckResult[] = appeal.evidence.results): Decision {
  const { tier, mode } = appeal.evidence.setup;
  return decide({ results, tier, mode, attestation: machineDecision(appeal).attestation }, policy);
}

/** The same check on the same picture; a result of the whole case stands for every picture. */
const sameMeasurement = (a: CheckResult, b: CheckResult): boolean => a.id === b.id && (a.captureId === b.captureId || a.captureId === null || b.captureId === null);

/** What can be measured on the pictures again takes the place of what was measured there; a living face, earlier cases, staff's words, and a picture that was not measured again stay. */
export function withMeasuredAgain(stored: readonly CheckResult[], again: readonly CheckResult[]): CheckResult[] {
  return [...stored.filter((was) => !again.some((now) => sameMeasurement(was, now))), ...again];
}

export type FiredRule = Pick<Reason, 'code' | 'lane' | 'concern' | 'status'> & { value: number | null; threshold: number | null; unit: string };

/** The rules that decided: each reason with the number behind it and its limit. */
export function firedRules({ reasons }: Decision, results: readonly CheckResult[]): FiredRule[] {
  return reasons.filter(({ lane }) => lane !== 'coach').map(({ code, lane, concern, status, captureId }) => {
    const result = results.find((r) => r.id === code && (captureId === null || r.captureId === captureId));
    return { code, lane, concern, status, value: result?.value ?? null, threshold: result?.threshold ?? null, unit: result?.unit ?? '' };
  });
}

export type Difference = { same: boolean; from: Decision['outcome']; to: Decision['outcome']; noLonger: string[]; newly: string[] };

export function differenceOf(before: Decision, after: Decision): Difference {
  const codes = ({ reasons }: Decision): string[] => [...new Set(reasons.filter(({ lane }) => lane !== 'coach').map(({ code }) => code))];
  const [was, is] = [codes(before), codes(after)];
  const [noLonger, newly] = [was.filter((code) => !is.includes(code)), is.filter((code) => !was.includes(code))];
  return { same: before.outcome === after.outcome && noLonger.length === 0 && newly.length === 0, from: before.outcome, to: after.outcome, noLonger, newly };
}

export type Remeasured = { id: string; from: Pick<CheckResult, 'status' | 'value'>; to: Pick<CheckResult, 'status' | 'value'> };

/** Checks whose verdict is another one now, in the order they were measured. */
export function changedVerdicts(stored: readonly CheckResult[], again: readonly CheckResult[]): Remeasured[] {
  return again.flatMap((now) => {
    const was = stored.find((r) => sameMeasurement(r, now));
    if (!was || was.status === now.status) return [];
    return [{ id: now.id, from: { status: was.status, value: was.value }, to: { status: now.status, value: now.value } }];
  });
}
