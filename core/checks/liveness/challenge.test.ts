import { describe, expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import type { ChallengeOutcome } from '../../vision/artifacts/face-types.ts';
import { judge } from '../check.ts';
import { liveChallenge } from './challenge.ts';

const asked: ChallengeOutcome = { asked: ['turn-left', 'blink'], done: ['turn-left', 'blink'], continuous: true, notRun: null, doneMs: [1200, 3400], wrong: 1, run: 'b3e1' };
const valueOf = (challenge: ChallengeOutcome): number => {
  const got = liveChallenge.measure({ challenge }, context);
  if (got.kind !== 'measured') throw new Error(got.reason);
  return got.value;
};

describe('live.challenge', () => {
  test('everything done in order passes', () => {
    expect(valueOf(asked)).toBe(1);
    expect(judge(1, liveChallenge.threshold)).toBe('pass');
  });

  test('the record says which run it was, what was asked and when it was seen', () => {
    expect(liveChallenge.measure({ challenge: asked }, context)).toMatchObject({ values: { run: 'b3e1', asked: 'turn-left blink', seconds: '1.2 3.4', wrong: 1 } });
  });
  test('half of it fails', () => expect(valueOf({ ...asked, done: ['turn-left'] })).toBe(0.5));
  test('the right movements in the wrong order count for nothing', () => expect(valueOf({ ...asked, done: ['blink', 'turn-left'] })).toBe(0));
  test('a break in between counts for nothing', () => expect(valueOf({ ...asked, continuous: false })).toBe(0));

  test.each([
    ['the opposite turn twice and nothing else, as through a camera that mirrors', { done: [], wrong: 2 }, 'opposite'],
    ['one wrong turn', { done: [], wrong: 1 }, 'steps'],
    ['the asked turn as well', { done: ['turn-left'], wrong: 2 }, 'steps'],
    ['turns while a blink was asked', { asked: ['blink', 'turn-left'], done: [], wrong: 3 }, 'steps'],
  ] as const satisfies [string, Partial<ChallengeOutcome>, string][])('%s', (_what, seen, variant) => {
    expect(liveChallenge.measure({ challenge: { ...asked, ...seen, asked: [...('asked' in seen ? seen.asked : asked.asked)], done: [...seen.done] } }, context)).toMatchObject({ values: { variant } });
  });

  test('a still picture is not assessed, with its reason', () => {
    expect(liveChallenge.measure({ challenge: { ...asked, done: [], notRun: 'still-picture' } }, context)).toEqual({ kind: 'not-assessed', reason: 'still-picture' });
  });
});
