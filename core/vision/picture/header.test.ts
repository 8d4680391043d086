import { describe, expect, it } from 'vitest';
import { CodedError } from '../../errors.ts';
import { acceptFileSize, acceptPicture, analysisScale, readPictureHeader } from './header.ts';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...p].map((c) => c.charCodeAt(0)) : [...p])));
const be32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const le32 = (n: number) => be32(n).reverse();
const le16 = (n: number) => [n & 255, n >> 8];

const chunk = (type: string, data: readonly number[]) => [...be32(data.length), ...bytes(type), ...data, 0, 0, 0, 0];
const ihdr = (width: number, height: number, depth = 8, colour = 2) => chunk('IHDR', [...be32(width), ...be32(height), depth, colour, 0, 0, 0]);
const pngMagic = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
const png = (...chunks: number[][]) => bytes(pngMagic, ...chunks);

const exifBlock = (orientation: number) => [...bytes('MM'), 0, 42, ...be32(8), 0, 1, 0x01, 0x12, 0, 3, ...be32(1), 0, orientation, 0, 0, ...be32(0)];
const segment = (marker: number, data: readonly number[]) => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
const sof = (width: number, height: number, components = 3, marker = 0xc0) => segment(marker, [8, height >> 8, height & 255, width >> 8, width & 255, components, ...Array<number>(components * 3).fill(1)]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0xff, 0xd0, 0x34];
const jpeg = (...parts: number[][]) => bytes([0xff, 0xd8], ...parts);
const eoi = [0xff, 0xd9];

const entry = (tag: number, type: number, count: number, value: number) => [...le16(tag), ...le16(type), ...le32(count), ...le32(value)];
const directory = (next: number, ...entries: number[][]) => [...le16(entries.length), ...entries.flat(), ...le32(next)];
const page = (next: number, subfile = 0, data = 8) => directory(next, entry(254, 4, 1, subfile), entry(256, 3, 1, 40), entry(257, 3, 1, 30), entry(258, 3, 1, 8), entry(262, 3, 1, 1), entry(273, 4, 1, data), entry(274, 3, 1, 6), entry(279, 4, 1, 4));
const pageBytes = page(0).length;
const tiff = (...pages: number[][]) => bytes('II', [42, 0], le32(8), ...pages);

const gifHead = bytes('GIF89a', le16(20), le16(30), [0, 0, 0]);
const gifImage = [0x2c, 0, 0, 0, 0, 20, 0, 30, 0, 0, 2, 1, 0x44, 0];

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.code : String(thrown);
  }
};

describe('readPictureHeader', () => {
  it.each([
    ['JPEG', jpeg(sof(640, 480), scan, eoi), { format: 'jpeg', width: 640, height: 480, orientation: 1, colour: 'rgb', frames: 1, complete: true }],
    ['progressive JPEG with a trailer', jpeg(sof(640, 480, 3, 0xc2), scan, scan, eoi, [1, 2, 3]), { width: 640, complete: true }],
    ['JPEG without its end', jpeg(sof(640, 480), scan), { complete: false }],
    ['CMYK JPEG', jpeg(sof(20, 30, 4), scan, eoi), { colour: 'cmyk' }],
    ['gray JPEG', jpeg(sof(20, 30, 1), scan, eoi), { colour: 'gray' }],
    ['JPEG stored lying', jpeg(segment(0xe1, [...bytes('Exif', [0, 0]), ...exifBlock(6)]), sof(20, 30), scan, eoi), { width: 20, height: 30, orientation: 6, orientationAt: 2 + 4 + 6 + 8 + 2 + 9 }],
    ['JPEG with a broken EXIF block', jpeg(segment(0xe1, [...bytes('Exif', [0, 0]), ...bytes('MM'), 0, 42, 255, 255, 255, 255]), sof(20, 30), scan, eoi), { orientation: 1, orientationAt: null }],
    ['PNG of 16 bits with alpha', png(ihdr(20, 30, 16, 6), chunk('IDAT', [1]), chunk('IEND', [])), { format: 'png', bitDepth: 16, alpha: true, complete: true }],
    ['PNG cut in its data', png(ihdr(20, 30), chunk('IDAT', [1, 2, 3, 4]).slice(0, 10)), { complete: false }],
    ['animated PNG', png(ihdr(20, 30), chunk('acTL', [...be32(7), ...be32(0)]), chunk('IDAT', [1]), chunk('IEND', [])), { frames: 7 }],
    ['PNG turned by eXIf', png(ihdr(20, 30), chunk('eXIf', exifBlock(3)), chunk('IDAT', [1]), chunk('IEND', [])), { orientation: 3 }],
    ['GIF', bytes([...gifHead], gifImage, [0x3b]), { format: 'gif', width: 20, height: 30, frames: 1, complete: true }],
    ['animated GIF', bytes([...gifHead], gifImage, [0x21, 0xf9, 1, 0, 0], gifImage, [0x3b]), { frames: 2 }],
    ['GIF cut in its second frame', bytes([...gifHead], gifImage, gifImage.slice(0, 12)), { frames: 2, complete: false }],
    ['extended WebP', bytes('RIFF', le32(4 + 18 + 12), 'WEBP', 'VP8X', le32(10), [0x10, 0, 0, 0, 19, 0, 0, 29, 0, 0], 'VP8L', le32(4), [0, 0, 0, 0]), null],
    ['animated WebP', bytes('RIFF', le32(4 + 18 + 16), 'WEBP', 'VP8X', le32(10), [0x02, 0, 0, 0, 19, 0, 0, 29, 0, 0], 'ANMF', le32(0), 'ANMF', le32(0)), { format: 'webp', width: 20, height: 30, frames: 2 }],
    ['lossy WebP', bytes('RIFF', le32(22), 'WEBP', 'VP8 ', le32(10), [0, 0, 0, 0x9d, 0x01, 0x2a, 20, 0, 30, 0]), { format: 'webp', width: 20, height: 30, frames: 1, complete: true }],
    ['TIFF turned', tiff(page(0)), { format: 'tiff', width: 40, height: 30, orientation: 6, orientationAt: 8 + 2 + 6 * 12 + 8, frames: 1, complete: true }],
    ['TIFF of two pages', tiff(page(8 + pageBytes), page(0)), { frames: 2 }],
    ['TIFF with a thumbnail', tiff(page(8 + pageBytes), page(0, 1)), { frames: 1 }],
    ['TIFF whose strip lies outside', tiff(page(0, 0, 100_000)), { complete: false }],
    ['PGM with a comment', bytes('P5\n# a face\n4 2\n255\n', [1, 2, 3, 4, 5, 6, 7, 8]), { format: 'pnm', width: 4, height: 2, colour: 'gray', complete: true }],
    ['PPM cut', bytes('P6 4 2 255\n', [1, 2, 3]), { colour: 'rgb', complete: false }],
  ] as const)('%s', (_name, file, wanted) => {
    if (wanted === null) expect(codeOf(() => readPictureHeader(file))).toBe('file.corrupt');
    else expect(readPictureHeader(file)).toMatchObject(wanted);
  });
});

describe('acceptPicture refuses', () => {
  const selfLoop = tiff(page(8));
  it.each([
    ['nothing', bytes(), 'file.empty'],
    ['text', bytes('hello, this is not a picture at all'), 'file.not-a-picture'],
    ['a PDF', bytes('%PDF-1.7\n%....\n1 0 obj'), 'file.not-a-picture'],
    ['a text that starts like a bitmap', bytes('BMW drivers of the world, this is a text'), 'file.not-a-picture'],
    ['HEIC', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic'), 'file.unsupported-format'],
    ['AVIF', bytes([0, 0, 0, 24], 'ftypavif', [0, 0, 0, 0]), 'file.unsupported-format'],
    ['a JPEG of its first bytes only', jpeg([0xff]), 'file.truncated'],
    ['a JPEG cut in a segment', jpeg(sof(640, 480).slice(0, 8)), 'file.truncated'],
    ['a JPEG without frame', jpeg(scan, eoi), 'file.corrupt'],
    ['a JPEG that ends at once', jpeg(eoi), 'file.corrupt'],
    ['a JPEG of no height', jpeg(sof(640, 0), scan, eoi), 'file.corrupt'],
    ['a JPEG without its end', jpeg(sof(640, 480), scan), 'file.truncated'],
    ['a PNG of its magic only', png(), 'file.truncated'],
    ['a PNG bomb: 60 KB that would unpack to 3.6 GB', png(ihdr(30_000, 30_000), chunk('IDAT', Array<number>(60_000).fill(0)), chunk('IEND', [])), 'file.too-many-pixels'],
    ['a PNG of 4 billion by 4 billion', png(ihdr(0xffffffff, 0xffffffff), chunk('IDAT', [1]), chunk('IEND', [])), 'file.too-many-pixels'],
    ['a PNG without width', png(ihdr(0, 30), chunk('IDAT', [1]), chunk('IEND', [])), 'file.corrupt'],
    ['a PNG without data', png(ihdr(20, 30), chunk('IEND', [])), 'file.corrupt'],
    ['100 megapixels', jpeg(sof(10_000, 10_000), scan, eoi), 'file.too-many-pixels'],
    ['a GIF of two frames', bytes([...gifHead], gifImage, gifImage, [0x3b]), 'file.animated'],
    ['a TIFF of two pages', tiff(page(8 + pageBytes), page(0)), 'file.animated'],
    ['a TIFF whose directory points to itself', selfLoop, 'file.corrupt'],
    ['a TIFF that is cut', tiff(page(0).slice(0, 20)), 'file.truncated'],
    ['a speck', png(ihdr(15, 300), chunk('IDAT', [1]), chunk('IEND', [])), 'file.too-small'],
    ['a cut bitmap', bytes('BM', le32(0), le32(0), le32(54), le32(40), le32(20), le32(30), [1, 0, 24, 0], le32(0), Array<number>(20).fill(0), [1, 2, 3]), 'file.truncated'],
  ] as const)('%s', (_name, file, code) => {
    expect(codeOf(() => acceptPicture(file))).toBe(code);
  });

  it('a file above 64 MB by its size alone', () => {
    expect(codeOf(() => acceptFileSize(64_000_001))).toBe('file.too-large');
    expect(codeOf(() => acceptFileSize(64_000_000))).toBe('accepted');
  });

  it('any prefix of a picture, with a code and never another error', () => {
    const whole = jpeg(segment(0xe1, [...bytes('Exif', [0, 0]), ...exifBlock(6)]), sof(640, 480), scan, eoi);
    for (let length = 3; length < whole.length; length += 1) expect(codeOf(() => acceptPicture(whole.subarray(0, length)))).toBe('file.truncated');
  });
});

it('reduces only above 24 megapixels', () => {
  expect(analysisScale(6000, 4000)).toBe(1);
  expect(analysisScale(9000, 8000) ** 2 * 72e6).toBeCloseTo(24e6, 0);
});
