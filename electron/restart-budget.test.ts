import { expect, it } from 'vitest';
import { restartBudget } from './restart-budget.ts';

it('allows three in ten seconds, and again when the first is old', () => {
  const may = restartBudget({ most: 3, withinMs: 10_000 });
  expect([0, 1_000, 2_000, 3_000, 9_999, 10_000, 10_001].map(may)).toEqual([true, true, true, false, false, true, false]);
});
