/**
 * Ed25519 (RFC 8032) as the station uses it. Every kind of thing that is signed has a context of its own, so that a signature of one kind never
 * counts for another.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

export const contexts = ['audit-line', 'audit-head', 'audit-export', 'appeal', 'deletion', 'backup', 'packet', 'sync-request', 'hub-enrolment'] as const;
export type Context = (typeof contexts)[number];

export type Signer = {
  /** SubjectPublicKeyInfo (RFC 8410), base64. */
  publicKey: string;
  /** base64, 64 bytes. */
  sign(context: Context, text: string): string;
};

/** PKCS #8, 48 bytes. Never stored bare (signing-key.ts). */
export const newPrivateKey = (): Uint8Array => new Uint8Array(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }));

/** @throws when the bytes are no Ed25519 key. */
export function signerOf(privateKey: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  return { publicKey, sign: (context, text) => sign(null, message(context, text), key).toString('base64') };
}

/** Checks against one key. @throws when `publicKey` is none; a bad signature is only false. */
export function checkerOf(publicKey: string): (context: Context, text: string, signature: string) => boolean {
  const key: KeyObject = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return (context, text, signature) => {
    const bytes = Buffer.from(signature, 'base64');
    return bytes.length === 64 && verify(null, message(context, text), key, bytes);
  };
}

/** What two people read to each other: the first 64 bits of the key's SHA-256, in fours. */
export const fingerprintOf = (publicKey: string): string =>
  (createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16).match(/.{4}/g) ?? []).join(' ');

const message = (context: Context, text: string): Buffer => Buffer.from(`vestibule ${context} 1\n${text}`, 'utf8');
