import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import { noLiveEvidence, type LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveScreen } from './screen.ts';

const got = (change: Partial<LiveEvidence>) => liveScreen.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveScreen.threshold) : found.reason;
}

describe('live.screen', () => {
  it('passes skin', () => expect(verdict({})).toBe('pass'));
  it('finds stripes', () => expect(verdict({ stripes: { looks: 4, peaks: [400, 90, 520, 610], region: null } })).toBe('fail'));
  it('believes no single look', () => expect(verdict({ stripes: { looks: 4, peaks: [400, 90, 40, 30], region: null } })).toBe('pass'));
  it('is not assessed on a small face', () => expect(verdict({ stripes: { looks: 0, peaks: [], region: null } })).toBe('face-too-small-to-tell'));
  it('says so where nobody looked', () => expect(verdict(noLiveEvidence('still-picture'))).toBe('still-picture'));
});
