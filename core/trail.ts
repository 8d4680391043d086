/** The audit trail as a screen shows it. */
import { z } from 'zod';

/** One line of the audit trail as a person reads it; holds no customer data. */
export const trailLineSchema = z.object({
  sequence: z.number().int(), at: z.iso.datetime(), action: z.string(), operatorName: z.string().nullable(), subject: z.string().nullable(),
  /** Number of the case, or name of the operator, the line is about. */
  about: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type TrailLine = z.infer<typeof trailLineSchema>;

/** What a walk through the trail found. `brokenAt`: the first line that is not sound; 0: a decision without its line. */
export const trailReportSchema = z.object({
  ok: z.boolean(), lines: z.number().int(), signedFrom: z.number().int().nullable(), conflicts: z.number().int(),
  brokenAt: z.number().int().nullable(), why: z.string().nullable(), fingerprint: z.string(),
});
export type TrailReport = z.infer<typeof trailReportSchema>;
