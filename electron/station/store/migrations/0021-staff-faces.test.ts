import { expect, it } from 'vitest';
import { newestStore, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { createStrangers } from '../../../../test/fakes/strangers.ts';
import { transact } from '../db.ts';
import { addOperator } from '../operators.ts';
import { scryptCost } from '../scrypt-cost.ts';
import { putStaffFace, staffFaces, staffFacesKept } from '../staff-faces.ts';

const operatorId = '6b0f7c1e-0f6e-4c3a-9a44-0a4b1c2d3e4f';

it('a face of staff is one for each, of the networks that made it, and gone with whoever had it', () => {
  const db = newestStore();
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['staff_faces', 'staff_likenesses']));
  addOperator(db as never, { operatorId, name: 'Tomas Lind', role: 'clerk', passphrase: { ...scryptCost, salt: '', hash: '' }, passphraseBy: null }, '2026-11-30T10:00:00.000Z');
  const people = createStrangers('staff');
  const [first, second] = [people.next(), people.next()];
  for (const [face, at] of [[first, '2026-11-30T10:00:00.000Z'], [second, '2026-11-30T11:00:00.000Z']] as const) transact(db, (tx) => putStaffFace(tx, operatorId, 'm1', face, at));
  expect(staffFaces(db, 'm1')).toEqual([{ operatorId, face: second }]);
  expect(staffFaces(db, 'm2')).toEqual([]);
  expect([...staffFacesKept(db)]).toEqual([[operatorId, '2026-11-30T11:00:00.000Z']]);
  db.exec('DELETE FROM operators');
  expect(staffFacesKept(db).size).toBe(0);
});
