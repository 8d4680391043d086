import { expect, it } from 'vitest';
import { newestStore } from '../../../../test/fakes/query-plan.ts';

it('holds one row a decision, and none without one', () => {
  const db = newestStore();
  const add = db.prepare(`INSERT INTO outbox (case_id, sequence, kind, state, due_at, created_at) VALUES ('k', 1, 'decision', 'waiting', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`);
  expect(() => add.run()).toThrow(/FOREIGN KEY/);
  db.exec(`
    INSERT INTO cases VALUES ('k', '20260101-0001', '', '', 'passport', 'refer', 0, 0, '2026-01-01T00:00:00.000Z', 'o', 'Ines');
    INSERT INTO submissions (case_id, submission, evidence, sha256, at) VALUES ('k', 1, '{}', '${'0'.repeat(64)}', '2026-01-01T00:00:00.000Z');
    INSERT INTO decisions VALUES ('k', 1, 1, '{}', NULL, '2026-01-01T00:00:00.000Z', 'o', 'Ines');`);
  add.run();
  expect(() => add.run()).toThrow(/UNIQUE/);
});
