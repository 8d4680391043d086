/** Closes parts to the hub's X25519 key (RFC 7748, HKDF of RFC 5869, AES-256-GCM); layout: core/sync/sealed.ts. Only the hub's secret opens them, also not this station. */
import { createCipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { privateDer, publicDer, rawOf } from '../../../core/sync/keys.ts';
import { chunkBytes } from '../../../core/sync/protocol.ts';
import { chunkCount, headerOf, keyIdBytes, nonceOf, tagBytes } from '../../../core/sync/sealed.ts';

/** 32 bytes; one for each part, kept while it is on its way so that a later chunk fits the earlier ones. */
export function newSealSecret(): Uint8Array {
  return rawOf(generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' }));
}

export type Seal = {
  header: Uint8Array;
  /** Chunks `from` to before `to`, one behind the other. The same input gives the same bytes. */
  chunks(plain: Uint8Array, from: number, to: number): Uint8Array;
};

/** `hubKey`: base64 of 32 bytes · `purpose`: sealPurpose. */
export function openSeal(hubKey: string, secret: Uint8Array, purpose: string): Seal {
  const hub = Buffer.from(hubKey, 'base64');
  const privateKey = createPrivateKey({ key: Buffer.from(privateDer('x25519', secret)), format: 'der', type: 'pkcs8' });
  const ephemeral = rawOf(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  const publicKey = createPublicKey({ key: Buffer.from(publicDer('x25519', hub)), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey, publicKey });
  const key = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeral, hub]), purpose, 32));
  const header = headerOf({ keyId: createHash('sha256').update(hub).digest().subarray(0, keyIdBytes), ephemeral });
  return { header, chunks: (plain, from, to) => Buffer.concat(Array.from({ length: to - from }, (_, n) => sealChunk(key, header, plain, from + n))) };
}

function sealChunk(key: Buffer, header: Uint8Array, plain: Uint8Array, chunk: number): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunk, chunk === chunkCount(plain.length) - 1), { authTagLength: tagBytes });
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(plain.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes)), cipher.final(), cipher.getAuthTag()]);
}

/** Header and all chunks: a manifest, or a part that is carried by hand. */
export function sealWhole(hubKey: string, secret: Uint8Array, purpose: string, plain: Uint8Array): Uint8Array {
  const seal = openSeal(hubKey, secret, purpose);
  return Buffer.concat([seal.header, seal.chunks(plain, 0, chunkCount(plain.length))]);
}
