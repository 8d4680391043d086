/** GIF89a: counts the image descriptors up to the trailer. */
import { CodedError } from '../../errors.ts';
import { byteReader } from './bytes.ts';
import { upright } from './exif.ts';
import type { PictureHeader } from './header.ts';

const extension = 0x21;
const image = 0x2c;
const trailer = 0x3b;
const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

export function readGif(bytes: Uint8Array): PictureHeader {
  const read = byteReader(bytes, true);
  const header = { format: 'gif', width: read.u16(6), height: read.u16(8), bitDepth: 8, colour: 'palette', alpha: false, ...upright } as const;
  let at = 13 + tableBytes(read.u8(10));
  let frames = 0;
  try {
    for (;;) {
      const block = read.u8(at);
      if (block === trailer) return { ...header, frames, complete: true };
      if (block === extension) at = skipSubBlocks(read.u8, at + 2);
      else if (block === image) {
        frames += 1;
        at = skipSubBlocks(read.u8, at + 11 + tableBytes(read.u8(at + 9)));
      } else throw new CodedError('file.corrupt');
    }
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'file.truncated' && frames > 0) return { ...header, frames, complete: false };
    throw thrown;
  }
}

function skipSubBlocks(u8: (at: number) => number, from: number): number {
  let at = from;
  for (let size = u8(at); size > 0; size = u8(at)) at += size + 1;
  return at + 1;
}
