/** What kind of clip a file is, told by its first bytes and never by its name, and whether its end is there. */
import { CodedError } from '../../core/errors.ts';

/** ffmpeg's name of the demuxer. */
export type Container = 'mov' | 'matroska' | 'avi' | 'gif' | 'mjpeg' | 'yuv4mpegpipe' | 'mpegts' | 'mpeg' | 'flv' | 'asf' | 'ogg';

export type Bytes = { size: number; /** Fewer than asked for at the end of the file. */ at(from: number, length: number): Promise<Uint8Array> };

const text = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const starts = (bytes: Uint8Array, ...values: number[]): boolean => values.every((v, i) => bytes[i] === v);

/** Atoms a QuickTime or MP4 file can begin with. */
const firstAtoms = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];
/** Still pictures in the box format of MP4 (HEIF, AVIF). */
const stillBrands = ['heic', 'heix', 'mif1', 'avif', 'msf1', 'hevc'];

const kinds: readonly [Container, (head: Uint8Array) => boolean][] = [
  ['mov', (b) => firstAtoms.includes(text(b, 4, 4)) && !(text(b, 4, 4) === 'ftyp' && stillBrands.includes(text(b, 8, 4)))],
  ['matroska', (b) => starts(b, 0x1a, 0x45, 0xdf, 0xa3)],
  ['avi', (b) => text(b, 0, 4) === 'RIFF' && text(b, 8, 4) === 'AVI '],
  ['gif', (b) => text(b, 0, 4) === 'GIF8'],
  ['mjpeg', (b) => starts(b, 0xff, 0xd8, 0xff)],
  ['yuv4mpegpipe', (b) => text(b, 0, 9) === 'YUV4MPEG2'],
  ['mpegts', (b) => b[0] === 0x47 && b[188] === 0x47],
  ['mpeg', (b) => starts(b, 0, 0, 1, 0xba)],
  ['flv', (b) => text(b, 0, 3) === 'FLV'],
  ['asf', (b) => starts(b, 0x30, 0x26, 0xb2, 0x75)],
  ['ogg', (b) => text(b, 0, 4) === 'OggS'],
];

/** @throws CodedError clip.not-a-clip · file.empty */
export function containerOf(head: Uint8Array): Container {
  if (head.length === 0) throw new CodedError('file.empty');
  const kind = kinds.find(([, is]) => is(head));
  if (!kind) throw new CodedError('clip.not-a-clip');
  return kind[0];
}

/** Whether the file ends before what its own structure announces. Containers that announce nothing are believed. */
export async function endsTooSoon(container: Container, file: Bytes): Promise<boolean> {
  return (await (ends[container]?.(file) ?? false));
}

const ends: Partial<Record<Container, (file: Bytes) => Promise<boolean>>> = {
  mov: atomsEndTooSoon,
  async avi(file) {
    const b = await file.at(4, 4);
    const announced = number(b, true);
    // Writers that were cut off leave 0 or the largest number; then nothing is announced.
    return announced > 0 && announced < 0xffff_ffff && announced + 8 > file.size;
  },
  async gif(file) {
    // Trailing zeros after the trailer are common.
    const tail = [...(await file.at(Math.max(0, file.size - 64), 64))].filter((v) => v !== 0);
    return tail.at(-1) !== 0x3b;
  },
  matroska: segmentEndsTooSoon,
};

const number = (bytes: Uint8Array, littleEndian = false): number => (littleEndian ? [...bytes].reverse() : [...bytes]).reduce((sum, v) => sum * 256 + v, 0);

/** ISO/IEC 14496-12: boxes one after another, each with its size; a film without its index (moov) was never finished. */
async function atomsEndTooSoon(file: Bytes): Promise<boolean> {
  let at = 0;
  let index = false;
  while (at + 8 <= file.size) {
    const head = await file.at(at, 16);
    const size = number(head.subarray(0, 4));
    index ||= text(head, 4, 4) === 'moov';
    const length = size === 1 ? number(head.subarray(8, 16)) : size === 0 ? file.size - at : size;
    if (length < 8 || at + length > file.size) return !index || length >= 8;
    at += length;
  }
  return !index;
}

/** RFC 8794 and 9559: the EBML header, then one Segment whose size may be unknown (all ones). */
async function segmentEndsTooSoon(file: Bytes): Promise<boolean> {
  const head = await file.at(0, 64);
  const header = vint(head, 4);
  const at = header && 4 + header.length + header.value;
  if (at === null || at + 12 > file.size) return true;
  const segment = await file.at(at, 12);
  const size = vint(segment, 4);
  return size !== null && !size.unknown && at + 4 + size.length + size.value > file.size;
}

function vint(bytes: Uint8Array, at: number): { value: number; length: number; unknown: boolean } | null {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8) return null;
  const rest = [(bytes[at] ?? 0) & (0xff >> length), ...bytes.subarray(at + 1, at + length)];
  return { value: number(Uint8Array.from(rest)), length, unknown: rest.every((v, i) => v === (i === 0 ? 0xff >> length : 0xff)) };
}
