import { expect, it } from 'vitest';
import { newestStore, planOf } from '../../../../test/fakes/query-plan.ts';
import { duplicatesQuery, lookupQuery } from '../lookups.ts';

it('cases are found by their hashes, without walking all cases', () => {
  expect(planOf(newestStore(), lookupQuery)).toEqual([
    'SEARCH l USING COVERING INDEX lookup_hashes_by_hash (kind=? AND hash=?)', 'SEARCH c USING INDEX sqlite_autoindex_cases_1 (case_id=?)', 'USE TEMP B-TREE FOR ORDER BY',
  ]);
  expect(planOf(newestStore(), duplicatesQuery).join('\n')).toMatch(/SEARCH d USING PRIMARY KEY \(case_id=\?\)/);
});

it('there is one bundle, and an answer is one of three', () => {
  const db = newestStore();
  const bundle = db.prepare(`INSERT INTO bundle VALUES (?, 'k', 1, '${'0'.repeat(64)}', '{}', '2026-01-01T00:00:00.000Z')`);
  expect(bundle.run(1).changes).toBe(1);
  expect(() => bundle.run(2)).toThrow(/CHECK/);
  expect(() => db.prepare(`INSERT INTO duplicates VALUES ('a', 'b', 1, 0, 'yes', NULL, NULL, '')`).run()).toThrow(/CHECK/);
});
