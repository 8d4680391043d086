/** A supervisor's passphrase against the keyring, for what has to work while the records are shut. */
import { CodedError } from '../../../core/errors.ts';
import { unwrapForSupervisor, wrapOf, type Keyring, type PassphraseWrap } from '../keyring.ts';
import { openWithKey, type Station } from '../station.ts';
import { findOperator, type StoredOperator } from '../store/operators.ts';
import type { Claim } from './prove.ts';

export type Unwrapped = { keyring: Keyring; wrap: PassphraseWrap; key: Uint8Array };

/** The wrap is authenticated, so opening it proves the passphrase. @returns null for a wrong one. @throws CodedError setup.needed · store.locked */
export async function unwrap(keyring: Keyring | null, { name, passphrase }: Claim): Promise<Unwrapped | null> {
  if (!keyring) throw new CodedError('setup.needed');
  const wrap = wrapOf(keyring, name);
  if (!wrap) throw new CodedError('store.locked');
  const key = await unwrapForSupervisor(wrap, passphrase);
  return key && { keyring, wrap, key };
}

/** Opens the records. @returns null, and they stay shut, where they know no such supervisor. @throws CodedError store.* */
export function openFor(station: Station, { keyring, wrap, key }: Unwrapped): StoredOperator | null {
  const { db } = openWithKey(station, keyring, key);
  const stored = findOperator(db, wrap.name);
  if (stored?.role === 'supervisor' && stored.disabledAt === null && stored.operatorId === wrap.operatorId) return stored;
  db.close();
  station.now.open = null;
  return null;
}
