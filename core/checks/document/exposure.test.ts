import { describe, expect, it } from 'vitest';
import type { DocumentLight, FoundDocument } from '../../vision/artifacts/document-types.ts';
import { judge } from '../check.ts';
import { exposure } from './exposure.ts';

const card: FoundDocument = {
  quad: [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 352 }, { x: 100, y: 352 }],
  confidence: 0.9, format: 'ID-1', dpi: 119, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.2, cutCorners: 0,
};
const light: DocumentLight = {
  dark: 60, bright: 210, printContrast: 95, tooDarkToSee: false, tooBrightToSee: false, blownShare: 0, glareShare: 0, glareOnData: 0, clearedShare: 0, glareRegions: [],
};
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const verdict = (documents: FoundDocument[], own: Partial<DocumentLight>) => {
  const got = exposure.measure({ documentGeometry: { documents, fillsPicture: false }, documentLight: { ...light, ...own } }, context);
  return got.kind === 'measured' ? { verdict: judge(got.value, exposure.threshold), variant: got.values?.['variant'] } : got;
};

describe('doc.exposure', () => {
  it('passes print that stands out', () => expect(verdict([card], {})).toMatchObject({ verdict: 'pass' }));
  it('fails a dark document', () => expect(verdict([card], { dark: 6, bright: 40, printContrast: 22 })).toEqual({ verdict: 'fail', variant: 'dark' }));
  it.each([[68, 'fail'], [76, 'pass']])('takes paper of level %i for what it is, though its print stands out', (bright, verdictOf) =>
    expect(verdict([card], { dark: 4, bright, printContrast: 40 })).toMatchObject({ verdict: verdictOf, variant: 'dark' }));
  it('fails a blown document', () => expect(verdict([card], { dark: 240, bright: 255, printContrast: 9, blownShare: 0.8 })).toEqual({ verdict: 'fail', variant: 'blown' }));
  it('does not take white paper for blown', () => expect(verdict([card], { dark: 40, bright: 255, printContrast: 160, blownShare: 0.8 })).toMatchObject({ verdict: 'pass' }));
  it('speaks when it was too dark to find the document', () => expect(verdict([], { tooDarkToSee: true, bright: 50 })).toEqual({ verdict: 'fail', variant: 'dark' }));
  it('speaks when everything is blown out', () => expect(verdict([], { tooBrightToSee: true, bright: 255, printContrast: null, blownShare: 0.98 })).toEqual({ verdict: 'fail', variant: 'blown' }));
  it('leaves a bright picture without document to doc.count', () => expect(verdict([], {})).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
