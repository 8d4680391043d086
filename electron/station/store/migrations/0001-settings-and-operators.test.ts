import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { migrate, versionOf } from '../migrate.ts';
import { migrations } from './index.ts';

it('makes settings and operators, and names are taken once', () => {
  const db = storeAt(1);
  expect(versionOf(db)).toBe(1);
  expect(tablesOf(db)).toEqual(['operators', 'settings']);
  const add = db.prepare(`INSERT INTO operators VALUES (?, 'Ines', 'ines', ?, '{}', '2026-01-01T00:00:00.000Z')`);
  add.run('a', 'supervisor');
  expect(() => add.run('b', 'clerk')).toThrow(/UNIQUE/);
  expect(() => add.run('c', 'owner')).toThrow(/CHECK/);
});

it('finds an operator by name through the index', () => {
  expect(planOf(newestStore(), `SELECT operator_id FROM operators WHERE folded_name = ?`).join()).toMatch(/SEARCH operators USING INDEX/);
});

it('every version grows into the newest one', () => {
  const newest = tablesOf(newestStore());
  for (const version of migrations.keys()) {
    const db = storeAt(version);
    migrate(db);
    expect([version, versionOf(db), tablesOf(db)]).toEqual([version, migrations.length, newest]);
  }
});

it('refuses a file of a newer program and writes nothing', () => {
  const db = storeAt(2);
  db.pragma('user_version = 99');
  expect(() => migrate(db)).toThrow('store.newer');
  expect([versionOf(db), tablesOf(db).length]).toEqual([99, tablesOf(storeAt(2)).length]);
});

it('a migration that fails leaves the version before it', () => {
  const db = storeAt(1);
  const breaks = [...migrations.slice(0, 1), (d: typeof db) => void d.exec('CREATE TABLE half (a); CREATE TABLE half (a);')];
  expect(() => migrate(db, breaks)).toThrow();
  expect([versionOf(db), tablesOf(db)]).toEqual([1, ['operators', 'settings']]);
});
