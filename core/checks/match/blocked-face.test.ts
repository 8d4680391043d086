import { expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import type { BlockedFaceFacts } from '../../case/blocked-face.ts';
import { judge } from '../check.ts';
import { matchBlockedFace } from './blocked-face.ts';

const facts: BlockedFaceFacts = { notSearched: null, searched: 900, limit: 0.71, found: 1, left: 0 };
const measure = (change: Partial<BlockedFaceFacts>) => matchBlockedFace.measure({ blockedFace: { ...facts, ...change } }, context);
const statusOf = (left: number) => {
  const got = measure({ left });
  if (got.kind !== 'measured') throw new Error('not measured');
  return { status: judge(got.value, matchBlockedFace.threshold), values: got.values };
};

test('a possible match is told and decides nothing until staff has answered; what is not cleared refers', () => {
  expect(statusOf(0)).toEqual({ status: 'pass', values: { searched: 900, found: 1, limit: 0.71 } });
  expect(statusOf(1).status).toBe('fail');
});

test('without a list, in a demonstration, and where the comparison of faces was declined, it does not apply', () => {
  for (const reason of ['no-list', 'demo-face', 'face-comparison-declined'] as const) expect(measure({ notSearched: reason })).toEqual({ kind: 'not-applicable', reason });
});

test('what could have been searched and was not never passes', () => {
  for (const reason of ['networks-unknown', 'no-live-face', 'list-other-networks'] as const) expect(measure({ notSearched: reason })).toEqual({ kind: 'not-assessed', reason });
});
