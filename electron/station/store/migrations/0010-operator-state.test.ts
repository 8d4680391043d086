import { expect, it } from 'vitest';
import { storeAt } from '../../../../test/fakes/query-plan.ts';
import { migrate } from '../migrate.ts';
import { listOperators } from '../operators.ts';

it('leaves everybody of before able to log in', () => {
  const db = storeAt(9);
  db.exec(`INSERT INTO operators VALUES ('5b0c0a0e-6c39-4c62-9d6e-111111111111', 'Ines', 'ines', 'clerk', '{"n":32768,"r":8,"p":3,"salt":"","hash":""}', '2026-01-01T00:00:00.000Z')`);
  migrate(db);
  expect(listOperators(db)).toEqual([expect.objectContaining({ name: 'Ines', disabledAt: null })]);
});
