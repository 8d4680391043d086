/** TIFF 6.0: walks the directories. Reduced copies (NewSubfileType bit 0, thumbnails) are not pages. */
import { CodedError } from '../../errors.ts';
import { byteReader, startsWith, type ByteReader } from './bytes.ts';
import type { ColourModel, PictureHeader } from './header.ts';

/** PhotometricInterpretation -> colour. */
const colourOf: Record<number, ColourModel> = { 0: 'gray', 1: 'gray', 2: 'rgb', 3: 'palette', 5: 'cmyk', 6: 'rgb' };
/** Chosen: more pages than any scan batch; a chain longer than this is a loop or an attack. */
const mostDirectories = 1000;

type Directory = { at: number; entries: Map<number, { type: number; count: number; place: number }>; next: number };

export function readTiff(bytes: Uint8Array): PictureHeader {
  const little = startsWith(bytes, 'II');
  const read = byteReader(bytes, little);
  const directories = allDirectories(read);
  const pages = directories.filter((d) => (first(read, d, 254, 0) & 1) === 0);
  const page = pages[0] ?? directories[0];
  if (!page) throw new CodedError('file.corrupt');
  const samples = first(read, page, 277, 1);
  const orientationEntry = page.entries.get(274);
  const orientation = first(read, page, 274, 1);
  return {
    format: 'tiff',
    width: first(read, page, 256, 0),
    height: first(read, page, 257, 0),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    orientationAt: orientationEntry ? orientationEntry.place + (little ? 0 : 1) : null,
    bitDepth: first(read, page, 258, 1),
    colour: colourOf[first(read, page, 262, 1)] ?? 'other',
    alpha: samples === 2 || (samples === 4 && first(read, page, 262, 1) !== 5) || samples === 5,
    frames: Math.max(1, pages.length),
    complete: dataEnd(read, page) <= bytes.length,
  };
}

function allDirectories(read: ByteReader): Directory[] {
  const seen = new Set<number>();
  const found: Directory[] = [];
  for (let at = read.u32(4); at !== 0; ) {
    if (seen.has(at) || found.length >= mostDirectories) throw new CodedError('file.corrupt');
    seen.add(at);
    const count = read.u16(at);
    if (count === 0) throw new CodedError('file.corrupt');
    const entries: Directory['entries'] = new Map();
    for (let i = 0; i < count; i += 1) {
      const entry = at + 2 + i * 12;
      entries.set(read.u16(entry), { type: read.u16(entry + 2), count: read.u32(entry + 4), place: entry + 8 });
    }
    const next = at + 2 + count * 12;
    // Some writers leave the closing "no next directory" out at the end of the file.
    found.push({ at, entries, next: next + 4 <= read.length ? read.u32(next) : 0 });
    at = found[found.length - 1]?.next ?? 0;
  }
  return found;
}

const isShort = (type: number) => type === 3;
const bytesOf = (type: number) => ({ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4 })[type] ?? 4;

function values(read: ByteReader, directory: Directory, tag: number): number[] {
  const entry = directory.entries.get(tag);
  if (!entry || entry.count === 0) return [];
  const size = bytesOf(entry.type);
  const from = entry.count * size <= 4 ? entry.place : read.u32(entry.place);
  if (from + entry.count * size > read.length) throw new CodedError('file.truncated');
  const one = size === 1 ? read.u8 : isShort(entry.type) ? read.u16 : read.u32;
  return Array.from({ length: entry.count }, (_, i) => one(from + i * size));
}

function first(read: ByteReader, directory: Directory, tag: number, otherwise: number): number {
  return values(read, directory, tag)[0] ?? otherwise;
}

/** First byte behind the last strip or tile. */
function dataEnd(read: ByteReader, directory: Directory): number {
  const offsets = values(read, directory, directory.entries.has(324) ? 324 : 273);
  const counts = values(read, directory, directory.entries.has(324) ? 325 : 279);
  if (offsets.length === 0) throw new CodedError('file.corrupt');
  return offsets.reduce((end, offset, i) => Math.max(end, offset + (counts[i] ?? 1)), 0);
}
