/** Opens what stations sealed to this hub; layout: core/sync/sealed.ts. */
import { createDecipheriv, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { publicDer } from '../core/sync/keys.ts';
import { headerBytes, nonceOf, readHeader, tagBytes } from '../core/sync/sealed.ts';
import type { SealKey } from './keys.ts';

export type Opener = { open(sealed: Uint8Array, chunk: number, last: boolean): Buffer | null };

const sealFor = (header: Uint8Array, seals: readonly SealKey[]): SealKey | undefined => {
  const read = readHeader(header);
  return read ? seals.find(({ keyId }) => keyId === Buffer.from(read.keyId).toString('hex')) : undefined;
};

/** What was sealed to a key that this hub has no more does not open again. */
export const opensWith = (header: Uint8Array | null, seals: readonly SealKey[]): boolean => header !== null && sealFor(header, seals) !== undefined;

/** @returns null for a header of another layout or another key. */
export function openerOf(header: Uint8Array, seals: readonly SealKey[], purpose: string): Opener | null {
  const read = readHeader(header);
  const seal = sealFor(header, seals);
  if (!read || !seal) return null;
  const authenticated = Buffer.from(header.subarray(0, headerBytes));
  let key: Buffer;
  try {
    const publicKey = createPublicKey({ key: Buffer.from(publicDer('x25519', read.ephemeral)), format: 'der', type: 'spki' });
    key = Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey: seal.secret, publicKey }), Buffer.concat([read.ephemeral, seal.publicKey]), purpose, 32));
  } catch {
    // A point of small order: OpenSSL refuses to make a secret of it.
    return null;
  }
  return {
    open: (sealed, chunk, last) => {
      if (sealed.length < tagBytes) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(chunk, last), { authTagLength: tagBytes });
        decipher.setAAD(authenticated);
        decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
        return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
