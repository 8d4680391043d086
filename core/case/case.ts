/** The records of a case. Everything here is parsed at each border, and again when read back from our own disk. */
import { z } from 'zod';
import { addressFormSchema } from '../document/address/form.ts';
import { mrzChoiceSchema } from '../document/mrz-choices.ts';
import { proofReadingSchema } from '../document/proof-reading.ts';
import { statementAskedSchema, statementWordSchema } from '../document/statement/facts.ts';
import { statementReadingSchema } from '../document/statement/reading.ts';
import { deskBaselineSchema } from '../golden-card/desk.ts';
import { observationsSchema } from './observations.ts';
import { reviewSchema } from './review.ts';
import { stepPairSchema } from './steps.ts';
import { matchVerdicts } from './verdicts.ts';
import { documentClasses, documentReadingSchema, fieldNames, fieldSchema, regionSchema } from '../document/reading.ts';

export const tiers = ['primary', 'advanced'] as const;
export const modes = ['attended', 'field', 'self-service', 'batch'] as const;
export const captureSteps = ['document-front', 'document-back', 'face', 'statement', 'proof'] as const;
export const lanes = ['camera', 'scanner', 'file'] as const;
export type Tier = (typeof tiers)[number];
export type Mode = (typeof modes)[number];
export type CaptureStep = (typeof captureSteps)[number];

const isoInstant = z.iso.datetime();
const id = z.uuid();

export const consentSchema = z.object({
  /** Version of the text that was shown, from the policy. */
  version: z.string().min(1).max(40),
  accepted: z.boolean(),
  /** False: the customer lets themselves be verified, and not by their face: staff compares instead (staffComparison). Older records say nothing of it. */
  faceComparison: z.boolean().default(true),
  at: isoInstant,
});

export const caseSetupSchema = z.object({
  tier: z.enum(tiers),
  mode: z.enum(modes),
  documentType: z.enum(documentClasses),
  /** ICAO 9303-3 country code the customer chose. */
  country: z.string().regex(/^[A-Z]{3}$/),
  consent: consentSchema,
});
export type CaseSetup = z.infer<typeof caseSetupSchema>;

export const provenanceSchema = z.object({
  lane: z.enum(lanes),
  /** Label the device gave itself, or `file`; never a path. */
  device: z.string().max(200),
  /** True for demonstration devices: marked on every screen and in every record. */
  demo: z.boolean(),
  capturedAt: isoInstant,
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** What the renderer sends with the encoded picture; the station adds operator and sha256. */
export const captureInputSchema = z.object({
  captureId: id,
  caseId: id,
  step: z.enum(captureSteps),
  /** Of a PDF `width` and `height` are those of its first page's picture. */
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
  provenance: provenanceSchema,
});
export type CaptureInput = z.infer<typeof captureInputSchema>;

/** Chosen: of what a station takes as one picture; a scan of a page in colour at 600 dpi is a tenth of it. */
export const mostPictureBytes = 40_000_000;

export const captureSchema = captureInputSchema.extend({
  operatorId: id.nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().min(1),
});
export type Capture = z.infer<typeof captureSchema>;

export const checkResultSchema = z.object({
  id: z.string().max(60),
  status: z.enum(['pass', 'fail', 'not-assessed', 'not-applicable']),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.string().max(40),
  regions: z.array(regionSchema).max(64),
  values: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
  reason: z.string().max(80).nullable(),
  captureId: id.nullable(),
});

export const correctionSchema = z.object({
  field: z.enum(fieldNames),
  /** What stood there before: as the machine had read it, with the clerk's choices of doubtful characters; null where it had read nothing. */
  original: fieldSchema.nullable(),
  value: z.string().max(400),
  at: isoInstant,
});

export const attestationSchema = z.object({
  facePresent: z.boolean(),
  documentTouched: z.boolean(),
  note: z.string().max(500),
  at: isoInstant,
  /** Older records have none: nothing was asked one by one. */
  observations: observationsSchema.optional(),
});
export type Attestation = z.infer<typeof attestationSchema>;

export const findings = ['same', 'unsure', 'different'] as const;

/** The person held against the portrait by an operator, where the customer declined the comparison by machine. */
export const staffComparisonSchema = z.object({
  finding: z.enum(findings),
  note: z.string().max(500),
  operatorId: id,
  operatorName: z.string().min(1).max(80),
  at: isoInstant,
});
export type StaffComparison = z.infer<typeof staffComparisonSchema>;

export const evidenceSchema = z.object({
  caseId: id,
  setup: caseSetupSchema,
  captureIds: z.array(id).min(1).max(20),
  /** As the machine read it. What counts is worked out from it with the clerk's choices and corrections (settled.ts). */
  extraction: documentReadingSchema,
  /** Doubtful characters of the MRZ that the clerk was asked about. Older records have none. */
  mrzChoices: z.array(mrzChoiceSchema).max(132).default([]),
  corrections: z.array(correctionSchema).max(40),
  results: z.array(checkResultSchema).max(400),
  match: z.object({
    verdict: z.enum(matchVerdicts), distance: z.number().nullable(), frames: z.number().int().min(0),
    /** Every two faces of the case; which one does not belong is told by match.steps. Older records have none. */
    steps: z.array(stepPairSchema).max(60).default([]),
  }),
  staffComparison: staffComparisonSchema.nullable().default(null),
  /** Advanced tier: the address as the customer states it, and what was read on the paper that proves it. Older records have none. */
  address: z.object({ form: addressFormSchema, proof: proofReadingSchema }).nullable().default(null),
  /** The picture with document and sheet in the hand: what was read on it, what it was asked to say, and staff's answer where the machine was not sure. Older records have none. */
  statement: z.object({ reading: statementReadingSchema, asked: statementAskedSchema, staff: statementWordSchema.nullable().default(null) }).nullable().default(null),
  /** Capture id -> what the checks knew of its device, for whoever measures it again. Left out: nothing, as in older records. */
  desks: z.record(id, deskBaselineSchema).optional(),
  attestation: attestationSchema.nullable(),
  /** Where a customer was visited, as the agent says it: no device of the station knows. Older records, and those made elsewhere, have none. */
  visit: z.object({ place: z.string().trim().min(1).max(200) }).nullable().default(null),
  startedAt: isoInstant,
  /** Model name -> sha256, and program version, as used for these results. */
  versions: z.record(z.string().max(80), z.string().max(120)),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const outcomes = ['accept', 'refer', 'retry', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

export const reasonSchema = z.object({
  /** Check id. */
  code: z.string().max(60),
  lane: z.enum(['retry', 'staff', 'final', 'coach']),
  concern: z.enum(['processing', 'eligibility', 'fraud']),
  status: z.enum(['fail', 'not-assessed']),
  captureId: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Reason = z.infer<typeof reasonSchema>;

export const decisionSchema = z.object({
  outcome: z.enum(outcomes),
  /** What decided, most urgent first; coach lines last. */
  reasons: z.array(reasonSchema),
  policy: z.object({ id: z.string(), version: z.string() }),
  /** Set where a second person decided; the machine's own decision stands before it. */
  review: reviewSchema.optional(),
});
export type Decision = z.infer<typeof decisionSchema>;
