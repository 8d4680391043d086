import { expect, test } from 'vitest';
import { matchThresholds } from './compare.ts';
import { expectedFalseHints, falseHintsPerSearch, hintLimit, strangersWithin } from './one-to-many.ts';

test('the tail is the one that was measured: 1:10,000 at 0.733, 1:100,000 at 0.687', () => {
  expect(strangersWithin(0.733)).toBeCloseTo(1e-4, 10);
  expect(strangersWithin(0.687)).toBeCloseTo(1e-5, 10);
});

test.each([[1, matchThresholds.match], [1000, matchThresholds.match], [10_000, 0.687], [100_000, 0.641], [1_000_000, 0.595]])('over %d faces a hint lies within %d', (searched, limit) => {
  expect(hintLimit(searched)).toBeCloseTo(limit, 3);
  expect(expectedFalseHints(searched, hintLimit(searched))).toBeLessThanOrEqual(falseHintsPerSearch + 1e-9);
});

test('at the limit of match.id three strangers would stand in every search over 100,000', () => expect(expectedFalseHints(100_000, matchThresholds.match)).toBeCloseTo(3.16, 1));

test('over no faces there is nothing to raise', () => expect(hintLimit(0)).toBe(matchThresholds.match));
