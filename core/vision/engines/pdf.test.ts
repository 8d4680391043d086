/** The reader on small files made here; pdf.js as Node has it, without a thread. */
import { createCanvas } from '@napi-rs/canvas';
import * as library from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { rewritePage, turnPage, writePdf, type PdfMark } from '../../../scripts/specimens/pdf/write.ts';
import { hasOwnText, pdfDpi } from '../pdf/pdf-types.ts';
import { readPdf, type PdfHost, type PdfLibrary } from './pdf.ts';

const fonts = new URL('../../../node_modules/pdfjs-dist/standard_fonts/', import.meta.url).pathname;
const host: PdfHost = {
  library: library as unknown as PdfLibrary,
  options: { standardFontDataUrl: fonts },
  surface(width, height) {
    const canvasContext = createCanvas(width, height).getContext('2d');
    return { target: { canvas: null, canvasContext }, pixels: () => new Uint8ClampedArray(canvasContext.getImageData(0, 0, width, height).data) };
  },
};
const text = (x: number, y: number, words: string, more: Partial<Extract<PdfMark, { kind: 'text' }>> = {}): PdfMark => ({ kind: 'text', x, y, size: 11, text: words, ...more });
const bill: PdfMark[] = [text(60, 780, 'Northwind Power'), text(60, 700, 'Ada Specimen'), text(60, 686, '12 Mill Lane'), text(400, 700, 'Bill date: 3 March 2026')];
const read = (file: Uint8Array) => readPdf(host, file);
const codeOf = (file: Uint8Array) => read(file).then(() => 'read', (e: Error) => e.message);

describe('a PDF with a text layer', () => {
  it('gives rows with their places, columns apart', async () => {
    const { pages: [page], pageCount } = await read(writePdf({ pages: [{ marks: bill }] }));
    expect(pageCount).toBe(1);
    expect(page!.text.map((l) => l.text)).toEqual(['Northwind Power', 'Ada Specimen', 'Bill date: 3 March 2026', '12 Mill Lane']);
    const name = page!.text[1]!;
    expect(name.words.map((w) => w.text)).toEqual(['Ada', 'Specimen']);
    expect(name.region.x).toBeCloseTo((60 / 72) * pdfDpi, 0);
    expect(name.region.y + name.region.height).toBeGreaterThan(((842 - 700) / 72) * pdfDpi);
    expect(name.region.y).toBeLessThan(((842 - 700) / 72) * pdfDpi);
  });

  it('draws the first page', async () => {
    const { pages: [page] } = await read(writePdf({ pages: [{ marks: [{ kind: 'box', x: 0, y: 421, width: 595, height: 421, gray: 0 }] }] }));
    const { width, height, data } = page!.picture!;
    expect([width, height]).toEqual([page!.width, page!.height]);
    expect(data[(10 * width + 10) * 4]).toBe(0);
    expect(data[((height - 10) * width + 10) * 4]).toBe(255);
  });

  it('tells who made it and when', async () => {
    const { info } = await read(writePdf({ pages: [{ marks: bill }], info: { Producer: 'Print Works 3', CreationDate: "D:20260303101500+01'00'" } }));
    expect(info).toMatchObject({ producer: 'Print Works 3', created: "D:20260303101500+01'00'", modified: '', signed: false });
  });

  it('counts two thousand pages and looks at the first twelve', async () => {
    const { pages, pageCount } = await read(writePdf({ pages: Array.from({ length: 2000 }, () => ({ marks: bill })) }));
    expect([pageCount, pages.length]).toEqual([2000, 12]);
  }, 60_000);

  it('tells scripts and embedded files, runs and opens none', async () => {
    const { hasScripts, structure, pages: [page] } = await read(writePdf({ pages: [{ marks: bill }], script: 'globalThis.ranInPdf = true', attachment: 'invoice.exe' }));
    expect([hasScripts, structure.attachments, page!.text.length, 'ranInPdf' in globalThis]).toEqual([true, 1, 4, false]);
    expect((await read(writePdf({ pages: [{ marks: bill }] }))).hasScripts).toBe(false);
  });
});

describe('what a file tells of its past', () => {
  const newDate = text(400, 700, 'Bill date: 3 October 2026');
  it('one writing, nothing covered', async () => {
    const { structure, pages: [page] } = await read(writePdf({ pages: [{ marks: bill }] }));
    expect(structure).toEqual({ revisions: 1, rewrittenStreams: 0, attachments: 0, largestImage: 0 });
    expect(page!.drawing).toMatchObject({ pageImage: false, runs: 4, overImage: [], replaced: [] });
  });

  it('a page painted anew by a later writing, and the reader shows the later one', async () => {
    const { structure, pages: [page] } = await read(rewritePage(writePdf({ pages: [{ marks: bill }] }), { marks: [...bill.slice(0, 3), newDate] }));
    expect(structure).toMatchObject({ revisions: 2, rewrittenStreams: 1 });
    expect(page!.text.map((l) => l.text)).toContain('Bill date: 3 October 2026');
  });

  it('a page that was given another stream, and the reader shows it', async () => {
    const { structure, pages: [page] } = await read(turnPage(writePdf({ pages: [{ marks: bill }] }), { marks: [...bill.slice(0, 3), newDate] }));
    expect(structure).toMatchObject({ revisions: 2, rewrittenStreams: 1 });
    expect(page!.text.map((l) => l.text)).toContain('Bill date: 3 October 2026');
  });

  it('a note laid on a page paints nothing anew', async () => expect((await read(turnPage(writePdf({ pages: [{ marks: bill }] }), null))).structure).toMatchObject({ revisions: 2, rewrittenStreams: 0 }));

  it('when it was made, by either of the places that say so', async () => {
    const { info } = await read(writePdf({ pages: [{ marks: bill }], info: { CreationDate: 'D:20260303101500Z' }, createdInXmp: '2025-11-03T09:15:00Z' }));
    expect(info).toMatchObject({ created: 'D:20260303101500Z', createdInXmp: '2025-11-03T09:15:00Z' });
  });

  it('text hidden under a picture and written over', async () => {
    const jpeg = { bytes: await sharp({ create: { width: 60, height: 6, channels: 3, background: '#fff' } }).jpeg().toBuffer(), width: 60, height: 6 };
    const { pages: [page] } = await read(writePdf({ pages: [{ jpeg, marks: [...bill, { kind: 'picture', at: { x: 395, y: 695, width: 180, height: 18 } }, newDate] }] }));
    expect(page!.drawing).toMatchObject({ pageImage: false, replaced: [{ x: expect.closeTo((400 / 72) * pdfDpi, 0) as number }] });
  });

  it('text whited out and written over', async () => {
    const { pages: [page] } = await read(writePdf({ pages: [{ marks: [...bill, { kind: 'box', x: 395, y: 695, width: 180, height: 18, gray: 1 }, newDate] }] }));
    expect(page!.drawing.replaced).toHaveLength(1);
    expect(page!.drawing.replaced[0]!.x).toBeCloseTo((400 / 72) * pdfDpi, 0);
  });

  it('a coloured box below text replaces nothing', async () => {
    const { pages: [page] } = await read(writePdf({ pages: [{ marks: [{ kind: 'box', x: 395, y: 695, width: 180, height: 18, gray: 0.9 }, ...bill] }] }));
    expect(page!.drawing.replaced).toEqual([]);
  });

  it('visible text painted over a scanned page; a scanner\'s hidden layer is not that', async () => {
    const jpeg = { bytes: await sharp({ create: { width: 120, height: 170, channels: 3, background: '#eee' } }).jpeg().toBuffer(), width: 120, height: 170 };
    const scan = (over: PdfMark): Promise<{ pages: { drawing: unknown }[] }> => read(writePdf({ pages: [{ jpeg, marks: [{ kind: 'picture' }, over] }] }));
    expect((await scan(newDate)).pages[0]!.drawing).toMatchObject({ pageImage: true, overImage: [expect.anything()] });
    expect((await scan({ ...newDate, hidden: true } as PdfMark)).pages[0]!.drawing).toMatchObject({ pageImage: true, runs: 0, overImage: [] });
  });
});

describe('a text layer that nobody sees', () => {
  const many = (hidden: boolean): PdfMark[] => Array.from({ length: 12 }, (_, i) => text(60, 780 - 20 * i, `Row ${i} of the bill`, { hidden }));
  it('hidden words are not the page: its picture is read', async () => {
    const { pages: [shown] } = await read(writePdf({ pages: [{ marks: many(false) }] }));
    const { pages: [hidden, next] } = await read(writePdf({ pages: [{ marks: many(true) }, { marks: many(true) }] }));
    expect([hasOwnText(shown!), hasOwnText(hidden!)]).toEqual([true, false]);
    expect(next!.picture).not.toBeNull();
  });
  it('letters may say other than they look', async () => {
    const { pages: [page] } = await read(writePdf({ pages: [{ marks: [text(60, 780, 'Date: 25.'), text(105.5, 780, '03.', { lying: true }), text(121, 780, '2026')] }], lies: { 0: '1', 3: '1' } }));
    expect(page!.text[0]!.text).toBe('Date: 25.11.2026');
  });
});

describe('a PDF that cannot be read gets its code', () => {
  it('a password', async () => expect(await codeOf(writePdf({ pages: [{ marks: bill }], locked: true }))).toBe('pdf.encrypted'));
  it('another kind of file', async () => expect(await codeOf(new TextEncoder().encode('hello, I am a text file'))).toBe('pdf.not-a-pdf'));
  it('nothing', async () => expect(await codeOf(new Uint8Array())).toBe('pdf.not-a-pdf'));
  it('a head and nothing behind it', async () => expect(await codeOf(new TextEncoder().encode('%PDF-1.7\nnothing here'))).toBe('pdf.damaged'));
  it('no page', async () => expect(await codeOf(writePdf({ pages: [] }))).toBe('pdf.no-pages'));
  it('cut off before its table of contents', async () => {
    const whole = writePdf({ pages: [{ marks: bill }] });
    expect(await codeOf(whole.subarray(0, whole.length >> 1))).toBe('pdf.damaged');
  });
  it('a picture that is too large to be decoded, and is not told as an empty page', async () => {
    const scan = (width: number, height: number): Promise<string> => codeOf(writePdf({ pages: [{ jpeg: { bytes: new Uint8Array(8), width, height }, marks: [{ kind: 'picture' }] }] }));
    expect([await scan(7000, 9900), await scan(4961, 7016)]).toEqual(['pdf.image-too-large', 'read']);
  });
  it('a sheet of a plan is drawn smaller, and its text stands in the same pixels', async () => {
    const { pages: [page] } = await read(writePdf({ pages: [{ width: 3000, height: 3000, marks: [text(1500, 1500, 'In the middle', { size: 40 })] }] }));
    const { width, height } = page!.picture!;
    expect([width, height]).toEqual([page!.width, page!.height]);
    expect(width * height).toBeLessThan(10_100_000);
    expect(page!.text[0]!.region.x).toBeCloseTo(width / 2, -1);
  });
});
