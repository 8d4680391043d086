/** Windows bitmap: header, and the uncompressed kinds decoded (scanners still write them, and no common decoder of Node reads them). */
import { CodedError } from '../../errors.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { byteReader, type ByteReader } from './bytes.ts';
import { upright } from './exif.ts';
import type { PictureHeader } from './header.ts';

type Layout = { width: number; height: number; topDown: boolean; bits: number; compression: number; pixels: number; palette: number; entryBytes: number; colours: number };

function layoutOf(read: ByteReader): Layout {
  const info = read.u32(14);
  if (info === 12) {
    const bits = read.u16(24);
    return { width: read.u16(18), height: read.u16(20), topDown: false, bits, compression: 0, pixels: read.u32(10), palette: 26, entryBytes: 3, colours: bits <= 8 ? 2 ** bits : 0 };
  }
  const height = read.u32(22) | 0;
  const bits = read.u16(28);
  const colours = bits <= 8 ? read.u32(46) || 2 ** bits : 0;
  return { width: read.u32(18) | 0, height: Math.abs(height), topDown: height < 0, bits, compression: read.u32(30), pixels: read.u32(10), palette: 14 + info, entryBytes: 4, colours };
}

const rowBytes = (l: Layout) => Math.ceil((l.width * l.bits) / 32) * 4;

export function readBmp(bytes: Uint8Array): PictureHeader {
  const l = layoutOf(byteReader(bytes, true));
  if (l.width < 1 || l.height < 1 || ![1, 4, 8, 16, 24, 32].includes(l.bits) || l.colours > 256) throw new CodedError('file.corrupt');
  // 0 uncompressed, 3 and 6 bit fields; run-length and embedded JPEG/PNG have no size of their own to compare with.
  const complete = [0, 3, 6].includes(l.compression) ? l.pixels + rowBytes(l) * l.height <= bytes.length : true;
  return { format: 'bmp', width: l.width, height: l.height, ...upright, bitDepth: l.bits > 8 ? 8 : l.bits, colour: l.bits <= 8 ? 'palette' : 'rgb', alpha: false, frames: 1, complete };
}

/** Uncompressed 1, 4, 8, 24 and 32 bit; opaque. @throws CodedError file.unsupported-format for the rare packed kinds. */
export function decodeBmp(bytes: Uint8Array): Frame {
  const read = byteReader(bytes, true);
  const l = layoutOf(read);
  const plainMasks = (l.compression === 3 || l.compression === 6) && l.bits === 32 && read.u32(54) === 0xff0000 && read.u32(58) === 0xff00 && read.u32(62) === 0xff;
  if ((l.compression !== 0 && !plainMasks) || l.bits === 16) throw new CodedError('file.unsupported-format', { format: 'compressed BMP' });
  const frame = createFrame(l.width, l.height);
  const stride = rowBytes(l);
  const perByte = l.bits < 8 ? 8 / l.bits : 1;
  for (let y = 0; y < l.height; y += 1) {
    const row = l.pixels + (l.topDown ? y : l.height - 1 - y) * stride;
    let to = y * l.width * 4;
    for (let x = 0; x < l.width; x += 1, to += 4) {
      let at: number;
      if (l.bits >= 24) at = row + (x * l.bits) / 8;
      else {
        const packed = bytes[row + Math.floor(x / perByte)] ?? 0;
        const index = (packed >> ((perByte - 1 - (x % perByte)) * l.bits)) & (2 ** l.bits - 1);
        at = l.palette + index * l.entryBytes;
      }
      frame.data[to] = bytes[at + 2] ?? 0;
      frame.data[to + 1] = bytes[at + 1] ?? 0;
      frame.data[to + 2] = bytes[at] ?? 0;
      frame.data[to + 3] = 255;
    }
  }
  return frame;
}
