import { expect, it } from 'vitest';
import { newestStore } from '../../../../test/fakes/query-plan.ts';

const insert = (db: ReturnType<typeof newestStore>, id: string, role: string) =>
  db.prepare(`INSERT INTO operators (operator_id, name, folded_name, role, passphrase, created_at) VALUES (?, ?, ?, ?, '{}', '2026-01-01T00:00:00.000Z')`).run(id, id, id, role).changes;

it('takes the four roles and no other', () => {
  const db = newestStore();
  for (const role of ['clerk', 'supervisor', 'auditor', 'customer']) expect(insert(db, role, role)).toBe(1);
  expect(() => insert(db, 'x', 'guest')).toThrow(/CHECK/);
});

it('knows one name for all customers', () => {
  const db = newestStore();
  insert(db, 'first', 'customer');
  expect(() => insert(db, 'second', 'customer')).toThrow(/UNIQUE/);
});
