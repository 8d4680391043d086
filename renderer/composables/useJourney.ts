/** The case under work: one at a time, kept in step with the station's draft, forgotten when it closes. */
import { computed, shallowRef } from 'vue';
import { advance, newJourney, type JourneyEvent, type RetakeStep } from '../../core/case/journey.ts';
import { limitsWithoutFace } from '../../core/case/without-face.ts';
import type { BlockedFaceAnswer, BlockedHit } from '../../core/case/blocked-face.ts';
import type { Duplicate, DuplicateAnswer } from '../../core/case/duplicates.ts';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import type { Sighting } from '../../core/case/sightings.ts';
import type { Observations } from '../../core/case/observations.ts';
import type { CaptureInput, Decision } from '../../core/case/case.ts';
import { CodedError, toCodedError } from '../../core/errors.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { holderNames, proofFactsOf, type ProofFacts } from '../../core/document/proof-facts.ts';
import type { ProofReading } from '../../core/document/proof-reading.ts';
import { statementFactsOf, type StatementAsked, type StatementWord } from '../../core/document/statement/facts.ts';
import type { StatementReading } from '../../core/document/statement/reading.ts';
import { judgeStatement } from '../../core/statement.ts';
import { judgeProof } from '../../core/proof-of-case.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { buildEvidence } from '../journey/evidence.ts';
import { fromDraft, parseDraft, toDraft } from '../journey/draft.ts';
import { settledReading } from '../../core/case/settled.ts';
import { contextOf, retakeOf, type CaseWork, type Lane } from '../journey/work.ts';
import { session, show, takesNobody } from './session.ts';
import { forgetPair } from './useBringing.ts';
import { scanIsForgotten } from './useScan.ts';
import { call } from './useStation.ts';
import { endWorkers, reader } from './useVision.ts';

const current = shallowRef<CaseWork | null>(null);
export const work = computed(() => current.value);
/** `seenBefore`: earlier cases with a face like this one's; `duplicates`: with its document, or its name and birth date; `blockedFaces`: of head office's list. */
export const submitted = shallowRef<{ number: string; decision: Decision; seenBefore: Sighting[]; duplicates: Duplicate[]; blockedFaces: BlockedHit[] } | null>(null);
/** The last draft could not be kept; told in a banner. */
export const draftError = shallowRef<CodedError | null>(null);

/** The case of which the station holds something: a draft, or a picture. */
const stored = shallowRef<string | null>(null);
/** Whoever stops is asked what becomes of it, also where they walked back to before the consent. */
export const kept = computed(() => current.value !== null && stored.value === current.value.caseId);

/** What the case under work began with: head office may send other rules meanwhile, which count from the next case. */
const begunWith = shallowRef<Policy | null>(null);
export const policy = computed(() => {
  if (begunWith.value) return begunWith.value;
  if (!session.policy) throw new CodedError('policy.invalid');
  return session.policy as NonNullable<typeof session.policy>;
});
/** The customer agreed to a comparison of faces. */
export const comparesFaces = computed(() => current.value?.journey.setup?.consent.faceComparison !== false);
export const limits = computed(() => {
  const all = limitsOf(policy.value as Parameters<typeof limitsOf>[0]);
  return comparesFaces.value ? all : limitsWithoutFace(all);
});

export function needWork(): CaseWork {
  if (!current.value) throw new CodedError('case.closed');
  return current.value;
}
export const context = (lane: Lane) => contextOf(needWork(), lane, policy.value.acceptedTypes);

/** Takes nothing: it is a button's and a key's, which hand over their event. */
export const begin = (): void => beginCase(crypto.randomUUID());

/**
 * Where the station takes nobody the start screen says why.
 * @param caseId of the station's choosing, where it allows only that one
 * @param rules of that case, where the window may not have heard of the policy of now
 */
export function beginCase(caseId: string, rules: Policy | null = session.policy as Policy | null): void {
  if (takesNobody.value) return show('home');
  submitted.value = null;
  draftError.value = null;
  begunWith.value = rules;
  current.value = {
    caseId, startedAt: new Date().toISOString(), date: session.status?.date ?? '', journey: newJourney,
    sides: {}, judged: null, mrzChoices: [], corrections: [], face: null, challenge: null, match: null, staffComparison: null, statement: null, address: null, visit: null, demo: false,
  };
  show('journey');
}

export function update(change: Partial<CaseWork>): void {
  current.value = { ...needWork(), ...change };
}

/** Walks on and keeps the draft. What comes after its step was left changes nothing. */
export function send(event: JourneyEvent, change: Partial<CaseWork> = {}): void {
  const now = needWork();
  const journey = advance(now.journey, event);
  if (journey === now.journey) return;
  current.value = { ...now, ...change, journey };
  void keepDraft();
}

/** Back to a step that is made again; a decision on what was there before is none any more. */
export function retake(step: RetakeStep): void {
  submitted.value = null;
  send(...retakeOf(step, needWork()));
}

export async function keepDraft(): Promise<void> {
  const now = current.value;
  const state = now && toDraft(now);
  if (!now || !state) return;
  try {
    await call('draft.save', { caseId: now.caseId, state });
    stored.value = now.caseId;
    draftError.value = null;
  } catch (thrown) {
    draftError.value = toCodedError(thrown);
  }
}

/** A finished picture goes to the station once. */
export async function putCapture(capture: Omit<CaptureInput, 'caseId' | 'mime'>, picture: Uint8Array, mime: CaptureInput['mime'] = 'image/jpeg'): Promise<void> {
  const { caseId } = needWork();
  await call('capture.put', { ...capture, caseId, mime, picture: picture as Uint8Array<ArrayBuffer> });
  stored.value = caseId;
}

let judging: Promise<unknown> = Promise.resolve();

/**
 * All sides as one reading, as the machine read it, and what the checks say of it with the clerk's choices and corrections in place.
 * One at a time, so that the last one judges what stands last.
 */
export function judgeDocument(): Promise<void> {
  const next = judging.then(judgeNow, judgeNow);
  judging = next.catch(() => undefined);
  return next;
}

async function judgeNow(): Promise<void> {
  // The window may have been open since yesterday.
  update({ date: (await call('station.status', {})).date });
  const now = needWork();
  const readings = [now.sides.front?.reading, now.sides.back?.reading].filter((r) => r !== undefined);
  const whole = await reader.call('judgeReading', [readings, context('camera'), limits.value]);
  const { reading } = whole;
  const settled = settledReading(reading, now, now.date);
  const judgedAgain = settled !== reading && (await reader.call('judgeReading', [[settled], context('camera'), limits.value]));
  update({ judged: { reading, results: judgedAgain ? judgedAgain.results : whole.results } });
}

/** The one look at the print beside the MRZ that is under way. */
let besideMrz: Promise<void> | null = null;
/** It goes on while the clerk reviews and the customer looks into the camera. */
export const comparingPrint = shallowRef(false);
/** Why it ended early; auth.mrz-print-conflict is then not assessed. */
export const compareError = shallowRef<CodedError | null>(null);

/**
 * Reads what is printed beside an MRZ, where that has not been read, and judges the document anew. Never rejects: what cannot be read stays
 * unread, `compareError` says why, and auth.mrz-print-conflict says so in the record.
 */
export function comparePrint(): Promise<void> {
  compareError.value = null;
  besideMrz ??= readBeside().catch((thrown: unknown) => {
    // A case that was closed meanwhile ended the worker.
    if (current.value !== null) compareError.value = toCodedError(thrown, 'engine.failed');
  }).finally(() => {
    besideMrz = null;
    comparingPrint.value = false;
  });
  return besideMrz;
}

async function readBeside(): Promise<void> {
  for (const name of ['front', 'back'] as const) {
    const side = current.value?.sides[name];
    if (!side?.reading.bySource.mrz || side.reading.bySource.print) continue;
    comparingPrint.value = true;
    const reading = await reader.call('printBesideMrz', [side.picture, side.reading]);
    // Taken again, or closed, meanwhile.
    if (current.value?.sides[name]?.captureId !== side.captureId) continue;
    update({ sides: { ...current.value.sides, [name]: { ...current.value.sides[name]!, reading } } });
    await judgeDocument();
    await keepDraft();
  }
}

/** What a paper says, held against the document as it counts, the stated address and today. */
export async function judgePaper(reading: ProofReading, size: { width: number; height: number }, lane: Lane): Promise<{ facts: ProofFacts; results: CheckResult[] }> {
  const now = needWork();
  if (!now.address || !now.judged) throw new CodedError('case.incomplete');
  const facts = proofFactsOf(reading, { form: now.address.form, holder: holderNames(settledReading(now.judged.reading, now, now.date)), today: now.date, policy: policy.value.address, size });
  return { facts, results: await judgeProof(facts, context(lane), rulesOf(limits.value)) };
}

export type Statement = { reading: StatementReading; asked: StatementAsked; staff: StatementWord | null; lane: Lane };

/** What was read on sheet and held document, held against the captured document as it counts, all faces of the case, and today. */
export function judgeHeld({ reading, asked, staff, lane }: Statement): Promise<CheckResult[]> {
  const now = needWork();
  if (!now.judged) throw new CodedError('case.incomplete');
  const facts = statementFactsOf(reading, { asked, date: now.date, document: settledReading(now.judged.reading, now, now.date), steps: now.match?.steps ?? [], staff });
  return judgeStatement(facts, context(lane), rulesOf(limits.value));
}

/** Document and faces may have been taken again since. */
async function judgeHeldAnew(): Promise<void> {
  const { statement } = needWork();
  if (statement) update({ statement: { ...statement, judged: await judgeHeld(statement) } });
}

/** The document or the stated address may have been mended since the paper was looked at. */
async function judgePaperAnew(): Promise<void> {
  const { address } = needWork();
  if (!address?.proof) return;
  const { results: judged } = await judgePaper(address.proof.reading, address.proof, address.proof.lane);
  update({ address: { ...address, proof: { ...address.proof, judged } } });
}

/** Face against portrait, over the frames the reader kept; after a crash over the stored face picture. */
export async function matchFaces(): Promise<void> {
  const now = needWork();
  const { front } = now.sides;
  if (front) await reader.call('setPortrait', [now.caseId, front.picture]);
  if (now.statement) await reader.call('setStatement', [now.caseId, now.statement.picture]);
  let report = await reader.call('match', [now.caseId, context('camera'), limits.value]);
  if (report.frames === 0 && now.face) {
    const bitmap = await createImageBitmap(new Blob([now.face.picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
    await reader.call('addLiveFace', [now.caseId, bitmap, true], [bitmap]);
    report = await reader.call('match', [now.caseId, context('camera'), limits.value]);
  }
  update({ match: report });
}

export async function submit(): Promise<void> {
  await comparePrint();
  if (!needWork().match && comparesFaces.value) await matchFaces();
  await judgeHeldAnew();
  await judgePaperAnew();
  const evidence = buildEvidence(needWork(), await versions());
  const { fused = null } = needWork().match ?? {};
  const { number, decision, seenBefore, duplicates, blockedFaces } = await call('case.submit', { ...evidence, ...(fused && { face: fused }) });
  submitted.value = { number, decision, seenBefore, duplicates, blockedFaces };
}

async function versions(): Promise<Record<string, string>> {
  const about = await call('station.about', {});
  return { program: about.version, ...Object.fromEntries(about.models.map((m) => [m.name.slice(0, 80), m.sha256.slice(0, 120)])) };
}

export async function finish(attestation: { facePresent: boolean; documentTouched: boolean; note: string; observations?: Observations } | null): Promise<void> {
  const { caseId } = needWork();
  const answer = await call('case.finish', { caseId, attestation: attestation && { ...attestation, at: new Date().toISOString() } });
  // What was found stays on the screen for a second person who decides on the spot.
  const { duplicates = [], blockedFaces = [] } = submitted.value ?? {};
  submitted.value = { number: answer.number, decision: answer.decision, seenBefore: [], duplicates, blockedFaces };
  current.value = { ...needWork(), journey: advance(needWork().journey, { type: 'finished' }) };
}

/** Staff's word on one earlier case. */
export async function answerDuplicate(earlierCaseId: string, answer: DuplicateAnswer): Promise<void> {
  const { duplicates } = await call('case.duplicate', { caseId: needWork().caseId, earlierCaseId, answer });
  if (submitted.value) submitted.value = { ...submitted.value, duplicates };
}

/** Staff's word on one listed face. */
export async function answerBlockedFace(entryId: string, answer: BlockedFaceAnswer): Promise<void> {
  const { blockedFaces } = await call('case.blocked-face', { caseId: needWork().caseId, entryId, answer });
  if (submitted.value) submitted.value = { ...submitted.value, blockedFaces };
}

/** Closes a case nobody of staff stands at. The window's own step stays: there is no next one. */
export async function closeAlone(): Promise<void> {
  const answer = await call('case.finish', { caseId: needWork().caseId, attestation: null });
  submitted.value = { number: answer.number, decision: answer.decision, seenBefore: [], duplicates: [], blockedFaces: [] };
}

/** A stored capture as a picture; of a PDF its first page. @throws CodedError store.not-found, pdf.* */
export async function storedPicture(captureId: string, mime: string): Promise<Uint8Array> {
  const { picture } = await call('capture.get', { captureId });
  return mime === 'application/pdf' ? (await reader.call('pdfPicture', [picture])).jpeg : picture;
}

/** @throws CodedError store.not-found when a picture is gone, input.invalid when the draft cannot be understood */
export async function resume(caseId: string, state: unknown): Promise<void> {
  const draft = parseDraft(state);
  if (!draft) throw new CodedError('input.invalid');
  submitted.value = null;
  begunWith.value = parsePolicy(await call('policy.current', { caseId }));
  current.value = await fromDraft(caseId, draft, { date: session.status?.date ?? '', policy: policy.value, mode: session.status?.serving ?? 'attended' }, storedPicture);
  stored.value = caseId;
  show('journey');
  // Opening is taking over: what a customer alone left is staff's from here on, also when the next one logs in.
  await keepDraft();
}

export async function discard(caseId: string): Promise<void> {
  await call('draft.discard', { caseId });
}

export async function declined(): Promise<void> {
  const { caseId } = needWork();
  await call('draft.discard', { caseId, why: 'consent-declined' });
}

/** Nothing of the customer stays in the window. */
export function close(): void {
  const { value } = current;
  current.value = null;
  begunWith.value = null;
  submitted.value = null;
  draftError.value = null;
  compareError.value = null;
  forgetPair();
  void scanIsForgotten();
  if (value) endWorkers();
}
