/** scrypt (RFC 7914) for the passwords of people at head office. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** OWASP Password Storage Cheat Sheet, second of its equivalent settings: 32 MB, three passes. As at the station (electron/station/store/scrypt-cost.ts), which the hub does not import: a test holds them together. */
export const cost = { n: 2 ** 15, r: 8, p: 3 } as const;
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));
/** RFC 7914, 6: N is a power of two. Upper bounds so that a changed row cannot stall the hub, the lower one so that it cannot make guessing cheap. Chosen. */
const storedSchema = z.strictObject({ n: z.number().int().min(cost.n).max(2 ** 18).refine(isPowerOfTwo), r: z.number().int().min(1).max(16), p: z.number().int().min(1).max(8), salt: z.base64().max(100), hash: z.base64().max(100) });
type Stored = z.infer<typeof storedSchema>;

/** NIST SP 800-63B, 3.1.1.2: 15 characters where nothing else is asked for; no rules about kinds of characters. */
export const shortestPassword = 15;
const longestPassword = 200;

/** @returns a sentence for whoever chose it; null: it will do. */
export function tooWeak(password: string, name: string): string | null {
  const plain = password.normalize('NFKC');
  if ([...plain].length < shortestPassword) return `A password has ${shortestPassword} characters or more. A few words in a row are easy to keep.`;
  if (plain.length > longestPassword) return `A password has ${longestPassword} characters at most.`;
  if (new Set(plain.toLowerCase()).size < 6 || plain.toLowerCase().includes(name.toLowerCase())) return 'This password is too easy to guess: it repeats itself, or holds the name.';
  return null;
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return JSON.stringify({ ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') } satisfies Stored);
}

/** Takes as long for nobody as for somebody. `stored` null: nobody, or somebody without a password. */
export async function fitsPassword(password: string, stored: string | null): Promise<boolean> {
  const held = stored === null ? null : storedSchema.parse(JSON.parse(stored));
  const found = await derive(password.slice(0, longestPassword), held ? Buffer.from(held.salt, 'base64') : Buffer.alloc(16), held ?? cost);
  const wanted = held ? Buffer.from(held.hash, 'base64') : Buffer.alloc(32);
  return wanted.length === found.length && timingSafeEqual(found, wanted) && held !== null;
}

function derive(password: string, salt: Uint8Array, { n, r, p }: { n: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: 2 * 128 * n * r }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** 256 bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');
