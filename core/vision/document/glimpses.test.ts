import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../../checks/check.ts';
import type { Quad, Region } from '../../frame.ts';
import { highlightsOnPage, isFresh, isNewLook, onlyGlare, seenBehind, type PageBox } from './glimpses.ts';

const result = (id: string, status: CheckStatus, regions: Region[] = []): CheckResult => ({ id, status, value: 1, threshold: 1, unit: '', regions, values: {}, reason: null, captureId: null });
const box = (left: number, top: number, size = 0.2): PageBox => ({ left, top, right: left + size, bottom: top + size });
const at = (...highlights: PageBox[]) => ({ atMs: 0, highlights });

describe('onlyGlare', () => {
  const glare = result('doc.glare', 'fail');
  it('asks for a frame in which nothing else is wrong', () => {
    expect(onlyGlare([result('doc.count', 'pass'), glare, result('doc.shadow', 'not-applicable')])).toBe(true);
    expect(onlyGlare([glare, result('doc.sharpness', 'fail')])).toBe(false);
    expect(onlyGlare([glare, result('doc.occluded', 'not-assessed')])).toBe(false);
    expect(onlyGlare([result('doc.glare', 'pass')])).toBe(false);
  });
});

describe('highlightsOnPage', () => {
  it('tells places in shares of the page, whatever the picture', () => {
    const quad: Quad = [{ x: 100, y: 100 }, { x: 500, y: 100 }, { x: 500, y: 300 }, { x: 100, y: 300 }];
    const [place] = highlightsOnPage([result('doc.glare', 'fail', [{ x: 200, y: 150, width: 100, height: 50 }])], quad);
    expect([place!.left, place!.top, place!.right, place!.bottom].map((v) => v.toFixed(3))).toEqual(['0.250', '0.250', '0.500', '0.500']);
  });
});

describe('seenBehind', () => {
  it('is true when the highlight stood elsewhere before', () => expect(seenBehind([at(box(0.1, 0.1))], [box(0.6, 0.6)])).toBe(true));
  it('is false while it moves by less than its size', () => expect(seenBehind([at(box(0.1, 0.1))], [box(0.2, 0.15)])).toBe(false));
  it('is false right beside it, where print is washed out', () => expect(seenBehind([at(box(0.1, 0.1))], [box(0.31, 0.1)])).toBe(false));
  it('lets each of two highlights be seen in another frame', () => {
    const two = [box(0.1, 0.1), box(0.6, 0.6)];
    expect(seenBehind([at(box(0.1, 0.1))], two)).toBe(false);
    expect(seenBehind([at(box(0.1, 0.1)), at(box(0.6, 0.6))], two)).toBe(true);
  });
  it('needs an earlier frame, and a highlight', () => {
    expect(seenBehind([], [box(0.1, 0.1)])).toBe(false);
    expect(seenBehind([at(box(0.1, 0.1))], [])).toBe(false);
  });
});

describe('what is kept', () => {
  it('is a frame whose highlight has moved on', () => {
    expect(isNewLook([], [box(0.1, 0.1)])).toBe(true);
    expect(isNewLook([at(box(0.1, 0.1))], [box(0.12, 0.1)])).toBe(false);
    expect(isNewLook([at(box(0.1, 0.1))], [box(0.25, 0.1)])).toBe(true);
  });
  it('is forgotten after four seconds', () => {
    expect(isFresh({ atMs: 1000, highlights: [] }, 5000)).toBe(true);
    expect(isFresh({ atMs: 1000, highlights: [] }, 5001)).toBe(false);
  });
});
