/** A case under work as the draft that survives a crash, and back. Pictures stay with the station; the match is made again. */
import { z } from 'zod';
import { captureSteps, caseSetupSchema, checkResultSchema, correctionSchema, lanes, type Mode } from '../../core/case/case.ts';
import { withStatement, type Journey } from '../../core/case/journey.ts';
import { asksStatement, type Policy } from '../../core/case/policy.ts';
import { addressFormSchema } from '../../core/document/address/form.ts';
import { mrzChoiceSchema } from '../../core/document/mrz-choices.ts';
import { mostPagesBrought, proofReadingSchema } from '../../core/document/proof-reading.ts';
import { documentReadingSchema } from '../../core/document/reading.ts';
import { deskBaselineSchema } from '../../core/golden-card/desk.ts';
import { statementAskedSchema, statementWordSchema } from '../../core/document/statement/facts.ts';
import { statementReadingSchema } from '../../core/document/statement/reading.ts';
import type { CaseWork } from './work.ts';

const id = z.uuid();
const point = z.object({ x: z.number(), y: z.number() });
const side = z.object({
  captureId: id, width: z.number(), height: z.number(), quad: z.tuple([point, point, point, point]).nullable(),
  results: z.array(checkResultSchema), reading: documentReadingSchema, lane: z.enum(lanes), desk: deskBaselineSchema.optional(),
});
const page = side.pick({ captureId: true, width: true, height: true, results: true });
const steps = ['document-front', 'document-back', 'review', 'face', 'challenge', 'staff-comparison', 'statement', 'address', 'proof', 'result'] as const;

export const draftStateSchema = z.object({
  form: z.literal(1),
  startedAt: z.iso.datetime(),
  demo: z.boolean(),
  journey: z.object({
    step: z.enum(steps), setup: caseSetupSchema, twoSided: z.boolean(), statement: z.boolean().default(false),
    captures: z.partialRecord(z.enum(captureSteps), id), attempts: z.number().int(),
  }),
  sides: z.object({ front: side.optional(), back: side.optional() }),
  judged: z.object({ reading: documentReadingSchema, results: z.array(checkResultSchema) }).nullable(),
  mrzChoices: z.array(mrzChoiceSchema).default([]),
  corrections: z.array(correctionSchema),
  face: side.pick({ captureId: true, width: true, height: true, results: true }).nullable(),
  challenge: z.array(checkResultSchema).nullable(),
  statement: side.pick({ captureId: true, width: true, height: true, lane: true }).extend({ judged: z.array(checkResultSchema), reading: statementReadingSchema, asked: statementAskedSchema, staff: statementWordSchema.nullable() }).nullable().default(null),
  address: z.object({
    form: addressFormSchema,
    proof: page.extend({ more: z.array(page).max(mostPagesBrought - 1).default([]), lane: side.shape.lane, judged: z.array(checkResultSchema), reading: proofReadingSchema, mime: z.enum(['image/jpeg', 'application/pdf']) }).nullable(),
  }).nullable().default(null),
  visit: z.object({ place: z.string().min(1).max(200) }).nullable().default(null),
});
export type DraftState = z.infer<typeof draftStateSchema>;

/** null: there is nothing worth keeping yet (no consent), or not any more. */
export function toDraft(work: CaseWork): DraftState | null {
  const parsed = draftStateSchema.safeParse({ form: 1, ...work });
  return parsed.success ? parsed.data : null;
}

/** @returns null when the draft was written by another program version. */
export function parseDraft(state: unknown): DraftState | null {
  const parsed = draftStateSchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}

const afterStaff: readonly string[] = ['address', 'proof', 'result'];
/** The word of staff is not kept: somebody else may go on. */
const resumed = (journey: Journey): Journey =>
  afterStaff.includes(journey.step) && journey.setup?.consent.faceComparison === false ? { ...journey, step: 'staff-comparison' } : journey;

/** The picture of a capture; of a PDF that of its first page. */
export type Pictures = (captureId: string, mime: string) => Promise<Uint8Array>;

/**
 * @param mode of who goes on: a case of a customer alone is attended by whoever of staff takes it over. @param policy that of now: a statement it does not have is not taken along, one that it asks for is still to be made.
 * @throws what `pictures` throws when one is missing.
 */
export async function fromDraft(caseId: string, draft: DraftState, { date, policy, mode }: { date: string; policy: Pick<Policy, 'statement'>; mode: Mode }, pictures: Pictures): Promise<CaseWork> {
  const withPicture = async <T extends { captureId: string; mime?: string }>(part: T): Promise<T & { picture: Uint8Array }> => ({ ...part, picture: await pictures(part.captureId, part.mime ?? 'image/jpeg') });
  const { front, back } = draft.sides;
  const paper = draft.address?.proof && (await withPicture(draft.address.proof));
  // Staff looked where the machine was not sure; somebody else may go on, so it is asked for again.
  const statement = policy.statement && draft.statement?.staff === null ? draft.statement : null;
  const setup = { ...draft.journey.setup, mode };
  const journey = withStatement({ ...draft.journey, setup, captures: { ...draft.journey.captures, statement: statement?.captureId } }, asksStatement(policy, setup));
  return {
    caseId, date, visit: draft.visit, startedAt: draft.startedAt, demo: draft.demo, journey: resumed(journey), judged: draft.judged, mrzChoices: draft.mrzChoices, corrections: draft.corrections,
    challenge: draft.challenge, match: null, staffComparison: null,
    sides: { ...(front ? { front: await withPicture(front) } : {}), ...(back ? { back: await withPicture(back) } : {}) },
    face: draft.face ? await withPicture(draft.face) : null,
    statement: statement && (await withPicture(statement)),
    address: draft.address && { form: draft.address.form, proof: paper ? { ...paper, more: await Promise.all(paper.more.map(withPicture)) } : null },
  };
}
