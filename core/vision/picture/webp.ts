/** WebP (RFC 9649): simple, lossless and extended containers. */
import { CodedError } from '../../errors.ts';
import { byteReader, startsWith } from './bytes.ts';
import { exifOrientation, upright } from './exif.ts';
import type { PictureHeader } from './header.ts';

export function readWebp(bytes: Uint8Array): PictureHeader {
  const read = byteReader(bytes, true);
  const end = 8 + read.u32(4);
  let size: { width: number; height: number } | null = null;
  let alpha = false;
  let frames = 0;
  let animated = false;
  let orientation = upright;
  let at = 12;
  while (at + 8 <= Math.min(end, bytes.length)) {
    const type = read.text(at, 4);
    const length = read.u32(at + 4);
    const body = at + 8;
    if (type === 'VP8X') {
      const flags = read.u8(body);
      animated = (flags & 0x02) !== 0;
      alpha = (flags & 0x10) !== 0;
      size = { width: 1 + read.u24(body + 4), height: 1 + read.u24(body + 7) };
    } else if (type === 'VP8 ') {
      if (read.u24(body + 3) !== 0x2a019d) throw new CodedError('file.corrupt');
      size ??= { width: read.u16(body + 6) & 0x3fff, height: read.u16(body + 8) & 0x3fff };
      frames += 1;
    } else if (type === 'VP8L') {
      if (read.u8(body) !== 0x2f) throw new CodedError('file.corrupt');
      const bits = read.u32(body + 1);
      size ??= { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
      alpha ||= ((bits >>> 28) & 1) === 1;
      frames += 1;
    } else if (type === 'ANMF') {
      frames += 1;
    } else if (type === 'EXIF') {
      const tiff = startsWith(bytes, 'Exif\0\0', body) ? body + 6 : body;
      orientation = exifOrientation(bytes, tiff, body + length);
    }
    at = body + length + (length & 1);
  }
  if (!size) throw new CodedError(end > bytes.length ? 'file.truncated' : 'file.corrupt');
  return { format: 'webp', ...size, ...orientation, bitDepth: 8, colour: 'rgb', alpha, frames: animated ? Math.max(2, frames) : Math.max(1, frames), complete: end <= bytes.length };
}
