/** Somebody says who they are and proves it by their passphrase: one road for the login, the second pair of eyes and one's own new passphrase. */
import { CodedError } from '../../../core/errors.ts';
import type { Station } from '../station.ts';
import { transact } from '../store/db.ts';
import { driverCode } from '../store/errors.ts';
import { findOperator, type StoredOperator } from '../store/operators.ts';
import { mayBeLockedOut } from './locked-out.ts';
import { fitsPassphrase } from './scrypt.ts';

const turns = new WeakMap<Station, Promise<unknown>>();

/** Guesses sent at once would all be checked before the first wrong one is counted, and a row read before scrypt may be another one after it. */
export function oneAtATime<Made>(station: Station, work: () => Promise<Made>): Promise<Made> {
  const turn = (turns.get(station) ?? Promise.resolve()).then(work, work);
  turns.set(station, turn.catch(() => {}));
  return turn;
}

export type Claim = { name: string; passphrase: string; at: 'login' | 'review' | 'passphrase' | 'kiosk' | 'key' | 'clock' };

/** Who it is, as far as the records or, where those are shut, the keyring knows. */
export type Proved = Pick<StoredOperator, 'operatorId' | 'role' | 'disabledAt'>;

/**
 * `use` gets the operator as they stand in the store now, within the same turn. A wrong guess is counted and is a line in the trail.
 * @throws CodedError operator.unknown · operator.wait · operator.locked · operator.disabled · operator.revoked
 */
export function byPassphrase<Made>(station: Station, claim: Claim, use: (operator: StoredOperator) => Made | Promise<Made>): Promise<Made> {
  return provedBy(station, claim, knownOperator, use);
}

/** The same. @param look another way to find who it is; null: the passphrase is wrong */
export function provedBy<Made, Found extends Proved>(station: Station, claim: Claim, look: (station: Station, claim: Claim) => Promise<Found | null>, use: (operator: Found) => Made | Promise<Made>): Promise<Made> {
  return oneAtATime(station, async () => {
    station.attempts.check(claim.name, mayBeLockedOut(station, claim.name));
    const stored = await look(station, claim);
    if (!stored) {
      station.attempts.wrong(claim.name);
      if (station.now.open) recordRefusal(station, claim);
      throw new CodedError('operator.unknown');
    }
    // Told only to who knows the passphrase.
    if (stored.disabledAt !== null) throw new CodedError(station.now.open?.pulled.revokes(claim.name) ? 'operator.revoked' : 'operator.disabled');
    station.attempts.right(claim.name);
    return use(stored);
  });
}

/** Takes as long for nobody as for somebody. */
export async function knownOperator(station: Station, { name, passphrase }: Claim): Promise<StoredOperator | null> {
  const stored = findOperator(station.db(), name);
  if (!(await fitsPassphrase(passphrase, stored?.passphrase ?? null)) || !stored) return null;
  const now = findOperator(station.db(), name);
  return now?.passphrase.hash === stored.passphrase.hash ? now : null;
}

function recordRefusal(station: Station, { name, at }: Claim): void {
  try {
    const lockedOut = station.attempts.isLockedOut(name) ? (findOperator(station.db(), name)?.operatorId ?? null) : null;
    transact(station.db(), (tx) => {
      station.audit(tx, 'session.refused', null, { at });
      if (lockedOut !== null) station.audit(tx, 'operator.locked', lockedOut);
    });
  } catch (thrown) {
    station.tools.log('attempts.unsaved', { action: 'session.refused', driver: driverCode(thrown) ?? 'none' });
  }
}
