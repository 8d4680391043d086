/** Guard rails of a station: what makes it warn, and from where on no new case begins. Cases that are open are always finished. */
import { z } from 'zod';
import type { ErrorCode, ErrorValues } from '../errors.ts';

const falling = z.strictObject({ warn: z.number().min(0), refuse: z.number().min(0) }).refine(({ warn, refuse }) => warn >= refuse);
const rising = z.strictObject({ warn: z.number().min(0), refuse: z.number().min(0) }).refine(({ warn, refuse }) => warn <= refuse);

/**
 * The reference policy's figures are chosen, not measured. Disk: 500 MB are some hundred cases with their captures (2 to 5 MB each), 100 MB what is open at
 * a counter, with room for the store's own log. Waiting: a counter closes 20 to 40 cases a day, so 200 are a week without a line and 1,000 a month; days
 * are counted since the oldest decision that waits (or since a hub was asked, if that was later), a long week-end is no reason to refuse anybody. Silence: a week without news is told, two in the field. The golden card: shown each morning it takes a minute; a month without it, and nobody knows what the lens does.
 */
export const guardSchema = z.strictObject({
  /** Free on the disk of the records, MB. */
  freeMegabytes: falling,
  /** Decisions that wait for the hub's receipt; counted where a hub is enrolled. */
  waiting: rising,
  /** Days the oldest of them has waited. */
  waitingDays: rising,
  /** Days since head office was last heard of, whether or not anything waits: what it withdrew or looks out for grows old here. It only warns: a station whose files are carried may have nothing new to load. Left out: nobody is told, as before. */
  silentDays: z.number().min(0).optional(),
  /**
   * Cameras that have a baseline of the golden card: calendar days since one was last shown the card (0: each morning), and that one below its baseline warns, one
   * that no document can be read with refuses. A camera without a baseline, and a scanner without one or not shown the card for as many days as warn, is a
   * reminder and refuses nobody. Left out: nobody is reminded, as before.
   */
  goldenCardDays: rising.optional(),
});
export type GuardLimits = z.infer<typeof guardSchema>;

export type GuardFacts = {
  /** The clock stands before a time that is proven. */
  clockSetBack: boolean;
  /** The clock ran ahead of the computer's own count of time. */
  clockMoved: boolean;
  /** null: cannot be told here. */
  freeMegabytes: number | null;
  /** null: no hub is enrolled. */
  queue: { waiting: number; days: number; silentDays: number } | null;
  /** Decisions that wait for a person, and for how many days the oldest of them. */
  parked: { parked: number; days: number };
  models: { missing: number; changed: number };
  /** Head office takes nothing from this station any more. */
  revoked: boolean;
  /** A supervisor stays only because there is no other one. */
  supervisorKept: boolean;
  /** A policy that head office published is not taken by this program: the shipped one counts in its place. */
  policyFault: boolean;
  /** Chosen cameras with a baseline, by their last accepted measurement; null: none has one. `days`: since the oldest of these. */
  cameras: { state: 'as-calibrated' | 'below' | 'unfit'; days: number } | null;
  /** A chosen camera has no baseline of the golden card. */
  cardFirst: boolean;
  /** The chosen scanner: days since the golden card lay in it; `first`: it has no baseline; null: none is chosen that scans by itself. */
  scanner: { days: number } | 'first' | null;
};

export type Finding = { code: ErrorCode; values: ErrorValues; /** No new case begins. */ refuses: boolean };

/** Worst first. @param limits null: the policy says none, or cannot be read; clock, models and what waits for a person are no matter of a policy. */
export function guard(facts: GuardFacts, limits: GuardLimits | null): Finding[] {
  const { freeMegabytes: megabytes, queue, models, cameras, scanner } = facts;
  const found: (Finding | null)[] = [
    facts.revoked ? { code: 'hub.revoked', values: {}, refuses: true } : null,
    facts.clockSetBack ? { code: 'clock.set-back', values: {}, refuses: true } : null,
    models.missing > 0 ? { code: 'model.missing', values: {}, refuses: true } : null,
    models.changed > 0 ? { code: 'model.changed', values: {}, refuses: true } : null,
    facts.supervisorKept ? { code: 'operator.revoked-last', values: {}, refuses: false } : null,
    facts.policyFault ? { code: 'policy.not-taken', values: {}, refuses: false } : null,
    // Neither sent nor waiting: without this nobody would hear of them.
    facts.parked.parked > 0 ? { code: 'queue.parked', values: facts.parked, refuses: false } : null,
    facts.clockMoved && !facts.clockSetBack ? { code: 'clock.moved', values: {}, refuses: false } : null,
  ];
  if (limits !== null) {
    const step = (value: number | null | undefined, { warn, refuse }: { warn: number; refuse: number }, codes: readonly [ErrorCode, ErrorCode], name: string, isBeyond: (a: number, b: number) => boolean): Finding | null => {
      if (value === null || value === undefined || !isBeyond(value, warn)) return null;
      const refuses = isBeyond(value, refuse);
      return { code: codes[refuses ? 1 : 0], values: { [name]: value }, refuses };
    };
    const below = (a: number, b: number): boolean => a < b;
    const above = (a: number, b: number): boolean => a > b;
    found.push(
      step(megabytes, limits.freeMegabytes, ['store.space-low', 'store.space-out'], 'megabytes', below),
      step(queue?.waiting, limits.waiting, ['queue.long', 'queue.full'], 'waiting', above),
      step(queue?.days, limits.waitingDays, ['queue.old', 'queue.too-old'], 'days', above),
    );
    if (limits.silentDays !== undefined && queue !== null && queue.silentDays > limits.silentDays) found.push({ code: 'hub.silent', values: { days: queue.silentDays }, refuses: false });
    if (limits.goldenCardDays) {
      if (cameras?.state === 'below') found.push({ code: 'camera.below-baseline', values: {}, refuses: false });
      if (cameras?.state === 'unfit') found.push({ code: 'camera.unfit', values: {}, refuses: true });
      if (facts.cardFirst) found.push({ code: 'camera.card-first', values: {}, refuses: false });
      found.push(step(cameras?.days, limits.goldenCardDays, ['camera.card-due', 'camera.card-overdue'], 'days', above));
      const { warn } = limits.goldenCardDays;
      if (scanner === 'first') found.push({ code: 'scanner.card-first', values: {}, refuses: false });
      else if (scanner !== null && scanner.days > warn) found.push({ code: 'scanner.card-due', values: scanner, refuses: false });
    }
  }
  return found.filter((finding) => finding !== null).sort((a, b) => Number(b.refuses) - Number(a.refuses));
}
