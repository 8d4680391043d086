import { describe, expect, it } from 'vitest';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import { framing } from './framing.ts';

const whole: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const measure = (found: FoundDocument | null, lane: 'camera' | 'file' | 'scanner', fillsPicture = false) =>
  framing.measure({ documentGeometry: { documents: found ? [found] : [], fillsPicture } }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });

describe('doc.framing', () => {
  it('is content with four corners inside', () => expect(measure(whole, 'camera')).toMatchObject({ value: 0 }));
  it('counts the corners outside', () => expect(measure({ ...whole, cutCorners: 2, format: 'unknown' }, 'camera')).toMatchObject({ value: 2, values: { variant: 'cut-off' } }));
  it('takes a document that ends at the border for cut off, whatever its shape', () => {
    expect(measure({ ...whole, cutCorners: 2 }, 'camera')).toMatchObject({ value: 2, values: { variant: 'cut-off' } });
    expect(measure({ ...whole, cutCorners: 3 }, 'file')).toMatchObject({ value: 3, values: { variant: 'too-close' } });
  });
  it('takes a crop of standard shape for whole in a file', () => expect(measure({ ...whole, cutCorners: 4, coverage: 0.9 }, 'file')).toMatchObject({ value: 0 }));
  it('lets a scan show the document from border to border', () => expect(measure(whole, 'scanner', true)).toMatchObject({ value: 0 }));
  it('asks a camera to see a margin', () => expect(measure(whole, 'camera', true)).toMatchObject({ value: 4, values: { variant: 'too-close' } }));
  it('takes a page that no outline shows, but its print, for too near or cut off', () => {
    const seen = (runsOut: 'too-close' | 'cut-off') => framing.measure({ documentGeometry: { documents: [], fillsPicture: false, runsOut } }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' });
    expect(seen('too-close')).toMatchObject({ value: 4, values: { variant: 'too-close' } });
    expect(seen('cut-off')).toMatchObject({ value: 2, values: { variant: 'cut-off' } });
  });
  it('leaves a picture without document to doc.count', () => expect(measure(null, 'camera')).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
