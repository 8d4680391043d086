import { expect, it } from 'vitest';
import { listedFace } from '../../../../test/fakes/listed-face.ts';
import { newestStore, planOf, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { createStrangers } from '../../../../test/fakes/strangers.ts';
import { compare } from '../../../../core/vision/face/compare.ts';
import { addBlockedHits, answerBlockedHit, blockedHitsOf, blockedHitsQuery, countBlockedFaces, listedFaces, removeClearedHits, writeBlockedFaces } from '../blocked-faces.ts';
import { addCase } from '../cases.ts';
import { transact } from '../db.ts';
import { findReplyKey, replyKeyOf } from '../reply-key.ts';

const caseId = '6b0f7c1e-0f6e-4c3a-9a44-0a4b1c2d3e4f';
const at = '2026-11-30T10:00:00.000Z';
const people = createStrangers('listed');

it('the list is replaced whole, and what is past its day does not count', () => {
  const db = newestStore();
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['blocked_faces', 'blocked_face_hits', 'reply_key']));
  const [ana, ben] = [people.next(), people.next()];
  const [first, last] = [listedFace(ana), listedFace(ben, { until: '2026-11-30', reason: 'barred' })];
  transact(db, (tx) => writeBlockedFaces(tx, [first, last]));
  const on = (day: string) => listedFaces(db, day).map(({ entryId }) => entryId).sort();
  expect([on('2026-11-30'), on('2026-12-01'), countBlockedFaces(db)]).toEqual([[first.id, last.id].sort(), [first.id], 2]);
  const read = listedFaces(db, '2026-11-30').find(({ entryId }) => entryId === first.id)!;
  expect(compare(read.face, ana)).toBeLessThan(0.03);
  transact(db, (tx) => writeBlockedFaces(tx, [last]));
  expect(on('2026-11-30')).toEqual([last.id]);
});

it('a match stays with what the list said then, keeps its answer when it is found again, and goes with its case', () => {
  const db = newestStore();
  addCase(db as never, { caseId, number: '1', name: '', documentNumber: '', documentType: 'passport', outcome: 'accept', demo: false, at, operatorId: 'o', operatorName: 'o' });
  const hit = { entryId: listedFace(people.next()).id, reference: 'F-1', reason: 'barred' as const, listedOn: '2026-11-20', distance: 0.5 };
  const find = (distance: number) => transact(db, (tx) => addBlockedHits(tx, caseId, [{ ...hit, distance }], at));
  find(0.5);
  expect(transact(db, (tx) => answerBlockedHit(tx, { caseId, entryId: hit.entryId, answer: 'not-sure', operatorId: 'o', operatorName: 'Ines', at }))).toBe(true);
  find(0.6);
  expect(blockedHitsOf(db, caseId)).toEqual([{ ...hit, answer: 'not-sure' }]);
  expect(planOf(db, blockedHitsQuery)[0]).toMatch(/SEARCH blocked_face_hits USING PRIMARY KEY \(case_id=\?\)/);
  transact(db, (tx) => removeClearedHits(tx, caseId));
  find(0.5);
  db.exec('DELETE FROM cases');
  expect(blockedHitsOf(db, caseId)).toEqual([]);
});

it('the reply key is drawn once', () => {
  const db = newestStore();
  expect(findReplyKey(db)).toBeNull();
  const key = replyKeyOf(db);
  expect([key.byteLength, Buffer.from(replyKeyOf(db))]).toEqual([32, Buffer.from(key)]);
});
