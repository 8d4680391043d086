import { expect, test } from 'vitest';
import type { BlockedWord } from '../../case/blocked.ts';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { judge } from '../check.ts';
import { blocked } from './blocked.ts';

const measure = (blockList: BlockedWord) => blocked.measure({ blockList }, context);

test.each([['not-listed', 'pass'], ['listed', 'fail']] as const)('%s: %s', (word, status) => {
  const got = measure(word);
  if (got.kind !== 'measured') throw new Error('not measured');
  expect(judge(got.value, blocked.threshold)).toBe(status);
});

test('without a list the question does not arise; without a number it cannot be answered', () => {
  expect(measure('no-list')).toEqual({ kind: 'not-applicable', reason: 'no-list' });
  expect(measure('no-number')).toEqual({ kind: 'not-assessed', reason: 'number-unread' });
});
