import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { descriptorQuery, newDescriptorsQuery } from '../descriptors.ts';
import { sightingsQuery } from '../sightings.ts';

const aCase = (id: string, number: string): string => `INSERT INTO cases VALUES ('${id}', '${number}', '', '', 'passport', 'refer', 0, 0, '2026-01-01T00:00:00.000Z', 'o', 'Ines');`;
const aFace = (id: string, length = 512): string => `INSERT INTO face_descriptors (case_id, model, face_api, faceres, frames, at) VALUES ('${id}', 'm', zeroblob(${length}), zeroblob(4096), 5, '2026-01-01T00:00:00.000Z');`;
const count = (table: string): string => `SELECT count(*) FROM ${table}`;

it('makes faces and sightings: one face a case, of the right length, and both go with their case', () => {
  const db = storeAt(6);
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['face_descriptors', 'sightings']));
  db.exec(aCase('k', '1') + aCase('earlier', '2') + aFace('k') + aFace('earlier'));
  expect(() => db.exec(aFace('k'))).toThrow(/UNIQUE/);
  expect(() => db.exec(aFace('nobody'))).toThrow(/FOREIGN KEY/);
  db.exec(`INSERT INTO sightings VALUES ('k', 'earlier', 'other-details', 0.5, '2026-01-01T00:00:00.000Z')`);
  db.exec(`DELETE FROM cases WHERE case_id = 'earlier'`);
  expect([db.prepare(count('face_descriptors')).pluck().get(), db.prepare(count('sightings')).pluck().get()]).toEqual([1, 0]);
  db.exec(`DELETE FROM cases; ${aCase('new', '3')}`);
  expect(() => db.exec(aFace('new', 511))).toThrow(/CHECK/);
  db.exec(aFace('new'));
  // An id is never used twice.
  expect(db.prepare(`SELECT descriptor_id FROM face_descriptors`).pluck().all()).toEqual([3]);
});

it('reads what is new of one model, one face and the sightings of a case through indexes, without sorting', () => {
  const db = newestStore();
  expect(planOf(db, newDescriptorsQuery)).toEqual(['SEARCH face_descriptors USING INDEX face_descriptors_by_model (model=? AND rowid>?)']);
  expect(planOf(db, descriptorQuery)).toEqual(['SEARCH face_descriptors USING INTEGER PRIMARY KEY (rowid=?)']);
  expect(planOf(db, sightingsQuery)).toEqual(['SEARCH s USING PRIMARY KEY (case_id=?)', 'SEARCH c USING INDEX sqlite_autoindex_cases_1 (case_id=?)']);
});
