/** How a station is, as it tells head office beside its question for what is new: counts and codes; no customer, no path, no name. */
import { z } from 'zod';

/** MB free on the disk of the records, as the reference policy's guard rails step (core/case/guard.ts): the exact figure is nobody's matter. */
const diskSteps = [['under-100', 100], ['under-500', 500], ['under-2000', 2000]] as const;
export const diskClasses = ['under-100', 'under-500', 'under-2000', 'more'] as const;
export type DiskClass = (typeof diskClasses)[number];
export const clockStates = ['believed', 'moved', 'set-back'] as const;

/** null: it does not say. */
export const diskClassOf = (megabytes: number | null): DiskClass | null => (megabytes === null ? null : (diskSteps.find(([, below]) => megabytes < below)?.[0] ?? 'more'));

/** Chosen: more than there are guard rails. */
export const mostFindings = 40;
const count = z.number().int().min(0).max(10_000_000).nullable().catch(null);

/** What a newer station says otherwise is taken as not said: its question for what is new is answered all the same. */
export const stationHealthSchema = z.object({
  /** Decisions that wait for a receipt, and days the oldest has. null: no hub had let it in. */
  waiting: count, waitingDays: count,
  /** Decisions that a person must look at there. */
  parked: count,
  disk: z.enum(diskClasses).nullable().catch(null), clock: z.enum(clockStates).nullable().catch(null),
  /** Codes of its guard rails, the golden card's and the backup's among them, without their values. One that is odd, or too many, leaves the others standing. */
  findings: z.array(z.string().regex(/^[a-z][a-z0-9.-]{0,59}$/).nullable().catch(null)).catch([]).transform((said) => said.filter((one) => one !== null).slice(0, mostFindings)),
});
export type StationHealth = z.infer<typeof stationHealthSchema>;
