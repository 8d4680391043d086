import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { liveEvidenceOfTests as good } from '../../vision/artifacts/live-specimen.ts';
import { noLiveEvidence, type LiveEvidence } from '../../vision/live/live-types.ts';
import { judge } from '../check.ts';
import { liveRepeat } from './repeat.ts';

const got = (change: Partial<LiveEvidence>) => liveRepeat.measure({ liveEvidence: { ...good, ...change } }, context);
function verdict(change: Partial<LiveEvidence>): string {
  const found = got(change);
  return found.kind === 'measured' ? judge(found.value, liveRepeat.threshold) : found.reason;
}

describe('live.repeat', () => {
  const none = good.repeats;
  it('passes frames of which each is new', () => expect(verdict({})).toBe('pass'));
  it('finds a loop', () => expect(verdict({ repeats: { ...none, twins: 30, fromMs: 4100, toMs: 7900 } })).toBe('fail'));
  it('leaves chance twins alone', () => expect(verdict({ repeats: { ...none, frames: 40, twins: 5 } })).toBe('pass'));
  it('finds a picture that stood still, as a weak sign with its own sentence', () => expect(got({ repeats: { ...none, frozenMs: 1500 } })).toMatchObject({ value: 1, values: { variant: 'frozen', weight: 1 } }));
  it('is not assessed on a glance', () => expect(verdict({ repeats: { ...none, frames: 9 } })).toBe('too-few-frames'));
  it('says so where nobody looked', () => expect(verdict(noLiveEvidence('still-picture'))).toBe('still-picture'));
});
