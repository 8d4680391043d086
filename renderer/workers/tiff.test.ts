import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { toCodedError } from '../../core/errors.ts';
import { tiffPages } from './tiff.ts';

const flat = (colour: string): Promise<Buffer> => sharp({ create: { width: 60, height: 40, channels: 3, background: colour } }).png().toBuffer();
const stack = async (...colours: string[]): Promise<Sharp> => sharp(await Promise.all(colours.map(flat)), { join: { animated: true } });
const middles = async (file: Buffer, most = 12): Promise<number[][]> => (await tiffPages(new Uint8Array(file), most)).map(({ width, data }) => [...data.subarray((20 * width + 30) * 4, (20 * width + 30) * 4 + 4)]);

describe('a TIFF of several pages, as scanners write them', () => {
  it.each([
    ['colour, LZW', async () => (await stack('#dc1e1e', '#1ec828')).tiff({ compression: 'lzw' }), [[220, 30, 30, 255], [30, 200, 40, 255]]],
    ['colour, unpacked', async () => (await stack('#dc1e1e', '#1ec828')).tiff({ compression: 'none' }), [[220, 30, 30, 255], [30, 200, 40, 255]]],
    ['gray, deflate', async () => (await stack('#666666', '#cccccc')).toColourspace('b-w').tiff({ compression: 'deflate' }), [[102, 102, 102, 255], [204, 204, 204, 255]]],
    ['black and white, fax group 4', async () => (await stack('#ffffff', '#000000')).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }), [[255, 255, 255, 255], [0, 0, 0, 255]]],
  ] as const)('%s: each page is there, in its colours', async (_what, make, expected) => expect(await middles(await (await make()).toBuffer())).toEqual(expected));

  it.each(['lzw', 'none', 'deflate'] as const)('inks (CMYK), %s: red is red and white is white', async (compression) => {
    const pages = await middles(await (await stack('#dc1e1e', '#ffffff')).toColourspace('cmyk').tiff({ compression }).toBuffer());
    expect(pages).toHaveLength(2);
    const [[r = 0, g = 0, b = 0] = [], white] = pages;
    expect([r > 180, g < 100, b < 100]).toEqual([true, true, true]);
    expect(white).toEqual([255, 255, 255, 255]);
  });

  it('no more than asked for', async () => expect(await middles(await (await stack('#111111', '#222222', '#333333')).tiff({ compression: 'lzw' }).toBuffer(), 2)).toHaveLength(2));

  it('a page whose data are damaged is told by a code of ours', async () => {
    const file = await (await stack('#dc1e1e', '#1ec828')).tiff({ compression: 'deflate' }).toBuffer();
    // All between the head and the first directory: the packed data of the first page.
    file.fill(0xff, 8, file.readUInt32LE(4));
    expect(toCodedError(await middles(file).catch((thrown: unknown) => thrown)).code).toBe('file.corrupt');
  });
});
