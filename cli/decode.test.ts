/** Files as they come, made here by sharp and by hand. */
import { describe, expect, it } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import { CodedError } from '../core/errors.ts';
import type { Frame } from '../core/frame.ts';
import { decodePicture, readPictureFile } from './decode.ts';

/** 60 x 40: red top left, green top right, blue bottom left, white bottom right. */
const quarters = (): Sharp => {
  const data = Buffer.alloc(60 * 40 * 3);
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 60; x += 1) data.set(y < 20 ? (x < 30 ? [220, 30, 30] : [30, 200, 40]) : x < 30 ? [30, 40, 210] : [250, 250, 250], (y * 60 + x) * 3);
  }
  return sharp(data, { raw: { width: 60, height: 40, channels: 3 } });
};
const at = (frame: Frame, x: number, y: number): number[] => [...frame.data.subarray((y * frame.width + x) * 4, (y * frame.width + x) * 4 + 4)];
const corners = (f: Frame) => [at(f, 8, 6), at(f, f.width - 9, 6), at(f, 8, f.height - 7), at(f, f.width - 9, f.height - 7)];
const nearTo = (frame: Frame, tolerance: number) => {
  const wanted = [[220, 30, 30, 255], [30, 200, 40, 255], [30, 40, 210, 255], [250, 250, 250, 255]];
  corners(frame).forEach((got, i) => got.forEach((value, c) => expect(Math.abs(value - wanted[i]![c]!), `corner ${i} channel ${c}: ${got.join()}`).toBeLessThanOrEqual(tolerance)));
};
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', (t: unknown) => (t instanceof CodedError ? t.code : String(t)));

describe('decodePicture gives upright sRGB of', () => {
  it.each([
    ['JPEG', 12, () => quarters().jpeg({ quality: 95 }).toBuffer()],
    ['progressive JPEG', 12, () => quarters().jpeg({ quality: 95, progressive: true }).toBuffer()],
    ['PNG', 0, () => quarters().png().toBuffer()],
    ['palette PNG', 12, () => quarters().png({ palette: true }).toBuffer()],
    ['16-bit PNG', 1, () => quarters().toColourspace('rgb16').png().toBuffer()],
    ['16-bit TIFF', 1, () => quarters().toColourspace('rgb16').tiff({ compression: 'none' }).toBuffer()],
    ['LZW TIFF', 0, () => quarters().tiff({ compression: 'lzw' }).toBuffer()],
    ['lossless WebP', 0, () => quarters().webp({ lossless: true }).toBuffer()],
    ['still GIF', 3, () => quarters().gif().toBuffer()],
    ['Display P3 PNG', 4, () => quarters().withIccProfile('p3').png().toBuffer()],
    ['24-bit BMP', 0, async () => bitmap(await quarters().raw().toBuffer())],
    ['PPM', 0, async () => Buffer.concat([Buffer.from('P6\n60 40\n255\n'), await quarters().raw().toBuffer()])],
  ] as const)('%s', async (_name, tolerance, make) => {
    const picture = await decodePicture(await make());
    expect([picture.width, picture.height, picture.scale]).toEqual([60, 40, 1]);
    nearTo(picture.frame, tolerance);
  });

  // A colour that printing inks reach (pure green is outside their gamut); the way there and back through the profile costs some levels.
  const brown = () => sharp({ create: { width: 40, height: 30, channels: 3, background: { r: 150, g: 110, b: 90 } } }).toColourspace('cmyk').withIccProfile('cmyk');
  it.each([
    ['CMYK JPEG', () => brown().jpeg({ quality: 98 }).toBuffer()],
    ['CMYK TIFF', () => brown().tiff({ compression: 'none' }).toBuffer()],
  ] as const)('%s', async (_name, make) => {
    const file = await make();
    expect((await sharp(file).metadata()).space).toBe('cmyk');
    const [red, green, blue, alpha] = at((await decodePicture(file)).frame, 20, 15);
    expect([Math.abs(red! - 150) < 25, Math.abs(green! - 110) < 25, Math.abs(blue! - 90) < 25, alpha]).toEqual([true, true, true, 255]);
  });

  it('a Display P3 file stores other numbers than sRGB, so the profile was used', async () => {
    const file = await quarters().withIccProfile('p3').png().toBuffer();
    const raw = await sharp(file, { ignoreIcc: true }).raw().toBuffer();
    expect(Math.abs(raw[0]! - 220)).toBeGreaterThan(10);
  });

  // The reference is libvips' own auto-orientation, which the product code does not use.
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i', async (orientation) => {
    const file = await quarters().withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const picture = await decodePicture(file);
    const { data, info } = await sharp(file).autoOrient().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([picture.width, picture.height]).toEqual([info.width, info.height]);
    expect(Buffer.compare(Buffer.from(picture.frame.data), data)).toBe(0);
  });

  it('a transparent picture on white', async () => {
    const file = await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer();
    expect(at((await decodePicture(file)).frame, 5, 5)).toEqual([255, 255, 255, 255]);
  });

  it('a gray picture as three equal channels', async () => {
    const file = await sharp({ create: { width: 20, height: 20, channels: 3, background: { r: 90, g: 90, b: 90 } } }).toColourspace('b-w').png().toBuffer();
    expect(at((await decodePicture(file)).frame, 5, 5)).toEqual([90, 90, 90, 255]);
  });

  it('72 megapixels reduced to 24, with the scale told', async () => {
    const file = await sharp({ create: { width: 9000, height: 8000, channels: 3, background: '#777777' } }).jpeg().toBuffer();
    const picture = await decodePicture(file);
    expect([picture.width, picture.height]).toEqual([9000, 8000]);
    expect(picture.frame.width * picture.frame.height).toBeLessThanOrEqual(24.1e6);
    expect(picture.scale).toBeCloseTo(Math.sqrt(3), 3);
  });
});

describe('decodePicture refuses', () => {
  const jpeg = () => quarters().jpeg({ quality: 95 }).toBuffer();
  const png = () => quarters().png().toBuffer();
  it.each([
    ['an empty file', 'file.empty', async () => Buffer.alloc(0)],
    ['a text', 'file.not-a-picture', async () => Buffer.from('Dear customer, please find attached')],
    ['half a JPEG', 'file.truncated', async () => half(await jpeg())],
    ['half a PNG', 'file.truncated', async () => half(await png())],
    ['half a TIFF', 'file.truncated', async () => half(await quarters().tiff({ compression: 'none' }).toBuffer())],
    ['half a WebP', 'file.truncated', async () => half(await quarters().webp().toBuffer())],
    ['half a GIF', 'file.truncated', async () => half(await quarters().gif().toBuffer())],
    ['half a BMP', 'file.truncated', async () => half(bitmap(await quarters().raw().toBuffer()))],
    ['a PNG with a damaged stream', 'file.corrupt', async () => damaged(await png(), 'IDAT')],
    ['a PNG that says it is larger than its data', 'file.corrupt', async () => taller(await png())],
    ['a JPEG with damaged tables', 'file.corrupt', async () => { const b = await jpeg(); b.fill(0xee, b.indexOf(Buffer.from([0xff, 0xc4])) + 5, b.indexOf(Buffer.from([0xff, 0xc4])) + 21); return b; }],
    ['an animated GIF', 'file.animated', () => animation().then((s) => s.gif({ delay: [100, 100] }).toBuffer())],
    ['an animated WebP', 'file.animated', () => animation().then((s) => s.webp({ delay: [100, 100] }).toBuffer())],
    ['100 megapixels', 'file.too-many-pixels', () => sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#777777' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer()],
    ['a BMP of run lengths', 'file.unsupported-format', async () => { const b = bitmap(await quarters().raw().toBuffer()); b.writeUInt32LE(1, 30); return b; }],
  ] as const)('%s', async (_name, code, make) => {
    expect(await codeOf(decodePicture(await make()))).toBe(code);
  });
});

describe('readPictureFile', () => {
  it.each([
    ['a missing file', '/nowhere/at/all.jpg', 'file.not-found'],
    ['a folder', '/', 'file.not-a-picture'],
    ['a file used as a folder', '/etc/passwd/x.jpg', 'file.not-found'],
  ] as const)('%s', async (_name, path, code) => {
    expect(await codeOf(readPictureFile(path))).toBe(code);
  });
});

const half = (b: Buffer): Buffer => b.subarray(0, Math.floor(b.length * 0.6));

function damaged(file: Buffer, chunk: string): Buffer {
  const from = file.indexOf(chunk) + 10;
  file.fill(0x5a, from, from + 20);
  return file;
}

/** IHDR says ten times the rows; its checksum is made right again, so that only the data give it away. */
function taller(file: Buffer): Buffer {
  file.writeUInt32BE(400, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}

function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** A bottom-up 24-bit bitmap of 60 x 40 RGB pixels. */
function bitmap(rgb: Buffer): Buffer {
  const file = Buffer.alloc(54 + 180 * 40);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(60, 18);
  file.writeInt32LE(40, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 60; x += 1) {
      const from = (y * 60 + x) * 3;
      file.set([rgb[from + 2]!, rgb[from + 1]!, rgb[from]!], 54 + (39 - y) * 180 + x * 3);
    }
  }
  return file;
}

async function animation(): Promise<Sharp> {
  const one = await quarters().png().toBuffer();
  const two = await quarters().negate().png().toBuffer();
  return sharp([one, two], { join: { animated: true } });
}
