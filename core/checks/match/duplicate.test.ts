import { expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { judge } from '../check.ts';
import { matchDuplicate } from './duplicate.ts';

const facts = { searched: true, found: 2, document: 1, person: 2, supervisor: 0 };
const statusOf = (supervisor: number) => {
  const got = matchDuplicate.measure({ duplicates: { ...facts, supervisor } }, context);
  if (got.kind !== 'measured') throw new Error('not measured');
  return { status: judge(got.value, matchDuplicate.threshold), values: got.values };
};

test('what was found is told and decides nothing; what is left to a supervisor refers', () => {
  expect(statusOf(0)).toEqual({ status: 'pass', values: { found: 2, document: 1, person: 2 } });
  expect(statusOf(1).status).toBe('fail');
});

test('where nothing is looked for it does not apply', () => expect(matchDuplicate.measure({ duplicates: { ...facts, searched: false } }, context)).toEqual({ kind: 'not-applicable', reason: 'not-searched' }));
