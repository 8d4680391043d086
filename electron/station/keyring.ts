/**
 * The database key: 32 random bytes, never stored bare. `keyring.json` holds it wrapped once for each supervisor (scrypt, AES-256-GCM) and, where the
 * host has an operating-system keystore, once by that. What stands beside it in the clear (station, branch, supervisors' names) is what the
 * login screen of a locked station shows.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { modes } from '../../core/case/case.ts';
import { writeFileAtomic } from './files.ts';
import { deriveKey } from './operators/scrypt.ts';
import { sealedSigningKeySchema } from './signing-key.ts';
import { fold } from './store/fold.ts';
import { scryptCost, scryptCostShape } from './store/scrypt-cost.ts';

/** What the host's keystore does with a few bytes. */
export type OsKeystore = {
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** Rejects when it was wrapped by another user or machine. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
};

const base64 = z.string().max(8192).regex(/^[A-Za-z0-9+/]+=*$/);

const passphraseWrapSchema = z.strictObject({
  operatorId: z.uuid(),
  name: z.string().min(1).max(80),
  ...scryptCostShape,
  salt: base64, iv: base64, tag: base64, wrapped: base64,
});
export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>;

const keyringSchema = z.strictObject({
  format: z.literal(1),
  station: z.strictObject({ name: z.string().max(80), branch: z.string().max(80), mode: z.enum(modes) }),
  /** Salt of the database file, hex (store/open.ts): tells a damaged file from a foreign one. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  supervisors: z.array(passphraseWrapSchema).min(1).max(200),
  osKeystore: base64.nullable(),
  /** Keyrings of before have none; it is made when the station opens. */
  signing: sealedSigningKeySchema.nullable().default(null),
  /** The key was changed, and files under the new one wait beside the old ones for their name (rekeyed-files.ts). */
  rekeyed: z.boolean().default(false),
});
export type Keyring = z.infer<typeof keyringSchema>;

/** @returns null when there is none yet. @throws CodedError keyring.damaged; the file is left as it is. */
export function readKeyring(file: string): Keyring | null {
  if (!existsSync(file)) return null;
  try {
    return keyringSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    // Without its text: a parser quotes what it could not read.
    throw new CodedError('keyring.damaged', {}, { cause: cause instanceof Error ? cause.name : undefined });
  }
}

export function writeKeyring(file: string, keyring: Keyring): void {
  writeFileAtomic(file, `${JSON.stringify(keyringSchema.parse(keyring), null, 1)}\n`);
}

export const newKey = (): Uint8Array => new Uint8Array(randomBytes(32));

export async function wrapForSupervisor(key: Uint8Array, operator: { operatorId: string; name: string }, passphrase: string): Promise<PassphraseWrap> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), iv);
  cipher.setAAD(boundTo(operator.operatorId));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    operatorId: operator.operatorId, name: operator.name, ...scryptCost,
    salt: salt.toString('base64'), iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), wrapped: wrapped.toString('base64'),
  };
}

/** @returns null for a wrong passphrase. */
export async function unwrapForSupervisor(wrap: PassphraseWrap, passphrase: string): Promise<Uint8Array | null> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const kek = await deriveKey(passphrase, bytes(wrap.salt), wrap);
  try {
    const decipher = createDecipheriv('aes-256-gcm', kek, bytes(wrap.iv), { authTagLength: 16 });
    decipher.setAAD(boundTo(wrap.operatorId));
    decipher.setAuthTag(bytes(wrap.tag));
    const key = Buffer.concat([decipher.update(bytes(wrap.wrapped)), decipher.final()]);
    return key.length === 32 ? new Uint8Array(key) : null;
  } catch {
    return null;
  }
}

/** Case and marks aside. */
export function wrapOf(keyring: Keyring, name: string): PassphraseWrap | null {
  return keyring.supervisors.find((wrap) => fold(wrap.name) === fold(name)) ?? null;
}

export async function wrapByKeystore(key: Uint8Array, keystore: OsKeystore | null): Promise<string | null> {
  return keystore ? Buffer.from(await keystore.wrap(key)).toString('base64') : null;
}

/** @returns null when the keystore is gone or no longer knows the key: then a supervisor's passphrase opens the station. */
export async function unwrapByKeystore(keyring: Keyring, keystore: OsKeystore | null): Promise<Uint8Array | null> {
  if (keyring.osKeystore === null || keystore === null) return null;
  const key = await keystore.unwrap(Buffer.from(keyring.osKeystore, 'base64')).catch(() => null);
  return key?.length === 32 ? new Uint8Array(key) : null;
}

/** A wrap cannot be moved to another supervisor's line. */
const boundTo = (operatorId: string): Buffer => Buffer.from(`vestibule database key for ${operatorId}`, 'utf8');
