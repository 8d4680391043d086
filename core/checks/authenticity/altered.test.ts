import { describe, expect, it } from 'vitest';
import { checkById } from '../index.ts';
import { judge, type CheckResult, type CheckStatus } from '../check.ts';
import { counter } from '../vote.ts';
import { altered } from './altered.ts';

const place = { x: 10, y: 20, width: 30, height: 40 };
const vote = (id: string, status: CheckStatus, weight = 1): CheckResult => ({
  id, status, value: status === 'pass' || status === 'fail' ? 1 : null, threshold: 0, unit: '', regions: status === 'fail' ? [place] : [], values: { weight }, reason: status.startsWith('not') ? 'own-camera' : null, captureId: null,
});
const count = (...votes: CheckResult[]) => altered.measure({ votes }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'file' });
const verdict = (...votes: CheckResult[]) => { const got = count(...votes); return got.kind === 'measured' ? [judge(got.value, altered.threshold), got.values?.['verdict']] : got.reason; };

describe('auth.altered', () => {
  it('is clear without a sign', () => expect(verdict(vote('a', 'pass'), vote('b', 'pass'))).toEqual(['pass', 'clear']));
  it('never stops a case for one weak sign', () => expect(verdict(vote('a', 'fail'), vote('b', 'pass'))).toEqual(['pass', 'doubtful']));
  it('suspects on two weak signs', () => expect(verdict(vote('a', 'fail'), vote('b', 'fail'))).toEqual(['fail', 'suspected']));
  it('suspects on one strong sign', () => expect(verdict(vote('a', 'fail', 2), vote('b', 'pass'))).toEqual(['fail', 'suspected']));
  it('shows the places of the signs', () => expect(count(vote('a', 'fail', 2))).toMatchObject({ regions: [place], values: { signs: 'a' } }));
  it('stands on the votes that could be cast', () => expect(verdict(vote('a', 'not-assessed'), vote('b', 'pass'))).toEqual(['pass', 'clear']));
  it('is not assessed when no vote could be cast', () => expect(verdict(vote('a', 'not-assessed'), vote('b', 'not-applicable'))).toBe('no-vote-possible'));
  it('does not apply when none had a question', () => expect(verdict(vote('a', 'not-applicable'))).toBe('own-camera'));
  it('is the check that votes name', () => expect(checkById(counter)).toBe(altered));
});
