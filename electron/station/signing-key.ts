/**
 * The station's signing key lies in the keyring, sealed (AES-256-GCM) under a key that is derived from the database key (HKDF, RFC 5869). So whoever may
 * unwrap the one, supervisor or keystore, gets the other, and nobody else. The public half stands beside it in the clear: it is for everybody.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { newPrivateKey, signerOf, type Signer } from './store/signature.ts';

const base64 = z.string().max(400).regex(/^[A-Za-z0-9+/]+=*$/);
export const sealedSigningKeySchema = z.strictObject({ publicKey: base64, iv: base64, tag: base64, sealed: base64 });
export type SealedSigningKey = z.infer<typeof sealedSigningKeySchema>;

/** A new pair for a station. */
export function makeSigningKey(databaseKey: Uint8Array): { sealed: SealedSigningKey; signer: Signer } {
  const privateKey = newPrivateKey();
  try {
    const signer = signerOf(privateKey);
    return { sealed: sealSigningKey(privateKey, signer.publicKey, databaseKey), signer };
  } finally {
    privateKey.fill(0);
  }
}

/** @throws CodedError keyring.damaged when it does not open, or is not the key it says it is. */
export function openSigningKey(sealed: SealedSigningKey, databaseKey: Uint8Array): Signer {
  const privateKey = unsealed(sealed, databaseKey);
  try {
    const signer = signerOf(privateKey);
    if (signer.publicKey !== sealed.publicKey) throw new CodedError('keyring.damaged');
    return signer;
  } finally {
    privateKey.fill(0);
  }
}

/** The same pair under another database key. @throws CodedError keyring.damaged */
export function resealSigningKey(sealed: SealedSigningKey, databaseKey: Uint8Array, next: Uint8Array): SealedSigningKey {
  const privateKey = unsealed(sealed, databaseKey);
  try {
    return sealSigningKey(privateKey, sealed.publicKey, next);
  } finally {
    privateKey.fill(0);
  }
}

function sealSigningKey(privateKey: Uint8Array, publicKey: string, databaseKey: Uint8Array): SealedSigningKey {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(databaseKey), iv);
  cipher.setAAD(Buffer.from(publicKey, 'base64'));
  const sealed = Buffer.concat([cipher.update(privateKey), cipher.final()]);
  return { publicKey, iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), sealed: sealed.toString('base64') };
}

function unsealed(sealed: SealedSigningKey, databaseKey: Uint8Array): Uint8Array {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(databaseKey), bytes(sealed.iv), { authTagLength: 16 });
    decipher.setAAD(bytes(sealed.publicKey));
    decipher.setAuthTag(bytes(sealed.tag));
    return new Uint8Array(Buffer.concat([decipher.update(bytes(sealed.sealed)), decipher.final()]));
  } catch {
    throw new CodedError('keyring.damaged');
  }
}

const sealingKey = (databaseKey: Uint8Array): Buffer => Buffer.from(hkdfSync('sha256', databaseKey, Buffer.alloc(0), 'vestibule signing key', 32));
