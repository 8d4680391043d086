/** JPEG (ITU-T T.81): walks the marker segments to the frame header, and the scans to the end of the picture. */
import { CodedError } from '../../errors.ts';
import { byteReader, startsWith, type ByteReader } from './bytes.ts';
import { exifOrientation, upright } from './exif.ts';
import type { ColourModel, PictureHeader } from './header.ts';

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const app1 = 0xe1;
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Start of frame: C0..CF but DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const colourOf: Record<number, ColourModel> = { 1: 'gray', 3: 'rgb', 4: 'cmyk' };

export function readJpeg(bytes: Uint8Array): PictureHeader {
  const read = byteReader(bytes, false);
  let orientation = upright;
  let frame: { bitDepth: number; height: number; width: number; components: number } | null = null;
  let at = 2;
  for (;;) {
    if (read.u8(at) !== 0xff) throw new CodedError('file.corrupt');
    const marker = read.u8(at + 1);
    if (marker === 0xff) { at += 1; continue; }
    if (marker === soi || marker === 0x01 || isRestart(marker)) { at += 2; continue; }
    if (marker === eoi) throw new CodedError('file.corrupt');
    const length = read.u16(at + 2);
    if (length < 2) throw new CodedError('file.corrupt');
    if (isFrame(marker)) frame = { bitDepth: read.u8(at + 4), height: read.u16(at + 5), width: read.u16(at + 7), components: read.u8(at + 9) };
    if (marker === app1 && orientation.orientationAt === null && startsWith(bytes, 'Exif\0', at + 4)) {
      orientation = exifOrientation(bytes, at + 10, at + 2 + length);
    }
    if (marker === sos) {
      if (!frame) throw new CodedError('file.corrupt');
      const { components, ...size } = frame;
      return { format: 'jpeg', ...size, ...orientation, colour: colourOf[components] ?? 'other', alpha: false, frames: 1, complete: reachesEnd(bytes, read, at) };
    }
    at += 2 + length;
  }
}

/** Entropy-coded data hold FF only as FF00 or a restart; the first EOI outside a segment is the end (what follows it is a trailer). */
function reachesEnd(bytes: Uint8Array, read: ByteReader, firstScan: number): boolean {
  let at = firstScan;
  while (at >= 0 && at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === eoi) return true;
    if (marker === 0xff) at += 1;
    else if (marker === 0 || isRestart(marker)) at += 2;
    else if (at + 3 < bytes.length) at += 2 + Math.max(2, read.u16(at + 2));
    else return false;
    at = bytes.indexOf(0xff, at);
  }
  return false;
}
