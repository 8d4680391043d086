import { describe, expect, it } from 'vitest';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import { compare, matchThresholds } from '../../vision/face/compare.ts';
import type { TwoPortraits } from '../../vision/face/second-portrait.ts';
import { judge, type CheckContext } from '../check.ts';
import { portraitSwapped } from './portrait-swapped.ts';

const page: FoundDocument = {
  quad: [{ x: 0, y: 0 }, { x: 900, y: 0 }, { x: 900, y: 560 }, { x: 0, y: 560 }], confidence: 0.9, format: 'ID-1', dpi: 270, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.4, cutCorners: 0,
};
const portrait = { x: 60, y: 150, width: 190, height: 240 };
const second = { x: 720, y: 300, width: 90, height: 120 };
const measure = (seen: Omit<TwoPortraits, 'ghost'> | null, lane: CheckContext['lane'] = 'camera', documents = [page]) =>
  portraitSwapped.measure({ documentGeometry: { documents, fillsPicture: false }, twoPortraits: seen && { ...seen, ghost: null } }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
const verdict = (distance: number) => { const got = measure({ portrait, second, distance }); return got.kind === 'measured' ? judge(got.value, portraitSwapped.threshold) : got.reason; };

describe('auth.portrait-swapped', () => {
  it('passes a second image of the same photograph', () => expect(verdict(0.5)).toBe('pass'));
  it('finds two people', () => expect(verdict(1.08)).toBe('fail'));
  it('leaves what faces of one person can reach to match.id and to staff', () => expect(verdict(matchThresholds.different)).toBe('pass'));
  it('takes two faces of no likeness at all for two people', () => {
    const along = (n: number, at: number) => Float32Array.from({ length: n }, (_, i) => (i === at ? 1 : 0));
    const face = (at: number) => ({ faceApi: along(128, at), faceres: along(1024, at), frames: 1 });
    expect(verdict(compare(face(0), face(1)))).toBe('fail');
    expect(verdict(compare(face(0), face(0)))).toBe('pass');
  });
  it('shows both places, and weighs enough to bring the case to staff', () => expect(measure({ portrait, second, distance: 1.1 })).toMatchObject({ regions: [portrait, second], values: { weight: 2 } }));
  it.each(['camera', 'scanner', 'file'] as const)('a portrait is pasted over on the card as well as in the file: %s', (lane) => expect(measure({ portrait, second, distance: 1.1 }, lane)).toMatchObject({ kind: 'measured' }));
  it('is not assessed where the second image is too faint to be anybody', () => expect(measure({ portrait, second, distance: null })).toEqual({ kind: 'not-assessed', reason: 'second-portrait-faint' }));
  it.each([['one portrait', 'one-portrait', { portrait, second: null, distance: null }], ['none', 'no-portrait', null]] as const)('does not apply: %s', (_name, reason, seen) => expect(measure(seen)).toEqual({ kind: 'not-applicable', reason }));
  it('needs a document', () => expect(measure(null, 'camera', [])).toEqual({ kind: 'not-applicable', reason: 'no-document' }));
});
