import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt } from '../../../../test/fakes/query-plan.ts';
import { auditBackwards, auditBackwardsQuery } from '../audit.ts';
import { migrate } from '../migrate.ts';

it('keeps lines of before, without a signature', () => {
  const db = storeAt(8);
  const hash = 'a'.repeat(64);
  db.exec(`INSERT INTO audit VALUES (1, '2026-01-01T00:00:00.000Z', 'session.login', NULL, NULL, '{}', '${'0'.repeat(64)}', '${hash}')`);
  migrate(db);
  expect(auditBackwards(db, null, 5)).toEqual([expect.objectContaining({ sequence: 1, hash, signature: null })]);
});

it('is read backwards by its key', () => expect(planOf(newestStore(), auditBackwardsQuery)).toEqual(['SEARCH audit USING INTEGER PRIMARY KEY (rowid<?)']));
