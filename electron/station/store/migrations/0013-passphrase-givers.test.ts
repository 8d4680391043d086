import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt } from '../../../../test/fakes/query-plan.ts';
import { migrate } from '../migrate.ts';
import { knowersOf } from '../operators.ts';
import { servedQuery } from '../served.ts';
import { passphraseGivers } from './0013-passphrase-givers.ts';
import { migrations } from './index.ts';

const id = (n: number): string => `5b0c0a0e-6c39-4c62-9d6e-${String(n).repeat(12)}`;

it('tells from the trail who knows whose passphrase', () => {
  const db = storeAt(migrations.indexOf(passphraseGivers));
  for (const n of [1, 2, 3, 4]) db.prepare(`INSERT INTO operators (operator_id, name, folded_name, role, passphrase, created_at) VALUES (?, ?, ?, 'supervisor', '{"n":32768,"r":8,"p":3,"salt":"","hash":""}', '2026-01-01T00:00:00.000Z')`).run(id(n), `n${n}`, `n${n}`);
  const lines = [['operator.added', 1, 2, {}], ['operator.passphrase', 2, 2, {}], ['operator.added', 2, 3, {}], ['operator.changed', 1, 3, { passphrase: false }], ['operator.changed', 1, 2, { passphrase: true }]] as const;
  lines.forEach(([action, by, subject, facts], at) => db.prepare(`INSERT INTO audit (sequence, at, action, operator_id, subject, facts, previous, hash) VALUES (?, '2026-01-01T00:00:00.000Z', ?, ?, ?, ?, ?, ?)`)
    .run(at + 1, action, id(by), id(subject), JSON.stringify(facts), '0'.repeat(64), String(at).repeat(64)));
  migrate(db);
  expect([1, 2, 3, 4].map((n) => [...knowersOf(db, id(n))])).toEqual([[], [id(1)], [id(2), id(1)], []]);
});

it('finds who served a case through indexes', () => {
  const plan = planOf(newestStore(), servedQuery.replaceAll('@caseId', '?')).filter((step) => /SEARCH|SCAN/.test(step) && !/SCAN h|h USING/.test(step));
  expect(plan.filter((step) => step.startsWith('SCAN') && !/SCAN \(subquery|SCAN h/.test(step))).toEqual([]);
});
