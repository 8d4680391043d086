/** A supervisor gives the store a new key. Killed at any moment, the station opens with the old one or with the new one; what wrapped the old one is gone with the keyring of before. */
import { CodedError } from '../../core/errors.ts';
import { writeFileAtomic } from './files.ts';
import { inThread } from './in-thread.ts';
import { newKey, wrapByKeystore, wrapForSupervisor, writeKeyring, type Keyring, type OsKeystore } from './keyring.ts';
import { recoverRekey, type RekeyFiles } from './rekeyed-files.ts';
import { resealSigningKey } from './signing-key.ts';

export type KeyChange = {
  files: RekeyFiles & { head: string };
  keyring: Keyring; key: Uint8Array; keystore: OsKeystore | null;
  by: { operatorId: string; name: string }; passphrase: string; at: string;
};

/**
 * The store must not be open. Only `by` can open the new keyring (and the keystore, where there is one): the passphrases of other supervisors are not here, so each is wrapped for again when they log in.
 * @throws CodedError store.* ; then everything is as it was
 */
export async function changeKey({ files, keyring, key, keystore, by, passphrase, at }: KeyChange): Promise<{ keyring: Keyring; key: Uint8Array }> {
  if (keyring.signing === null) throw new CodedError('store.older');
  const next = newKey();
  const [wrap, osKeystore] = await Promise.all([wrapForSupervisor(next, by, passphrase), wrapByKeystore(next, keystore)]);
  const { salt, head } = await inThread({ task: 'rekey', files, key, next, signing: keyring.signing, operatorId: by.operatorId, at });
  const changed: Keyring = { ...keyring, salt, supervisors: [wrap], osKeystore, signing: resealSigningKey(keyring.signing, key, next), rekeyed: true };
  writeKeyring(files.keyring, changed);
  recoverRekey(files);
  writeFileAtomic(files.head, JSON.stringify(head));
  return { keyring: { ...changed, rekeyed: false }, key: next };
}
