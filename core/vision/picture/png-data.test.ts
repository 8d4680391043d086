import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { pngData } from './png-data.ts';

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#2255aa' } });

it.each([
  ['true colour', () => picture(61, 43).png()],
  ['interlaced', () => picture(61, 43).png({ progressive: true })],
  ['interlaced and tiny', () => picture(3, 2).png({ progressive: true })],
  ['one bit a pixel', () => picture(61, 43).png({ palette: true, colours: 2 })],
  ['sixteen bits', () => picture(61, 43).toColourspace('rgb16').png()],
  ['several data chunks', () => sharp(Buffer.from(Uint8Array.from({ length: 400 * 300 * 3 }, (_, i) => (i * 7919) >> 3)), { raw: { width: 400, height: 300, channels: 3 } }).png({ compressionLevel: 0 })],
] as const)('%s: says what the data unpack to', async (_name, make) => {
  const { chunks, unpackedBytes } = pngData(await make().toBuffer());
  expect(inflateSync(Buffer.concat(chunks)).length).toBe(unpackedBytes);
});
