import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { rawOf } from '../../../core/sync/keys.ts';
import { chunkBytes } from '../../../core/sync/protocol.ts';
import { headerBytes, sealedChunkBytes } from '../../../core/sync/sealed.ts';
import { openerOf } from '../../../hub/unseal.ts';
import type { SealKey } from '../../../hub/keys.ts';
import { createHash } from 'node:crypto';
import { newSealSecret, openSeal, sealWhole } from './seal.ts';

function newHub(): { key: string; seals: SealKey[] } {
  const { privateKey } = generateKeyPairSync('x25519');
  const publicKey = Buffer.from(rawOf(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })));
  return { key: publicKey.toString('base64'), seals: [{ keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16), publicKey, secret: privateKey }] };
}

const hub = newHub();
const secret = newSealSecret();
const plain = Uint8Array.from({ length: chunkBytes * 2 + 100 }, (_, n) => (n * 7) % 251);
const sealed = sealWhole(hub.key, secret, 'a purpose', plain);
const chunk = (n: number): Uint8Array => sealed.subarray(headerBytes + n * sealedChunkBytes, headerBytes + (n + 1) * sealedChunkBytes);
const opener = openerOf(sealed, hub.seals, 'a purpose')!;

it('what was sealed opens at the hub, to the byte', () => {
  const opened = [0, 1, 2].map((n) => opener.open(chunk(n), n, n === 2)!);
  expect(Buffer.concat(opened).equals(Buffer.from(plain))).toBe(true);
});

it('the same part sealed again after a cut gives the same bytes from any chunk on', () => {
  const seal = openSeal(hub.key, secret, 'a purpose');
  expect(Buffer.from(seal.chunks(plain, 1, 3)).equals(Buffer.from(sealed.subarray(headerBytes + sealedChunkBytes)))).toBe(true);
});

it('holds nothing of the plain text', () => expect(Buffer.from(sealed).includes(Buffer.from(plain.subarray(1000, 1016)))).toBe(false));

it('moved, cut off, changed, for another purpose or another hub: it does not open', () => {
  expect(opener.open(chunk(0), 1, false)).toBeNull();
  expect(opener.open(chunk(1), 1, true)).toBeNull();
  expect(opener.open(chunk(2), 2, false)).toBeNull();
  expect(opener.open(Uint8Array.from(chunk(0), (byte, at) => (at === 5 ? byte ^ 1 : byte)), 0, false)).toBeNull();
  expect(opener.open(new Uint8Array(3), 0, false)).toBeNull();
  expect(openerOf(sealed, hub.seals, 'another purpose')!.open(chunk(0), 0, false)).toBeNull();
  expect(openerOf(sealed, newHub().seals, 'a purpose')).toBeNull();
});

it('an older layout and a key that makes no secret are refused', () => {
  expect(openerOf(Uint8Array.from(sealed, (byte, at) => (at === 3 ? 0 : byte)), hub.seals, 'a purpose')).toBeNull();
  expect(openerOf(Uint8Array.from(sealed, (byte, at) => (at >= 12 && at < headerBytes ? 0 : byte)), hub.seals, 'a purpose')).toBeNull();
});
