import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import { noLiveEvidence, type LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveBorder } from './border.ts';

const got = (change: Partial<LiveEvidence>) => liveBorder.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveBorder.threshold) : found.reason;
}

describe('live.border', () => {
  it('passes a body without edges before it', () => expect(verdict({})).toBe('pass'));
  it('finds a rim on one side, as a weak sign', () => expect(got({ borders: { looks: 6, left: 5, right: 0, region: null } })).toMatchObject({ value: 5 / 6, values: { weight: 1 } }));
  it('finds one on both sides, as a strong sign', () => expect(got({ borders: { looks: 6, left: 5, right: 4, region: null } })).toMatchObject({ values: { weight: 2 } }));
  it('believes no single look', () => expect(verdict({ borders: { looks: 6, left: 1, right: 1, region: null } })).toBe('pass'));
  it('is not assessed where the body does not show', () => expect(verdict({ borders: { looks: 2, left: 2, right: 2, region: null } })).toBe('body-not-shown'));
  it('says so where nobody looked', () => expect(verdict(noLiveEvidence('still-picture'))).toBe('still-picture'));
});
