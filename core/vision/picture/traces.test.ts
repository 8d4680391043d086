import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { PictureHeader } from './header.ts';
import { fileTraces, thumbnailBytes } from './traces.ts';

const text = (t: string) => [...t].map((c) => c.charCodeAt(0));
const be16 = (n: number) => [n >> 8, n & 255];
const be32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const header = (format: PictureHeader['format']): PictureHeader => ({ format, width: 100, height: 80, orientation: 1, orientationAt: null, bitDepth: 8, colour: 'rgb', alpha: false, frames: 1, complete: true });
const jpeg = (...segments: number[][]) => Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xda, 0, 2, 0xff, 0xd9]);
const segment = (marker: number, data: number[]) => [0xff, marker, ...be16(data.length + 2), ...data];
const chunk = (type: string, data: number[]) => [...be32(data.length), ...text(type), ...data, 0, 0, 0, 0];
const png = (...chunks: number[][]) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...chunks.flat(), ...chunk('IEND', [])]);

/** A big-endian EXIF block: texts of the main directory, and a thumbnail in the second. */
function exif(tags: [number, string][], thumbnail: number[] = []): number[] {
  const entries = tags.length;
  const second = 8 + 2 + entries * 12 + 4;
  const dataAt = second + 2 + 2 * 12 + 4;
  let data: number[] = [];
  const rows = tags.flatMap(([tag, value]) => {
    const at = dataAt + data.length;
    data = [...data, ...text(value), 0];
    return [...be16(tag), ...be16(2), ...be32(value.length + 1), ...be32(at)];
  });
  const thumbnailAt = dataAt + data.length;
  return [
    ...text('MM'), 0, 42, ...be32(8), ...be16(entries), ...rows, ...be32(thumbnail.length > 0 ? second : 0),
    ...be16(2), ...be16(0x201), ...be16(4), ...be32(1), ...be32(thumbnailAt), ...be16(0x202), ...be16(4), ...be32(1), ...be32(thumbnail.length), ...be32(0),
    ...data, ...thumbnail,
  ];
}
const withExif = (tags: [number, string][], thumbnail?: number[]) => jpeg(segment(0xe1, [...text('Exif'), 0, 0, ...exif(tags, thumbnail)]));

describe('fileTraces', () => {
  it('says nothing of a bare file', () => expect(fileTraces(jpeg(), header('jpeg'))).toMatchObject({ camera: false, software: null, editor: null, screenGrab: false, lossless: false, thumbnail: null }));

  it.each([
    ['Adobe Photoshop 25.0 (Windows)', 'Photoshop'], ['GIMP 2.10.36', 'GIMP'], ['Snapseed 2.0', 'Snapseed'], ['PicsArt', 'PicsArt'],
  ])('knows the editor %s', (software, editor) => expect(fileTraces(withExif([[0x131, software]]), header('jpeg'))).toMatchObject({ software, editor }));

  it.each(['HDR+ 1.0.5', 'Ver.1.01', 'Windows Photo', 'MediaTek Camera Application'])('does not take %s for an editor', (software) => expect(fileTraces(withExif([[0x131, software]]), header('jpeg')).editor).toBeNull());

  it('reads the history of an XMP packet', () => {
    const xmp = 'http://ns.adobe.com/xap/1.0/\0<x xmp:CreatorTool="Adobe Photoshop 24.1"><rdf:li stEvt:action="saved"/><rdf:li stEvt:action="saved"/></x>';
    expect(fileTraces(jpeg(segment(0xe1, text(xmp))), header('jpeg'))).toMatchObject({ editor: 'Photoshop', editSteps: 2 });
  });

  it('knows a screen grab by the text of a PNG', () => expect(fileTraces(png(chunk('tEXt', text('Software\0gnome-screenshot'))), header('png'))).toMatchObject({ screenGrab: true, lossless: true }));

  it('finds the thumbnail', () => {
    const bytes = withExif([[0x10f, 'Maker']], [0xff, 0xd8, 0xff, 0xdb, 1, 2, 3]);
    expect([...thumbnailBytes(bytes, fileTraces(bytes, header('jpeg')))!]).toEqual([0xff, 0xd8, 0xff, 0xdb, 1, 2, 3]);
  });

  it('keeps the first quantisation table', () => expect(fileTraces(jpeg(segment(0xdb, [0, ...Array<number>(64).fill(7)])), header('jpeg')).quantisation).toEqual(Array<number>(64).fill(7)));

  it('never throws, whatever the bytes', () => {
    const seed = [...withExif([[0x131, 'GIMP']], [0xff, 0xd8, 0xff])];
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 30 }), fc.nat(seed.length), (changes, length) => {
      const bytes = Uint8Array.from(seed);
      for (const [at, value] of changes) bytes[at] = value;
      for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) thumbnailBytes(bytes, fileTraces(bytes.subarray(0, length), header(format)));
    }), { numRuns: 300 });
  });
});
