/** What the station asks of evidence beyond its shape, and what it makes of it. */
import { createHash } from 'node:crypto';
import { judge, type Threshold } from '../../core/checks/check.ts';
import { checkById } from '../../core/checks/index.ts';
import type { Capture, CaptureStep, Evidence, Mode, Outcome } from '../../core/case/case.ts';
import { needsFace } from '../../core/case/without-face.ts';
import type { Operator } from '../../core/contract.ts';
import { settledReading } from '../../core/case/settled.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { FieldName, Fields } from '../../core/document/reading.ts';
import { CodedError } from '../../core/errors.ts';
import { checkStatement } from './statement.ts';
import { findCapture, readPicture } from './store/captures.ts';
import type { CaseFacts } from './store/cases.ts';
import type { ReadDb } from './store/db.ts';

type Result = Evidence['results'][number];

/** @throws CodedError case.incomplete without consent · input.invalid for what does not belong together. */
export function checkEvidence(evidence: Evidence, mode: Mode, policy: Policy, operator: Operator): void {
  const { setup, captureIds, results } = evidence;
  if (!setup.consent.accepted) throw new CodedError('case.incomplete', { place: 'consent' });
  if (setup.consent.faceComparison) {
    if (evidence.staffComparison !== null) throw new CodedError('input.invalid', { place: 'staffComparison' });
  } else checkWithoutFace(evidence, policy, operator);
  checkStatement(evidence, policy, operator);
  if (mode === 'self-service') checkAlone(evidence);
  if (mode === 'field' && policy.field?.place === 'asked' && evidence.visit === null) throw new CodedError('case.incomplete', { place: 'visit' });
  const captures = new Set(captureIds);
  const faults: Record<string, boolean> = {
    mode: setup.mode !== mode,
    visit: evidence.visit !== null && mode !== 'field',
    captureIds: captures.size !== captureIds.length,
    address: (setup.tier === 'advanced') !== (evidence.address !== null),
    'results.captureId': results.some((result) => result.captureId !== null && !captures.has(result.captureId)),
    'results.id': results.some((result) => checkById(result.id) === undefined),
  };
  const place = Object.keys(faults).find((name) => faults[name]);
  if (place !== undefined) throw new CodedError('input.invalid', { place });
}

/** What nobody of staff looked at is as the machine read it: a customer does not say who they are. The proof of address is staff's to take. */
function checkAlone({ setup, corrections, mrzChoices, attestation }: Evidence): void {
  const faults: Record<string, boolean> = { corrections: corrections.length > 0, mrzChoices: mrzChoices.length > 0, attestation: attestation !== null, 'setup.tier': setup.tier !== 'primary' };
  const place = Object.keys(faults).find((name) => faults[name]);
  if (place !== undefined) throw new CodedError('input.invalid', { place });
}

/** No face data where the customer declined it, and whoever compared is whoever submits: another operator's word cannot be lent. */
function checkWithoutFace({ setup, results, match, staffComparison }: Evidence, policy: Policy, operator: Operator): void {
  const offered = policy.withoutFaceComparison !== 'not-offered' && policy.modes[setup.mode].attestation;
  if (!offered) throw new CodedError('input.invalid', { place: 'setup.consent' });
  if (staffComparison === null) throw new CodedError('case.incomplete', { place: 'staffComparison' });
  const faults: Record<string, boolean> = {
    'results.id': results.some(({ id }) => { const check = checkById(id); return check !== undefined && needsFace(check); }),
    match: match.distance !== null || match.steps.length > 0,
    'staffComparison.operatorId': staffComparison.operatorId !== operator.operatorId || staffComparison.operatorName !== operator.name,
  };
  const place = Object.keys(faults).find((name) => faults[name]);
  if (place !== undefined) throw new CodedError('input.invalid', { place });
}

/** Steps without a picture of which there is no case. In batch mode a back is welcome and not asked for: the pictures are what somebody sent. */
function neededSteps(evidence: Evidence, policy: Policy): CaptureStep[] {
  const { setup } = evidence;
  const back = setup.mode !== 'batch' && policy.twoSided.includes(setup.documentType);
  return ['document-front', ...(back ? ['document-back' as const] : []), ...(setup.consent.faceComparison ? ['face' as const] : []), ...(evidence.statement ? ['statement' as const] : []), ...(setup.tier === 'advanced' ? ['proof' as const] : [])];
}

/** @throws CodedError case.incomplete when a capture is not there or not of this case · store.corrupt when its bytes have changed. */
export function checkCaptures(db: ReadDb, evidence: Evidence, policy: Policy): Capture[] {
  const captures = evidence.captureIds.map((captureId) => {
    const capture = findCapture(db, captureId);
    if (!capture || capture.caseId !== evidence.caseId) throw new CodedError('case.incomplete', { place: 'captures' });
    const picture = readPicture(db, captureId);
    if (!picture || sha256(picture) !== capture.sha256) throw new CodedError('store.corrupt');
    return capture;
  });
  const missing = neededSteps(evidence, policy).find((step) => !captures.some((capture) => capture.step === step));
  if (missing) throw new CodedError('case.incomplete', { place: missing });
  if (!evidence.setup.consent.faceComparison && captures.some(({ step }) => step === 'face' || step === 'statement')) throw new CodedError('input.invalid', { place: 'captures' });
  return captures;
}

/** Finds the capture of a step among those the evidence speaks of; null: there is none. */
export const captureOfStep = (db: ReadDb, { captureIds }: Evidence) => (step: CaptureStep): Capture | null =>
  captureIds.map((captureId) => findCapture(db, captureId)).find((capture) => capture?.step === step) ?? null;

/** Verdict, limit and unit as this program and policy say; what was sent beside the value is not believed. */
export function settleResults(results: readonly Result[], policy: Policy): Result[] {
  return results.map((result) => {
    const check = checkById(result.id);
    if (!check) throw new CodedError('input.invalid', { place: 'results.id' });
    const threshold: Threshold = { ...check.threshold, limit: policy.checks[result.id]?.limit ?? check.threshold.limit };
    return { ...result, ...verdict(result, threshold), threshold: threshold.limit, unit: threshold.unit };
  });
}

function verdict(result: Result, threshold: Threshold): Pick<Result, 'status' | 'reason' | 'value'> {
  if (result.status === 'not-assessed' || result.status === 'not-applicable') return { status: result.status, reason: result.reason, value: null };
  if (result.value === null) return { status: 'not-assessed', reason: 'no-number', value: null };
  return { status: judge(result.value, threshold), reason: null, value: result.value };
}

/** Same evidence, same digest, whatever order its keys came in. */
export function evidenceDigest(evidence: Evidence): string {
  return sha256(JSON.stringify(sorted(evidence)));
}

/** What the list of records shows; a clerk's choice or correction counts before what was read. */
export function caseFacts(evidence: Evidence, captures: readonly Capture[], outcome: Outcome): CaseFacts {
  const { fields } = settledReading(evidence.extraction, evidence, evidence.startedAt.slice(0, 10));
  return {
    name: fullName(fields), documentNumber: valueOf(fields, 'documentNumber'), documentType: evidence.setup.documentType, outcome,
    demo: captures.some((capture) => capture.provenance.demo),
  };
}

const valueOf = (fields: Fields, name: FieldName): string => (fields[name]?.value ?? '').trim();

/** Empty where no name was read. */
export function fullName(fields: Fields): string {
  const name = [valueOf(fields, 'givenNames'), valueOf(fields, 'surname')].filter((part) => part !== '').join(' ');
  return name || valueOf(fields, 'fullName');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, sorted(held)]));
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
