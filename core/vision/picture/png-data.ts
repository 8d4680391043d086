/** The compressed pixels of a PNG, and how many bytes they must unpack to: browsers fill what is missing with blank, without a word. */
import { byteReader } from './bytes.ts';

const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Adam7: first column and row, and steps, of the seven passes (ISO/IEC 15948, 8.2). */
const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const;

/** @param bytes a whole PNG (readPng() said so) */
export function pngData(bytes: Uint8Array): { chunks: Uint8Array[]; unpackedBytes: number } {
  const read = byteReader(bytes, false);
  const [width, height, bits] = [read.u32(16), read.u32(20), read.u8(24) * (samples[read.u8(25)] ?? 1)];
  const size = (w: number, h: number) => (w > 0 && h > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0);
  const interlaced = read.u8(28) === 1;
  const unpackedBytes = interlaced
    ? passes.reduce((sum, [x, y, stepX, stepY]) => sum + size(Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)), 0)
    : size(width, height);
  const chunks: Uint8Array[] = [];
  for (let at = 8; at + 8 <= bytes.length; at += 12 + read.u32(at)) {
    const type = read.text(at + 4, 4);
    if (type === 'IDAT') chunks.push(bytes.subarray(at + 8, at + 8 + read.u32(at)));
    if (type === 'IEND') break;
  }
  return { chunks, unpackedBytes };
}
