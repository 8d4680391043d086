import { expect, it } from 'vitest';
import { newestStore, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { destroyDoomedKeys, doomKey, ensureCaseKey, hasCaseKey } from '../case-keys.ts';
import { transact } from '../db.ts';
import { saveDraft } from '../drafts.ts';

const caseId = '6b0f7c1e-0f6e-4c3a-9a44-0a4b1c2d3e4f';

it('a doomed key is destroyed once nothing is left of its case, and one that was taken up again stays', () => {
  const db = newestStore();
  expect(tablesOf(db)).toContain('doomed_keys');
  ensureCaseKey(db, caseId);
  transact(db, (tx) => doomKey(tx, caseId));
  // The window went on with it before the key was gone.
  saveDraft(db, { caseId, state: '{}', savedAt: '2026-01-01T00:00:00.000Z', operatorId: 'o' });
  destroyDoomedKeys(db);
  expect(hasCaseKey(db, caseId)).toBe(true);
  db.exec('DELETE FROM drafts');
  transact(db, (tx) => doomKey(tx, caseId));
  destroyDoomedKeys(db);
  expect([hasCaseKey(db, caseId), db.prepare('SELECT count(*) FROM doomed_keys').pluck().get()]).toEqual([false, 0]);
});
