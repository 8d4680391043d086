/** The few EXIF tags that tell a camera from a program (EXIF 2.32 / TIFF 6.0), and the place of the thumbnail. Bounded: a hostile block costs nothing. */
import { CodedError } from '../../errors.ts';
import { byteReader, startsWith, type ByteReader } from './bytes.ts';

export type ExifTags = {
  make: string | null;
  software: string | null;
  /** `YYYY:MM:DD HH:MM:SS` of the last change of the file, and of the moment the picture was taken. */
  changed: string | null;
  taken: string | null;
  userComment: string | null;
  /** Exposure time or f-number: only something with a shutter writes them. */
  exposure: boolean;
  /** JPEG thumbnail, bytes of the file. */
  thumbnail: { at: number; length: number } | null;
};

export const noExif: ExifTags = { make: null, software: null, changed: null, taken: null, userComment: null, exposure: false, thumbnail: null };

/** Chosen: more entries than any camera writes. */
const mostEntries = 200;
/** Text kept of one tag, bytes. Chosen. */
const longestText = 80;

type Entry = { type: number; count: number; place: number };

/** `at`: place of the TIFF header (II or MM) in the file; `end`: first byte behind the block. A block that cannot be read says nothing. */
export function readExifTags(bytes: Uint8Array, at: number, end: number): ExifTags {
  const block = bytes.subarray(at, end);
  const little = startsWith(block, 'II');
  if (!little && !startsWith(block, 'MM')) return noExif;
  try {
    const read = byteReader(block, little);
    if (read.u16(2) !== 42) return noExif;
    const main = directory(read, read.u32(4));
    const own = main.entries.get(0x8769);
    const details = own ? directory(read, read.u32(own.place)).entries : new Map<number, Entry>();
    const second = main.next > 0 ? directory(read, main.next).entries : new Map<number, Entry>();
    return {
      make: text(read, main.entries.get(0x010f)),
      software: text(read, main.entries.get(0x0131)),
      changed: text(read, main.entries.get(0x0132)),
      taken: text(read, details.get(0x9003)),
      userComment: text(read, details.get(0x9286), 8),
      exposure: details.has(0x829a) || details.has(0x829d),
      thumbnail: thumbnailOf(read, second, at),
    };
  } catch (thrown) {
    if (thrown instanceof CodedError) return noExif;
    throw thrown;
  }
}

function directory(read: ByteReader, at: number): { entries: Map<number, Entry>; next: number } {
  const count = read.u16(at);
  if (count > mostEntries) throw new CodedError('file.corrupt');
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i += 1) {
    const entry = at + 2 + i * 12;
    entries.set(read.u16(entry), { type: read.u16(entry + 2), count: read.u32(entry + 4), place: entry + 8 });
  }
  const next = at + 2 + count * 12;
  return { entries, next: next + 4 <= read.length ? read.u32(next) : 0 };
}

/** Printable ASCII of a text or byte tag; `skip`: bytes before it (the character code of a comment). */
function text(read: ByteReader, entry: Entry | undefined, skip = 0): string | null {
  if (!entry || ![2, 7].includes(entry.type) || entry.count <= skip) return null;
  const from = entry.count <= 4 ? entry.place : read.u32(entry.place);
  return printable(read.text(from + skip, Math.min(entry.count - skip, longestText, read.length - from - skip)));
}

export const printable = (raw: string): string | null => raw.replace(/[^\x20-\x7e]/g, '').trim() || null;

function thumbnailOf(read: ByteReader, second: Map<number, Entry>, blockAt: number): ExifTags['thumbnail'] {
  const [place, length] = [second.get(0x0201), second.get(0x0202)];
  if (!place || !length) return null;
  const [from, size] = [read.u32(place.place), read.u32(length.place)];
  return size > 0 && from + size <= read.length ? { at: blockAt + from, length: size } : null;
}
