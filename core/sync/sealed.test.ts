import { expect, it } from 'vitest';
import { chunkBytes } from './protocol.ts';
import { chunkCount, headerBytes, headerOf, nonceOf, readHeader, sealedChunkBytes, splitChunks, tagBytes } from './sealed.ts';

const header = headerOf({ keyId: Uint8Array.from({ length: 8 }, (_, n) => n), ephemeral: Uint8Array.from({ length: 32 }, (_, n) => 100 + n) });

it('a header is VSB, the version, the key and the sender\'s half', () => {
  expect(header.length).toBe(headerBytes);
  expect([...header.slice(0, 6)]).toEqual([0x56, 0x53, 0x42, 1, 0, 1]);
  expect([...readHeader(header)!.ephemeral.slice(0, 3)]).toEqual([100, 101, 102]);
});

it('another version, a short header and something else are no header', () => {
  expect(readHeader(Uint8Array.from(header, (byte, at) => (at === 3 ? 0 : byte)))).toBeNull();
  expect(readHeader(header.slice(0, headerBytes - 1))).toBeNull();
  expect(readHeader(new Uint8Array(headerBytes))).toBeNull();
});

it('a nonce counts and marks the last one', () => {
  expect(Buffer.from(nonceOf(0x01020304, false)).toString('hex')).toBe('000000000000000102030400');
  expect(Buffer.from(nonceOf(0, true)).toString('hex')).toBe('000000000000000000000001');
});

it.each([[0, 1], [1, 1], [chunkBytes, 1], [chunkBytes + 1, 2], [40_000_000, 611]])('%d bytes are %d chunks', (bytes, chunks) => expect(chunkCount(bytes)).toBe(chunks));

it('a body is whole chunks from where it begins, or nothing', () => {
  const bytes = chunkBytes * 2 + 10;
  const whole = new Uint8Array(2 * sealedChunkBytes + 10 + tagBytes);
  expect(splitChunks(whole, 0, bytes)?.map(({ length }) => length)).toEqual([sealedChunkBytes, sealedChunkBytes, 26]);
  expect(splitChunks(whole.subarray(0, sealedChunkBytes), 1, bytes)?.length).toBe(1);
  expect(splitChunks(whole.subarray(0, sealedChunkBytes - 1), 0, bytes)).toBeNull();
  expect(splitChunks(whole, 1, bytes)).toBeNull();
  expect(splitChunks(new Uint8Array(0), 0, bytes)).toBeNull();
});
