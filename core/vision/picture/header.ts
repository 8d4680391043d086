/**
 * What a picture file says about itself, read from its bytes without decoding a pixel. The format is told by content, never by name.
 * Both hosts (CLI and worker) call acceptPicture() before any decoder sees the file, so that a hostile header costs nothing and both
 * give the same code.
 */
import { CodedError } from '../../errors.ts';
import { startsWith } from './bytes.ts';
import { readBmp } from './bmp.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readPnm } from './pnm.ts';
import { readTiff } from './tiff.ts';
import { readWebp } from './webp.ts';

export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'tiff' | 'pnm';
export type ColourModel = 'gray' | 'rgb' | 'palette' | 'cmyk' | 'other';

export type PictureHeader = {
  format: PictureFormat;
  /** Pixels as stored, before `orientation` is applied. */
  width: number;
  height: number;
  /** EXIF/TIFF 6.0 tag 274, 1..8; 1 = stored upright. */
  orientation: number;
  /** Place of the orientation value in the file (its low byte), so that a host can neutralise it; null: none. */
  orientationAt: number | null;
  /** Bits a sample. */
  bitDepth: number;
  colour: ColourModel;
  alpha: boolean;
  /** Pictures in the file: frames of an animation, pages of a TIFF (reduced copies not counted). */
  frames: number;
  /** The file reaches to its own end; false: cut off. */
  complete: boolean;
};

export const pictureLimits = {
  /** Chosen, not measured: a 600 dpi A4 colour scan as uncompressed TIFF is 105 MB, as JPEG below 20; phone pictures reach 30. */
  bytes: 64_000_000,
  /** Chosen: above the 64 MP of common phone cameras; 80 MP decode to 320 MB RGBA, the most both hosts are asked to hold. */
  pixels: 80_000_000,
  /** Chosen, not measured: below this no detector of ours has one cell (smallest real line crop seen: 34 px high). */
  side: 16,
  /** Chosen: EXIF thumbnails are 160 x 120, some phones write 512 x 384. */
  thumbnailPixels: 500_000,
  /** Analysed pixels: larger pictures are reduced to this, with the scale recorded. 24 MP = a 600 dpi A5 page, twice what any check needs. */
  analysedPixels: 24_000_000,
} as const;

type Reader = (bytes: Uint8Array) => PictureHeader;

const readers: readonly { is: (bytes: Uint8Array) => boolean; read: Reader }[] = [
  { is: (b) => startsWith(b, [0xff, 0xd8, 0xff]), read: readJpeg },
  { is: (b) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), read: readPng },
  { is: (b) => startsWith(b, 'GIF87a') || startsWith(b, 'GIF89a'), read: readGif },
  { is: (b) => startsWith(b, 'RIFF') && startsWith(b, 'WEBP', 8), read: readWebp },
  { is: (b) => startsWith(b, [0x49, 0x49, 0x2a, 0]) || startsWith(b, [0x4d, 0x4d, 0, 0x2a]), read: readTiff },
  { is: (b) => /^P[2356]\s/.test(String.fromCharCode(...b.subarray(0, 3))), read: readPnm },
  { is: (b) => startsWith(b, 'BM') && [12, 40, 52, 56, 64, 108, 124].includes(b[14] ?? 0) && b[15] === 0, read: readBmp },
];

/** Picture formats that are known but not read, by the name the clerk is told. */
const unsupported: readonly { name: string; is: (bytes: Uint8Array) => boolean }[] = [
  { name: 'HEIC', is: (b) => startsWith(b, 'ftyp', 4) && /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(String.fromCharCode(...b.subarray(8, 12))) },
  { name: 'AVIF', is: (b) => startsWith(b, 'ftypavi', 4) },
  { name: 'JPEG XL', is: (b) => startsWith(b, [0xff, 0x0a]) || startsWith(b, 'JXL ', 4) },
  { name: 'JPEG 2000', is: (b) => startsWith(b, 'jP  ', 4) || startsWith(b, [0xff, 0x4f, 0xff, 0x51]) },
  { name: 'BigTIFF', is: (b) => startsWith(b, [0x49, 0x49, 0x2b, 0]) || startsWith(b, [0x4d, 0x4d, 0, 0x2b]) },
  { name: 'Photoshop', is: (b) => startsWith(b, '8BPS') },
];

/** @throws CodedError file.empty · file.unsupported-format · file.not-a-picture · file.truncated · file.corrupt */
export function readPictureHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length === 0) throw new CodedError('file.empty');
  const reader = readers.find((r) => r.is(bytes));
  if (!reader) {
    const known = unsupported.find((u) => u.is(bytes));
    if (known) throw new CodedError('file.unsupported-format', { format: known.name });
    throw new CodedError('file.not-a-picture');
  }
  const header = reader.read(bytes);
  if (!(header.width > 0 && header.height > 0 && header.frames > 0)) throw new CodedError('file.corrupt');
  return header;
}

/** @throws CodedError file.too-large. To be asked with the size on disk, before the file is read. */
export function acceptFileSize(bytes: number): void {
  if (bytes > pictureLimits.bytes) throw new CodedError('file.too-large', { limitMegabytes: pictureLimits.bytes / 1e6 });
}

/**
 * The header of a file that may be decoded: whole, one still picture, within the limits.
 * @throws CodedError file.* (every code of readPictureHeader, and too-large, too-many-pixels, too-small, animated, truncated)
 */
export function acceptPicture(bytes: Uint8Array): PictureHeader {
  acceptFileSize(bytes.length);
  const header = readPictureHeader(bytes);
  const { width, height } = header;
  if (width * height > pictureLimits.pixels) {
    throw new CodedError('file.too-many-pixels', { megapixels: Math.round((width * height) / 1e6), limit: pictureLimits.pixels / 1e6 });
  }
  if (Math.min(width, height) < pictureLimits.side) throw new CodedError('file.too-small', { width, height });
  if (header.frames > 1) throw new CodedError('file.animated');
  if (!header.complete) throw new CodedError('file.truncated');
  return header;
}

/** Factor 0..1 by which a picture of this size is reduced for analysis. */
export function analysisScale(width: number, height: number): number {
  return Math.min(1, Math.sqrt(pictureLimits.analysedPixels / (width * height)));
}
