import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import { noLiveEvidence, type LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveFlat } from './flat.ts';

const got = (change: Partial<LiveEvidence>) => liveFlat.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveFlat.threshold) : found.reason;
}

describe('live.flat', () => {
  const turn = good.turns[0]!;
  it('passes a head that turned', () => expect(verdict({})).toBe('pass'));
  it('passes a head that left the picture while it turned', () => expect(verdict({ turns: [{ ...turn, degrees: 13, residual: 0.0147 }] })).toBe('pass'));
  it('finds a photo that was turned', () => expect(verdict({ turns: [{ ...turn, residual: 0.004 }] })).toBe('fail'));
  it('asks the middle one of several turns: one ill-followed turn accuses nobody', () => expect(verdict({ turns: [{ ...turn, residual: 0.004 }, turn, { ...turn, residual: 0.08 }] })).toBe('pass'));
  it('tells when and how far', () => expect(got({})).toMatchObject({ regions: [turn.region], values: { degrees: 22, fromMs: 2000, toMs: 2700, weight: 2 } }));
  it('is not assessed without a turn', () => expect(verdict({ turns: [] })).toBe('no-turn-followed'));
  it('says so where nobody looked', () => expect(verdict(noLiveEvidence('still-picture'))).toBe('still-picture'));
});
