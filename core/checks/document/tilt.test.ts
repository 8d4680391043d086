import { describe, expect, it } from 'vitest';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import { tilt } from './tilt.ts';

const tilted: FoundDocument = {
  quad: [{ x: 150, y: 100 }, { x: 450, y: 100 }, { x: 500, y: 300 }, { x: 100, y: 300 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 38.6, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;

describe('doc.tilt', () => {
  it('gives the angle and says it whole', () =>
    expect(tilt.measure({ documentGeometry: { documents: [tilted], fillsPicture: false } }, context)).toMatchObject({ value: 38.6, values: { degrees: 39 } }));
  it('does not apply to a picture that is all document', () =>
    expect(tilt.measure({ documentGeometry: { documents: [tilted], fillsPicture: true } }, context)).toEqual({ kind: 'not-applicable', reason: 'seen-straight-on' }));
  it('leaves a picture without document to doc.count', () =>
    expect(tilt.measure({ documentGeometry: { documents: [], fillsPicture: false } }, context)).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
