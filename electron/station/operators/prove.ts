/** Somebody says who they are and proves it by their passphrase, without a session of their own. Guesses count as at the login. */
import { CodedError } from '../../../core/errors.ts';
import type { Station } from '../station.ts';
import { findOperator, type StoredOperator } from '../store/operators.ts';
import { mayBeLockedOut } from './locked-out.ts';
import { fitsPassphrase } from './scrypt.ts';

const turns = new WeakMap<Station, Promise<unknown>>();

/** Guesses sent at once would all be checked before the first wrong one is counted. */
export function oneAtATime<Made>(station: Station, work: () => Promise<Made>): Promise<Made> {
  const turn = (turns.get(station) ?? Promise.resolve()).then(work, work);
  turns.set(station, turn.catch(() => {}));
  return turn;
}

/** @throws CodedError operator.unknown · operator.wait · operator.locked · operator.disabled */
export function provePassphrase(station: Station, name: string, passphrase: string): Promise<StoredOperator> {
  return oneAtATime(station, async () => {
    station.attempts.check(name, mayBeLockedOut(station, name));
    const stored = findOperator(station.db(), name);
    if (!stored || !(await fitsPassphrase(passphrase, stored.passphrase))) {
      if (!stored) await fitsPassphrase(passphrase, null);
      station.attempts.wrong(name);
      throw new CodedError('operator.unknown');
    }
    if (stored.disabledAt !== null) throw new CodedError('operator.disabled');
    station.attempts.right(name);
    return stored;
  });
}
