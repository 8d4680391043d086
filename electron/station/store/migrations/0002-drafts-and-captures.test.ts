import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { capturesOfCaseQuery } from '../captures.ts';
import { draftListQuery } from '../drafts.ts';

it('makes drafts, captures and their bytes; bytes go with their capture', () => {
  const db = storeAt(2);
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['capture_bytes', 'captures', 'drafts']));
  db.prepare(`INSERT INTO captures VALUES ('c', 'k', ?, '{}', '2026-01-01T00:00:00.000Z')`).run('0'.repeat(64));
  db.prepare(`INSERT INTO capture_bytes VALUES ('c', x'ff')`).run();
  expect(() => db.prepare(`INSERT INTO capture_bytes VALUES ('nobody', x'ff')`).run()).toThrow(/FOREIGN KEY/);
  db.prepare(`DELETE FROM captures`).run();
  expect(db.prepare(`SELECT count(*) FROM capture_bytes`).pluck().get()).toBe(0);
});

it('lists drafts and captures through their indexes, without sorting', () => {
  const db = newestStore();
  expect(planOf(db, draftListQuery)).toEqual(['SCAN drafts USING INDEX drafts_by_time']);
  expect(planOf(db, capturesOfCaseQuery)).toEqual(['SEARCH captures USING INDEX captures_by_case (case_id=?)']);
});
