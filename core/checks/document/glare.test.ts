import { describe, expect, it } from 'vitest';
import type { DocumentLight, FoundDocument } from '../../vision/artifacts/document-types.ts';
import { judge } from '../check.ts';
import { glare } from './glare.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const spot = { x: 200, y: 180, width: 60, height: 40 };
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const measure = (documents: FoundDocument[], glareOnData: number) =>
  glare.measure({ documentGeometry: { documents, fillsPicture: false }, documentLight: { glareOnData, glareShare: 0.05, glareRegions: [spot] } as unknown as DocumentLight }, context);

describe('doc.glare', () => {
  it('fails a highlight over data and marks it', () => {
    const got = measure([card], 0.08);
    expect(got).toMatchObject({ kind: 'measured', value: 0.08, regions: [spot], values: { percent: 8 } });
    expect(judge(0.08, glare.threshold)).toBe('fail');
  });
  it('passes a highlight on empty background', () => {
    expect(measure([card], 0)).toMatchObject({ value: 0 });
    expect(judge(0, glare.threshold)).toBe('pass');
  });
  it('leaves a picture without document to doc.count', () => expect(measure([], 0.3)).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
