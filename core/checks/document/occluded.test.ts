import { describe, expect, it } from 'vitest';
import type { DocumentCover, FoundDocument } from '../../vision/artifacts/document-types.ts';
import { judge } from '../check.ts';
import { occluded } from './occluded.ts';

const passport: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 600, y: 100 }, { x: 600, y: 452 }, { x: 100, y: 452 }],
  confidence: 0.9, format: 'ID-3', dpi: 102, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.3, cutCorners: 0,
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const thumb = { x: 500, y: 400, width: 90, height: 60 };
const measure = (documents: FoundDocument[], documentCover: DocumentCover | null, lane: 'camera' | 'scanner' = 'camera') =>
  occluded.measure({ documentGeometry: { documents, fillsPicture: false }, documentCover }, { ...context, lane });

describe('doc.occluded', () => {
  it('fails a thumb over the machine readable lines, marks it and says what is under it', () => {
    const got = measure([passport], { share: 0.05, dataShare: 0.04, zones: { mrz: 0.12, portrait: 0, text: 0.01 }, regions: [thumb] });
    expect(got).toMatchObject({ kind: 'measured', value: 0.04, regions: [thumb], values: { variant: 'mrz', percent: 5, mrzPercent: 12, portraitPercent: 0, textPercent: 1 } });
    expect(judge(0.04, occluded.threshold)).toBe('fail');
  });
  it('passes fingers that hold the rim', () => {
    expect(measure([passport], { share: 0.03, dataShare: 0.004, zones: { mrz: 0, portrait: 0, text: 0.006 }, regions: [thumb] })).toMatchObject({ value: 0.004 });
    expect(judge(0.004, occluded.threshold)).toBe('pass');
  });
  it('leaves a picture without document to doc.count', () => expect(measure([], null)).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
  it('cannot tell where nothing around the page shows, and does not pass it', () => expect(measure([passport], null)).toEqual({ kind: 'not-assessed', reason: 'no-surround' }));
  it('does not apply to a page on our own scanner', () => expect(measure([passport], null, 'scanner')).toEqual({ kind: 'not-applicable', reason: 'own-scanner' }));
});
