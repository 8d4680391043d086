/** The station towards its hub: the key it signs everything with, under a name made of that key. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { publicDer, rawOf } from '../../../core/sync/keys.ts';
import { signedText, type SignedContext } from '../../../core/sync/protocol.ts';
import type { Signer } from './signature.ts';

export type StationKey = {
  /** Hex, 32 letters: first half of the SHA-256 of the public key. */
  stationId: string;
  /** 32 bytes, base64. */
  publicKey: string;
  /** base64. */
  sign(context: 'packet' | 'sync-request' | 'hub-enrolment', text: string): string;
  signer: Signer;
};

export function stationKeyOf(signer: Signer): StationKey {
  const raw = Buffer.from(rawOf(Buffer.from(signer.publicKey, 'base64')));
  return { stationId: createHash('sha256').update(raw).digest('hex').slice(0, 32), publicKey: raw.toString('base64'), sign: (context, text) => signer.sign(context, text), signer };
}

/** `publicKey`: 32 bytes, base64 · `signature`: base64. False also for a key or a signature that is none. */
export function isSignedBy(publicKey: string, context: SignedContext, text: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64');
  const bytes = Buffer.from(signature, 'base64');
  if (raw.length !== 32 || bytes.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.from(publicDer('ed25519', raw)), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(signedText(context, text), 'utf8'), key, bytes);
}
