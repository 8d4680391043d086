/**
 * Policy: which checks apply, with which limits and lists. The schema is built from the check registry and is strict: a name
 * that is not a check, or a key nobody reads, is an error and not a silent default.
 */
import { z } from 'zod';
import { checks } from '../checks/index.ts';
import { documentClasses } from '../document/reading.ts';
import { CodedError } from '../errors.ts';
import { addressParts } from '../document/address/form.ts';
import { proofClasses } from '../document/proof-words.ts';
import { challengeSteps, isTurn } from '../vision/artifacts/face-types.ts';
import { sendingSchema } from '../sync/hours.ts';
import { modes, tiers, type Mode } from './case.ts';
import { guardSchema } from './guard.ts';

/** How a statement gets onto paper: in the customer's own hand, or printed by the station with a one-time code. */
export const sheetWays = ['hand', 'printed'] as const;
export type SheetWay = (typeof sheetWays)[number];

/**
 * Checks that came after head office could publish policies, and are off in every policy that is shipped: one of before them asks for none of them, so what it leaves out is off. Refused instead, a station that
 * is brought up to this program would go by the shipped policy. A check that ships switched on never stands here: a policy that forgets it is not valid.
 */
export const laterChecks: readonly string[] = ['match.insider-face', 'match.blocked-face'];

const checkRuleSchema = z.strictObject({
  enabled: z.boolean(),
  /** Overrides the check's own limit, in the check's unit. */
  limit: z.number().optional(),
  lane: z.enum(['retry', 'staff', 'final', 'coach']).optional(),
});

const modeSchema = z.strictObject({
  /** An attestation is asked before an accept. */
  attestation: z.boolean(),
  /** Checks a recorded attestation may stand in for when they could not run (never when they failed). */
  attestationCovers: z.array(z.string()),
  /** Votes on a live face that must have been cast for their count to stand; with fewer it counts as not assessed. */
  leastLiveVotes: z.number().int().min(0).max(10),
  /** Idle seconds before the session locks. */
  idleSeconds: z.number().int().min(30).max(3600),
});

export function policySchema(knownChecks: readonly { id: string }[] = checks) {
  const ids = knownChecks.map((c) => c.id);
  const later: Record<string, z.infer<typeof checkRuleSchema>> = Object.fromEntries(laterChecks.filter((id) => ids.includes(id)).map((id) => [id, { enabled: false }]));
  const known = z.string().refine((id) => ids.includes(id), { error: 'not a check of this program' });
  return z.strictObject({
    id: z.string().min(1).max(60),
    version: z.string().min(1).max(40),
    title: z.string().min(1).max(120),
    acceptedTypes: z.array(z.enum(documentClasses)).min(1),
    /** Types that have a back side to capture. */
    twoSided: z.array(z.enum(documentClasses)),
    /** Shown below the text where match.seen-before (`earlierCases`), match.insider-face (`staffFaces`) or match.blocked-face (`listedFaces`) is switched on: each search needs its own words. */
    consent: z.strictObject({ version: z.string().min(1).max(40), text: z.string().min(1).max(4000), earlierCases: z.string().min(1).max(1000).optional(), staffFaces: z.string().min(1).max(1000).optional(), listedFaces: z.string().min(1).max(1000).optional() }),
    /**
     * What follows when a customer declines the comparison of faces and staff finds the person to be the holder: another person looks at it again (refer),
     * or the attested word of staff is enough (accept). Offered only in modes that ask an attestation.
     */
    withoutFaceComparison: z.enum(['not-offered', 'refer', 'accept']),
    /** Tiers that are offered. */
    tiers: z.array(z.enum(tiers)).min(1),
    /** The picture of the customer with document and dated sheet in the hand; null: there is no such step. */
    statement: z.strictObject({
      /** Marks alone could not be looked for. */
      word: z.string().trim().min(1).max(40).regex(/\p{L}/u),
      /** Read by the customer above what must stand on the paper. */
      wording: z.string().min(1).max(400),
      /** Ways that are offered; none: in this mode it is judged where there is one, and not asked for. */
      ways: z.strictObject(Object.fromEntries(modes.map((m) => [m, z.array(z.enum(sheetWays))])) as Record<Mode, z.ZodArray<z.ZodEnum<{ hand: 'hand'; printed: 'printed' }>>>),
    }).nullable(),
    /** The proof of address: kinds that count, months it may be old, parts an address needs. */
    address: z.strictObject({
      accepted: z.array(z.enum(proofClasses)).min(1), months: z.number().int().min(1).max(36), neededParts: z.array(z.enum(addressParts)).min(1),
    }),
    /** Good frames in a row before automatic capture. */
    captureGoodFrames: z.number().int().min(1).max(60),
    /** How many steps is drawn between both ends. `from`: of which; left out: turns and blink. */
    challenge: z.strictObject({ from: z.array(z.enum(challengeSteps)).refine((from) => challengeSteps.filter(isTurn).every((turn) => from.includes(turn))).optional(), steps: z.tuple([z.number().int().min(1).max(5), z.number().int().min(1).max(5)]).refine(([fewest, most]) => fewest <= most), secondsPerStep: z.number().min(2).max(60) }),
    modes: z.strictObject(Object.fromEntries(modes.map((m) => [m, modeSchema])) as Record<(typeof modes)[number], typeof modeSchema>),
    /** Cameras that are programs (known by the name they give themselves): refused, or taken and told as a sign of an attack. Left out: told. */
    virtualCameras: z.enum(['refused', 'told']).optional(),
    /** How long a closed case stays after head office has all of it, and is then deleted; left out: nothing is deleted by time. */
    retention: z.strictObject({ daysAfterReceipt: z.number().int().min(1).max(36_500) }).optional(),
    /** How often the station copies itself while it is open, how many copies stay, and after how many days without a good one it warns; left out: only when a supervisor asks. */
    backup: z.strictObject({ everyHours: z.number().int().min(1).max(720), keep: z.number().int().min(1).max(100), warnAfterDays: z.number().int().min(1).max(60) }).optional(),
    /** From where the station warns, and from where it takes no new case; left out: disk and queue stop nobody, as before there were limits. */
    guard: guardSchema.optional(),
    /** Where a customer is alone with the station; left out: self-service is not offered, and what was made there is never accepted by the machine. */
    selfService: z.strictObject({
      /** Checks that must have been passed before the machine may accept there: one that did not apply or was not made is as missing as one that failed. */
      votes: z.array(known).min(1),
      /** Pictures, or live checks, of one step; what is then still wrong is left to staff. */
      tries: z.number().int().min(1).max(10),
      /** Whoever called staff is waited for this long; then what the station has of them is deleted. */
      staffWithinSeconds: z.number().int().min(60).max(3600),
    }).optional(),
    /** Visits to customers; left out: field mode is not offered. `place`: the agent says where they are. */
    field: z.strictObject({ place: z.enum(['asked', 'not-asked']) }).optional(),
    /** When and how fast records go to head office; left out: at any hour, as fast as the line goes. */
    sending: sendingSchema.optional(),
    /** Every other check must be listed: what a policy leaves out is said, not guessed. */
    checks: z.record(known, checkRuleSchema).transform((rules) => ({ ...later, ...rules })).refine((rules) => ids.every((id) => id in rules), { error: 'a check has no rule' }),
  }).refine((policy) => !policy.checks['match.seen-before']?.enabled || policy.consent.earlierCases !== undefined, { path: ['consent', 'earlierCases'] })
    .refine((policy) => !policy.checks['match.insider-face']?.enabled || policy.consent.staffFaces !== undefined, { path: ['consent', 'staffFaces'] })
    .refine((policy) => !policy.checks['match.blocked-face']?.enabled || policy.consent.listedFaces !== undefined, { path: ['consent', 'listedFaces'] })
    // Nobody is there who could attest, read handwriting or confirm what somebody says of themselves.
    .refine((policy) => policy.selfService === undefined || !policy.modes['self-service'].attestation, { path: ['modes', 'self-service', 'attestation'] })
    .refine((policy) => policy.selfService === undefined || !policy.statement?.ways['self-service'].includes('hand'), { path: ['statement', 'ways', 'self-service'] })
    .refine((policy) => policy.selfService?.votes.every((id) => policy.checks[id]?.enabled) ?? true, { path: ['selfService', 'votes'] });
}

export type Policy = z.infer<ReturnType<typeof policySchema>>;

/** @throws CodedError policy.invalid with the place of the first fault (never its value). */
export function parsePolicy(json: unknown): Policy {
  const parsed = policySchema().safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CodedError('policy.invalid', { place: parsed.error.issues[0]?.path.join('.') ?? '' });
}

/** Modes a station may be set up in under this policy. */
export const offeredModes = ({ selfService, field }: Pick<Policy, 'selfService' | 'field'>): Mode[] =>
  ['attended', ...(field ? ['field' as const] : []), ...(selfService ? ['self-service' as const] : [])];

/** The customer is asked for a statement. Its picture shows the face: where the comparison of faces was declined, none is taken (docs/adr/0016-statement-step.md). */
export const asksStatement = ({ statement }: Pick<Policy, 'statement'>, { mode, consent }: { mode: Mode; consent: { faceComparison: boolean } }): boolean =>
  statement !== null && statement.ways[mode].length > 0 && consent.faceComparison;
