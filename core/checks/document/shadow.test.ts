import { describe, expect, it } from 'vitest';
import type { DocumentShade, FoundDocument } from '../../vision/artifacts/document-types.ts';
import { judge } from '../check.ts';
import { shadow } from './shadow.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const place = { x: 300, y: 150, width: 40, height: 12 };
const measure = (documents: FoundDocument[], documentShade: DocumentShade | null) =>
  shadow.measure({ documentGeometry: { documents, fillsPicture: false }, documentShade }, context);

describe('doc.shadow', () => {
  it('fails a page of which two fifths lie in deep shade, and marks the lines', () => {
    expect(measure([card], { share: 0.4, darkest: 0.12, regions: [place] })).toMatchObject({ kind: 'measured', value: 0.4, regions: [place], values: { percent: 40, lightPercent: 12 } });
    expect(judge(0.4, shadow.threshold)).toBe('fail');
  });
  it('passes evenly lit print', () => expect(judge(0, shadow.threshold)).toBe('pass'));
  it('leaves a picture without document to doc.count', () => expect(measure([], null)).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
  it('does not apply where there is too little print to compare', () => expect(measure([card], null)).toEqual({ kind: 'not-applicable', reason: 'too-little-print' }));
});
