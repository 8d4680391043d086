import { describe, expect, it } from 'vitest';
import type { DocumentProof, FoundDocument } from '../../vision/artifacts/document-types.ts';
import { resolution } from './resolution.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const measure = (found: FoundDocument | null, lineHeight: number | null = null) =>
  resolution.measure({ documentGeometry: { documents: found ? [found] : [], fillsPicture: false }, documentProof: { lineHeight } as DocumentProof }, context);

describe('doc.resolution', () => {
  it('gives the pixels an inch of a known size', () => expect(measure(card)).toMatchObject({ value: 119, values: { from: 'outline', variant: 'too-far' } }));
  it('falls back to the height of the print', () => {
    // 11 pixels for 2.2 mm are 5 pixels a millimetre.
    expect(measure({ ...card, format: 'unknown', dpi: null }, 11)).toMatchObject({ value: expect.closeTo(127, 6), values: { from: 'print' } });
  });
  it('asks for a larger picture where the document fills it already', () =>
    expect(measure({ ...card, coverage: 0.9, dpi: 55 })).toMatchObject({ value: 55, values: { variant: 'too-coarse' } }));
  it('does not guess without size and print', () => expect(measure({ ...card, format: 'unknown', dpi: null })).toEqual({ kind: 'not-applicable', reason: 'no-scale' }));
  it('leaves a picture without document to doc.count', () => expect(measure(null)).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
