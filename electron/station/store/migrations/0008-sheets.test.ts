import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt } from '../../../../test/fakes/query-plan.ts';
import { sheetCodeQuery } from '../sheets.ts';

it('holds one code a case, and no code twice', () => {
  const db = storeAt(8);
  db.prepare(`INSERT INTO sheets VALUES ('a', 'ACDEFGHJ', '2026-01-01T00:00:00.000Z')`).run();
  expect(() => db.prepare(`INSERT INTO sheets VALUES ('b', 'ACDEFGHJ', '2026-01-01T00:00:00.000Z')`).run()).toThrow(/UNIQUE/);
  expect(() => db.prepare(`INSERT INTO sheets VALUES ('a', 'KMNPQRTU', '2026-01-01T00:00:00.000Z')`).run()).toThrow(/UNIQUE/);
});

it('is read by its key', () => expect(planOf(newestStore(), sheetCodeQuery)).toEqual(['SEARCH sheets USING PRIMARY KEY (case_id=?)']));
