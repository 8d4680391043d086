import { expect, it } from 'vitest';
import { newestStore, planOf } from '../../../../test/fakes/query-plan.ts';
import { goldenBaselineQuery, goldenHistoryQuery, goldenLatestQuery } from '../golden-cards.ts';

it('is read by device, without sorting', () => {
  expect(planOf(newestStore(), goldenHistoryQuery)).toEqual(['SEARCH golden_cards USING INDEX golden_cards_by_device (device=?)']);
  expect(planOf(newestStore(), goldenLatestQuery)).toEqual(['SEARCH golden_cards USING INDEX golden_cards_by_device (device=?)']);
  expect(planOf(newestStore(), goldenBaselineQuery)).toEqual(['SEARCH golden_cards USING INDEX golden_baselines (device=?)']);
});

it('knows a baseline or none, nothing between', () => {
  const insert = (baseline: number) => newestStore().prepare(`INSERT INTO golden_cards VALUES (1, 'd', 'Desk camera', 'id-1', 7, '{}', ?, '2026-01-01T00:00:00.000Z', 'o', 'Ines')`).run(baseline);
  expect(insert(1).changes).toBe(1);
  expect(() => insert(2)).toThrow(/CHECK/);
});
