import { describe, expect, it } from 'vitest';
import type { FoundDocument, DocumentLight, TextSharpness } from '../../vision/artifacts/document-types.ts';
import { documentCount } from './count.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const seen = (documents: FoundDocument[], light: Partial<DocumentLight> = {}, sharp: Partial<TextSharpness> = {}, lane: 'camera' | 'scanner' = 'camera') =>
  documentCount.measure(
    { documentGeometry: { documents, fillsPicture: false }, documentLight: { tooDarkToSee: false, tooBrightToSee: false, ...light } as DocumentLight, textSharpness: { tooBlurredToSee: false, ...sharp } as TextSharpness },
    { ...context, lane },
  );

describe('doc.count', () => {
  it('is content with one document', () => expect(seen([card])).toMatchObject({ kind: 'measured', value: 0 }));
  it('names none', () => expect(seen([])).toMatchObject({ value: 1, values: { variant: 'none', found: 0 } }));
  it('names several and marks each', () => {
    const got = seen([card, card, card]);
    expect(got).toMatchObject({ value: 2, values: { variant: 'several', found: 3 } });
    expect(got.kind === 'measured' ? got.regions?.length : 0).toBe(3);
  });
  it('does not say "none" of a picture in which nothing could be seen', () => {
    expect(seen([], { tooDarkToSee: true })).toEqual({ kind: 'not-assessed', reason: 'too-dark-to-see' });
    expect(seen([], { tooBrightToSee: true })).toEqual({ kind: 'not-assessed', reason: 'too-bright-to-see' });
    expect(seen([], {}, { tooBlurredToSee: true })).toEqual({ kind: 'not-assessed', reason: 'too-blurred-to-see' });
  });
  it('leaves a page that runs out of the picture to doc.framing', () => {
    const geometry = { documents: [], fillsPicture: false, runsOut: 'too-close' as const };
    const clear = { documentLight: { tooDarkToSee: false, tooBrightToSee: false } as DocumentLight, textSharpness: { tooBlurredToSee: false } as TextSharpness };
    expect(documentCount.measure({ documentGeometry: geometry, ...clear }, context)).toEqual({ kind: 'not-assessed', reason: 'runs-out-of-picture' });
  });
  it('says "none" of an empty glass, which is white by nature', () => {
    expect(seen([], { tooBrightToSee: true }, {}, 'scanner')).toMatchObject({ value: 1, values: { variant: 'none' } });
  });
});
