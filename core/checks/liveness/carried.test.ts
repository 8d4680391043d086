import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import { noLiveEvidence, type LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveCarried } from './carried.ts';

const got = (change: Partial<LiveEvidence>) => liveCarried.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveCarried.threshold) : found.reason;
}

describe('live.carried', () => {
  const second = good.surround[0]!;
  it('passes a room that stays', () => expect(verdict({})).toBe('pass'));
  it('finds a margin that goes along, though for a second only', () => expect(verdict({ surround: [second, { ...second, fromMs: 4000, toMs: 4900, with: 50, against: 6 }] })).toBe('fail'));
  it('tells the second', () => expect(got({ surround: [{ ...second, with: 50, against: 6 }] })).toMatchObject({ values: { fromMs: 2000, toMs: 2900 } }));
  it('asks no second in which few corners had the choice', () => expect(verdict({ surround: [{ ...second, with: 20, against: 0 }] })).toBe('too-little-motion'));
  it('says so where nobody looked', () => expect(verdict(noLiveEvidence('still-picture'))).toBe('still-picture'));
});
