/** Files as they come, made here by sharp and by hand. */
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { CodedError } from '../core/errors.ts';
import type { Frame } from '../core/frame.ts';
import { bitmap, oddFiles, quarterColours, quarters } from '../test/odd-files.ts';
import { decodePicture, readPictureFile } from './decode.ts';

const at = (frame: Frame, x: number, y: number): number[] => [...frame.data.subarray((y * frame.width + x) * 4, (y * frame.width + x) * 4 + 4)];
const corners = (f: Frame) => [at(f, 8, 6), at(f, f.width - 9, 6), at(f, 8, f.height - 7), at(f, f.width - 9, f.height - 7)];
const nearTo = (frame: Frame, tolerance: number) => {
  corners(frame).forEach((got, i) => [...quarterColours[i]!, 255].forEach((wanted, c) => expect(Math.abs(got[c]! - wanted), `corner ${i} channel ${c}: ${got.join()}`).toBeLessThanOrEqual(tolerance)));
};
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', (t: unknown) => (t instanceof CodedError ? t.code : String(t)));

describe('decodePicture gives upright sRGB of', () => {
  it.each(oddFiles.filter((f) => f.code === null))('$name', async ({ make }) => {
    const picture = await decodePicture(await make());
    expect([picture.width, picture.height, picture.scale]).toEqual([60, 40, 1]);
    nearTo(picture.frame, 12);
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
  it.each(oddFiles.filter((f) => f.code !== null))('$name: $code', async ({ make, code }) => {
    expect(await codeOf(decodePicture(await make()))).toBe(code);
  });

  it('a bitmap of run lengths, by name', async () => {
    const file = bitmap(await quarters().raw().toBuffer());
    file.writeUInt32LE(1, 30);
    expect(await codeOf(decodePicture(file))).toBe('file.unsupported-format');
  });

  it('a JPEG with damaged tables', async () => {
    const file = await quarters().jpeg({ quality: 95 }).toBuffer();
    const table = file.indexOf(Buffer.from([0xff, 0xc4]));
    file.fill(0xee, table + 5, table + 21);
    expect(await codeOf(decodePicture(file))).toBe('file.corrupt');
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
