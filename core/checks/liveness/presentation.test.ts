import { describe, expect, it } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { checkById } from '../index.ts';
import { judge, type CheckResult, type CheckStatus } from '../check.ts';
import { liveCounter } from '../vote.ts';
import { livePresentation } from './presentation.ts';

const place = { x: 10, y: 20, width: 30, height: 40 };
const vote = (id: string, status: CheckStatus, weight = 2): CheckResult => ({
  id, status, value: status === 'pass' || status === 'fail' ? 1 : null, threshold: 0, unit: '', regions: status === 'fail' ? [place] : [], values: { weight }, reason: status.startsWith('not') ? 'still-picture' : null, captureId: null,
});
const count = (...votes: CheckResult[]) => livePresentation.measure({ votes }, context);
const verdict = (...votes: CheckResult[]) => { const got = count(...votes); return got.kind === 'measured' ? [judge(got.value, livePresentation.threshold), got.values?.['verdict']] : got.reason; };

describe('live.presentation', () => {
  it('is clear without a sign', () => expect(verdict(vote('a', 'pass'), vote('b', 'pass'))).toEqual(['pass', 'clear']));
  it('never stops anybody for one weak sign', () => expect(verdict(vote('a', 'fail', 1), vote('b', 'pass'))).toEqual(['pass', 'doubtful']));
  it('suspects on two weak signs', () => expect(verdict(vote('a', 'fail', 1), vote('b', 'fail', 1))).toEqual(['fail', 'suspected']));
  it('suspects on a strong one', () => expect(verdict(vote('a', 'fail'), vote('b', 'pass'))).toEqual(['fail', 'suspected']));
  it('shows places, signs and how many could be cast', () => expect(count(vote('a', 'fail'), vote('b', 'pass'), vote('c', 'not-assessed'))).toMatchObject({ regions: [place], values: { signs: 'a', cast: 2, unassessed: 1 } }));
  it('is not assessed when none could be cast, with the reason', () => expect(verdict(vote('a', 'not-assessed'), vote('b', 'not-applicable'))).toBe('still-picture'));
  it('is the check that votes name', () => expect(checkById(liveCounter)).toBe(livePresentation));
});
