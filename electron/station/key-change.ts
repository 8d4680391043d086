/** A supervisor gives the store a new key. Killed at any moment, the station opens with the old one or with the new one; what wrapped the old one is gone with the keyring of before. */
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../core/errors.ts';
import { writeFileAtomic } from './files.ts';
import { inThread } from './in-thread.ts';
import { newKey, readKeyring, wrapByKeystore, wrapForSupervisor, writeKeyring, type Keyring, type OsKeystore } from './keyring.ts';
import { finishRekey, type RekeyFiles } from './rekeyed-files.ts';
import { resealSigningKey } from './signing-key.ts';
import { holdFiles } from './store/hold.ts';

export type KeyChange = {
  files: RekeyFiles & { head: string };
  keyring: Keyring; key: Uint8Array; keystore: OsKeystore | null;
  by: { operatorId: string; name: string }; passphrase: string; at: string;
};

/**
 * The store must not be open, and nobody opens it until this is done. Only `by` can open the new keyring (and the keystore, where there is one): the passphrases of other supervisors are not here, so each is wrapped for again when they log in.
 * @param change.keyring as it was read when the passphrase was typed: where it is another one by now, nothing is done
 * @throws CodedError key.changing · store.* ; then everything is as it was
 */
export async function changeKey(change: KeyChange): Promise<{ keyring: Keyring; key: Uint8Array }> {
  const release = holdFiles(change.files.store);
  try {
    return await changeHeld(change);
  } finally {
    release();
  }
}

async function changeHeld({ files, keyring, key, keystore, by, passphrase, at }: KeyChange): Promise<{ keyring: Keyring; key: Uint8Array }> {
  if (!isDeepStrictEqual(readKeyring(files.keyring), keyring)) throw new CodedError('store.in-use');
  if (keyring.signing === null) throw new CodedError('store.older');
  const next = newKey();
  const [wrap, osKeystore] = await Promise.all([wrapForSupervisor(next, by, passphrase), wrapByKeystore(next, keystore)]);
  const { salt, head } = await inThread({ task: 'rekey', files, key, next, signing: keyring.signing, operatorId: by.operatorId, at });
  const changed: Keyring = { ...keyring, salt, supervisors: [wrap], osKeystore, signing: resealSigningKey(keyring.signing, key, next), rekeyed: true };
  writeKeyring(files.keyring, changed);
  finishRekey(files);
  writeFileAtomic(files.head, JSON.stringify(head));
  return { keyring: { ...changed, rekeyed: false }, key: next };
}
