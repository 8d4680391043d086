/** PNG (ISO/IEC 15948) and its animated form: walks the chunks to IEND. */
import { CodedError } from '../../errors.ts';
import { byteReader } from './bytes.ts';
import { exifOrientation, upright } from './exif.ts';
import type { ColourModel, PictureHeader } from './header.ts';

const colourOf: Record<number, { colour: ColourModel; alpha: boolean }> = {
  0: { colour: 'gray', alpha: false }, 2: { colour: 'rgb', alpha: false }, 3: { colour: 'palette', alpha: false },
  4: { colour: 'gray', alpha: true }, 6: { colour: 'rgb', alpha: true },
};

export function readPng(bytes: Uint8Array): PictureHeader {
  const read = byteReader(bytes, false);
  if (read.text(12, 4) !== 'IHDR' || read.u32(8) !== 13) throw new CodedError('file.corrupt');
  const kind = colourOf[read.u8(25)];
  if (!kind) throw new CodedError('file.corrupt');
  const header = { format: 'png', width: read.u32(16), height: read.u32(20), bitDepth: read.u8(24), ...kind } as const;
  let { alpha } = kind;
  let frames = 1;
  let orientation = upright;
  let data = false;
  let complete = false;
  let at = 8;
  while (at + 8 <= bytes.length && !complete) {
    const length = read.u32(at);
    const type = read.text(at + 4, 4);
    if (type === 'acTL' && at + 12 <= bytes.length) frames = Math.max(1, read.u32(at + 8));
    if (type === 'tRNS') alpha = true;
    if (type === 'eXIf') orientation = exifOrientation(bytes, at + 8, at + 8 + length);
    if (type === 'IDAT') data = true;
    // The four bytes of IEND's checksum may be missing without a pixel lost.
    if (type === 'IEND') complete = true;
    at += 12 + length;
  }
  if (complete && !data) throw new CodedError('file.corrupt');
  return { ...header, alpha, frames, ...orientation, complete };
}
