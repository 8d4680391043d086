import { describe, expect, it } from 'vitest';
import type { FoundDocument, TextSharpness } from '../../vision/artifacts/document-types.ts';
import { judge } from '../check.ts';
import { sharpness } from './sharpness.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const crisp: TextSharpness = { edgeWidth: 2.1, sourceEdgeWidth: 2.6, anisotropy: 1.1, motionDegrees: null, tooBlurredToSee: false, regions: [{ x: 120, y: 120, width: 90, height: 9 }] };
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const measure = (documents: FoundDocument[], own: Partial<TextSharpness>) =>
  sharpness.measure({ documentGeometry: { documents, fillsPicture: false }, textSharpness: { ...crisp, ...own } }, context);

describe('doc.sharpness', () => {
  it('passes crisp print', () => expect(judge(2.1, sharpness.threshold)).toBe('pass'));
  it('calls blur that is alike in all directions defocus', () => expect(measure([card], { edgeWidth: 14, anisotropy: 1.2 })).toMatchObject({ value: 14, values: { variant: 'defocus' } }));
  it('calls blur along one direction motion, and says along which', () =>
    expect(measure([card], { edgeWidth: 18, anisotropy: 3.2, motionDegrees: 31.4 })).toMatchObject({ value: 18, values: { variant: 'motion', degrees: 31 } }));
  it('marks the print it was measured on', () => expect(measure([card], {})).toMatchObject({ regions: crisp.regions }));
  it('is not assessed where nothing has an edge', () => expect(measure([card], { edgeWidth: Infinity })).toEqual({ kind: 'not-assessed', reason: 'no-print' }));
  it('speaks when it was too blurred to find the document', () => expect(measure([], { edgeWidth: 20, tooBlurredToSee: true })).toMatchObject({ value: 20 }));
  it('leaves a sharp picture without document to doc.count', () => expect(measure([], {})).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
