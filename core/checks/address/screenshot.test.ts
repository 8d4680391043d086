import { describe, expect, it } from 'vitest';
import { exactPixelsOf } from '../../vision/authenticity/exact-pixels.ts';
import type { PdfContents } from '../../vision/pdf/pdf-types.ts';
import { judge, type CheckContext } from '../check.ts';
import { poaScreenshot } from './screenshot.ts';

const width = 400, height = 320;
const data = new Uint8ClampedArray(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : i < width * 60 * 4 ? 70 : 255));
const frame = { width, height, data };
const context = (lane: CheckContext['lane']): CheckContext => ({ date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
const pdf = (pageImage: boolean): PdfContents => ({ pageCount: 1, pages: [{ width, height, text: [], drawing: { pageImage, runs: 0, hidden: 0, overImage: [], replaced: [] }, annotations: [], picture: frame }], info: { producer: '', creator: '', created: '', modified: '', createdInXmp: '', hasForm: false, signed: false }, structure: { revisions: 1, rewrittenStreams: 0, attachments: 0, largestImage: 0 }, hasScripts: false });
function verdict(pdfContents: PdfContents | null, lane: CheckContext['lane'] = 'file') {
  const got = poaScreenshot.measure({ frame, exactPixels: exactPixelsOf(frame), pictureFile: null, pdfContents }, context(lane));
  return got.kind === 'measured' ? judge(got.value, poaScreenshot.threshold) : got.reason;
}

describe('poa.screenshot', () => {
  it('finds a picture of a screen', () => expect(verdict(null)).toBe('fail'));
  it('finds one that was put into a PDF', () => expect(verdict(pdf(true))).toBe('fail'));
  it('has nothing to say of a PDF that a program drew', () => expect(verdict(pdf(false))).toBe('pdf'));
  it('nor of paper on our own scanner', () => expect(verdict(null, 'scanner')).toBe('own-scanner'));
});
