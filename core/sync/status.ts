/** How sending stands, as the window shows it. */
import { z } from 'zod';
import { bundleRefusals } from './bundle.ts';
import { sendingSchema } from './hours.ts';

export const syncStatusSchema = z.object({
  /** Fingerprint of the station's own key. */
  stationCode: z.string(),
  hub: z.object({
    url: z.string(), name: z.string(), code: z.string(), state: z.enum(['pending', 'enrolled', 'blocked']),
    /** Why nothing goes at the moment: a code of outcome.ts or protocol.ts. */
    reason: z.string().nullable(), attempts: z.number().int(), dueAt: z.iso.datetime(), contactAt: z.iso.datetime().nullable(),
    /** What the hub's administrator is told; null once the station is let in. */
    enrolmentCode: z.string().nullable(), codeUntil: z.iso.datetime().nullable(),
  }).nullable(),
  paused: z.boolean(), sending: z.boolean(),
  /** Pictures wait for the hours the policy gives them. */
  outsideHours: z.boolean(),
  /** What the policy lets the line be used for. */
  rules: sendingSchema,
  /** What came from head office. */
  told: z.object({
    bundle: z.object({
      version: z.number().int(), sha256: z.string(), at: z.iso.datetime(), policies: z.array(z.object({ id: z.string(), version: z.string(), title: z.string() })), blocked: z.number().int(), blockedFaces: z.number().int(), notes: z.array(z.string()),
      /** This program no longer takes one of its policies. */
      policyFault: z.boolean(),
    }).nullable(),
    refused: z.object({ version: z.number().int().nullable(), code: z.enum(bundleRefusals), at: z.iso.datetime() }).nullable(),
    /** The hub takes this station's question what is new for none. */
    unanswered: z.boolean(),
    /** This station takes no new case any more. */
    revoked: z.boolean(),
    /** Name of a supervisor whose right is withdrawn and who is the last one here; null: there is none. */
    supervisorKept: z.string().nullable(),
  }),
  counts: z.object({ waiting: z.number().int(), parked: z.number().int(), receipted: z.number().int() }),
  /** In this order: what waits for a person, what waits in the order it goes, what has its receipt; the newest of the first and the last. */
  rows: z.array(z.object({
    outboxId: z.number().int(), caseId: z.uuid(), number: z.string(), sequence: z.number().int(), state: z.enum(['waiting', 'parked', 'receipted']), factsAt: z.iso.datetime().nullable(),
    attempts: z.number().int(), dueAt: z.iso.datetime(), reason: z.string().nullable(), createdAt: z.iso.datetime(), receiptAt: z.iso.datetime().nullable(),
    parts: z.array(z.object({ captureId: z.uuid(), bytes: z.number().int(), chunks: z.number().int(), have: z.number().int() })),
  })),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;
