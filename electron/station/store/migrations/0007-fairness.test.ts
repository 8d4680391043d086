import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt } from '../../../../test/fakes/query-plan.ts';
import { monthRowsQuery } from '../fairness.ts';

it('holds counts and nothing that names anybody', () => {
  const columns = storeAt(7).prepare(`SELECT name FROM pragma_table_info('fairness_counts')`).pluck().all();
  expect(columns).toEqual(['month', 'dimension', 'class', 'cases', 'retried', 'false_rejects', 'left_open']);
});

it('is read by its key, without sorting', () => expect(planOf(newestStore(), monthRowsQuery)).toEqual(['SCAN fairness_counts']));
