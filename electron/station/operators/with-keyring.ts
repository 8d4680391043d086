/** Operators and keyring change together. */
import { wrapForSupervisor, writeKeyring, type Keyring, type PassphraseWrap } from '../keyring.ts';
import type { Station } from '../station.ts';
import { transact, type Db, type Tx } from '../store/db.ts';

/** As it is. */
export const keep = 'keep';

export type KeyringHolder = { now: { keyring: Keyring | null }; files: { keyring: string }; db(): Db };

/**
 * The keyring is written inside the transaction, so that a supervisor who could not get a wrap is not one, and whose wrap could not be taken is still one; where the
 * store then does not take the change, the keyring of before is put back. A power cut between the two leaves the new keyring beside the old store: whoever lost the wrap
 * is logged in by what the store says, and a supervisor gives the passphrase again.
 * @param operatorIds several only where none of them unlocks anything any more
 * @param wrap null: this operator unlocks nothing (any more)
 */
export function withKeyring(station: KeyringHolder, operatorIds: string | readonly string[], wrap: PassphraseWrap | null | typeof keep, work: (tx: Tx) => void): void {
  const { keyring } = station.now;
  const next: Keyring | null = keyring && wrap !== keep ? { ...keyring, supervisors: [...keyring.supervisors.filter((one) => ![operatorIds].flat().includes(one.operatorId)), ...(wrap ? [wrap] : [])] } : null;
  const changed = next !== null && JSON.stringify(next) !== JSON.stringify(keyring);
  let written = false;
  try {
    transact(station.db(), (tx) => {
      work(tx);
      if (!changed) return;
      writeKeyring(station.files.keyring, next);
      written = true;
    });
  } catch (thrown) {
    if (written && keyring) writeKeyring(station.files.keyring, keyring);
    throw thrown;
  }
  if (changed) station.now.keyring = next;
}

export async function wrapFor(station: Station, operator: { operatorId: string; name: string }, passphrase: string): Promise<PassphraseWrap | null> {
  const key = station.open().key;
  return key && wrapForSupervisor(key, operator, passphrase);
}
