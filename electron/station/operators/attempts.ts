/**
 * The growing wait after wrong passphrases. It stands in a small file beside the store, because the store is still locked when the first
 * supervisor of the day mistypes; names stand in it as digests. Counted in wall time over restarts, in running time while the station
 * lives, so that setting the clock forward does not shorten it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';
import { writeFileAtomic } from '../files.ts';
import { fold } from '../store/fold.ts';

/** Chosen, not measured: three slips are free, then 5 s doubling to 15 minutes: under 100 guesses a day. After ten in a row (NIST SP 800-63B, 3.2.2: 100 at most) a supervisor must unlock the name. */
const rule = { free: 3, firstSeconds: 5, mostSeconds: 900, mostWrong: 10 } as const;

export const waitSeconds = (wrong: number): number => (wrong < rule.free ? 0 : Math.min(rule.mostSeconds, rule.firstSeconds * 2 ** (wrong - rule.free)));

const fileSchema = z.record(z.string().regex(/^[0-9a-f]{32}$/), z.object({ wrong: z.number().int().min(0).max(1_000_000), until: z.iso.datetime() }));
type Stored = z.infer<typeof fileSchema>;

export type Attempts = {
  /** @throws CodedError operator.wait with the seconds left · operator.locked where too many wrong guesses lock this name (locked-out.ts). */
  check(name: string, lockable: boolean): void;
  isLockedOut(name: string): boolean;
  /** Counts it. */
  wrong(name: string): void;
  right(name: string): void;
};

export type AttemptsOptions = { file: string | null; clock: () => Date; uptimeMs: () => number; onUnsaved: (thrown: unknown) => void };

export function createAttempts({ file, clock, uptimeMs, onUnsaved }: AttemptsOptions): Attempts {
  const stored = read(file);
  const until = new Map<string, number>();
  for (const [key, entry] of Object.entries(stored)) {
    // A clock set back while the station was off can lengthen a wait, but never beyond the longest there is.
    const left = Math.min(Date.parse(entry.until) - clock().getTime(), rule.mostSeconds * 1000);
    if (left > 0) until.set(key, uptimeMs() + left);
  }
  const isLockedOut = (name: string): boolean => (stored[keyOf(name)]?.wrong ?? 0) >= rule.mostWrong;
  const save = (): void => {
    try {
      if (file !== null) writeFileAtomic(file, JSON.stringify(stored));
    } catch (thrown) {
      // The wait still holds while this process lives; a full disk must not turn a wrong passphrase into another error.
      onUnsaved(thrown);
    }
  };
  return {
    isLockedOut,
    check: (name, lockable) => {
      if (lockable && isLockedOut(name)) throw new CodedError('operator.locked');
      const left = (until.get(keyOf(name)) ?? 0) - uptimeMs();
      if (left > 0) throw new CodedError('operator.wait', { seconds: Math.ceil(left / 1000) });
    },
    wrong: (name) => {
      const key = keyOf(name);
      const wrong = (stored[key]?.wrong ?? 0) + 1;
      const wait = waitSeconds(wrong) * 1000;
      stored[key] = { wrong, until: new Date(clock().getTime() + wait).toISOString() };
      until.set(key, uptimeMs() + wait);
      save();
    },
    right: (name) => {
      const key = keyOf(name);
      until.delete(key);
      if (stored[key] === undefined) return;
      delete stored[key];
      save();
    },
  };
}

const keyOf = (name: string): string => createHash('sha256').update(fold(name)).digest('hex').slice(0, 32);

/** Who can damage this file can also delete it, so a damaged one counts as an absent one: the wait slows guessing at the counter, scrypt slows a thief. */
function read(file: string | null): Stored {
  if (file === null || !existsSync(file)) return {};
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
