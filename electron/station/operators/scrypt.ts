/** scrypt (RFC 7914) for passphrases: as a hash to compare with, and as a key that wraps the database key. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PassphraseHash } from '../store/operators.ts';
import { scryptCost } from '../store/scrypt-cost.ts';

export type ScryptCost = { n: number; r: number; p: number };

/** 32 bytes. Composed and decomposed spellings of a passphrase are the same passphrase. */
export function deriveKey(passphrase: string, salt: Uint8Array, cost: ScryptCost = scryptCost): Promise<Buffer> {
  const memory = 128 * cost.n * cost.r + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N: cost.n, r: cost.r, p: cost.p, maxmem: memory * 2 }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashPassphrase(passphrase: string): Promise<PassphraseHash> {
  const salt = randomBytes(16);
  const hash = await deriveKey(passphrase, salt);
  return { ...scryptCost, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** Takes as long for nobody as for somebody, and for a wrong passphrase as for the right one. */
export async function fitsPassphrase(passphrase: string, stored: PassphraseHash | null): Promise<boolean> {
  const salt = stored ? Buffer.from(stored.salt, 'base64') : Buffer.alloc(16);
  const found = await deriveKey(passphrase, salt, stored ?? scryptCost);
  const wanted = stored ? Buffer.from(stored.hash, 'base64') : Buffer.alloc(32);
  return wanted.length === found.length && timingSafeEqual(found, wanted) && stored !== null;
}
