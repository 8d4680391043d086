/** Orientation of an EXIF block (a TIFF structure). A block that cannot be read says nothing: orientation 1. */
import { CodedError } from '../../errors.ts';
import { byteReader, startsWith } from './bytes.ts';

export type Orientation = { orientation: number; orientationAt: number | null };

export const upright: Orientation = { orientation: 1, orientationAt: null };

/** `at`: place of the TIFF header (II or MM) in the file; `end`: first byte behind the block. */
export function exifOrientation(bytes: Uint8Array, at: number, end: number): Orientation {
  const block = bytes.subarray(at, end);
  const little = startsWith(block, 'II');
  if (!little && !startsWith(block, 'MM')) return upright;
  try {
    const read = byteReader(block, little);
    if (read.u16(2) !== 42) return upright;
    const directory = read.u32(4);
    const entries = read.u16(directory);
    for (let i = 0; i < entries; i += 1) {
      const entry = directory + 2 + i * 12;
      if (read.u16(entry) !== 0x0112) continue;
      const value = read.u16(entry + 8);
      return value >= 1 && value <= 8 ? { orientation: value, orientationAt: at + entry + 8 + (little ? 0 : 1) } : upright;
    }
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
  }
  return upright;
}
