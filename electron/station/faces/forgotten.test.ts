import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStrangers } from '../../../test/fakes/strangers.ts';
import { newFolder, removeFolders } from '../../../test/fakes/station-kit.ts';
import { addCase } from '../store/cases.ts';
import { transact, type Db } from '../store/db.ts';
import { countDescriptors, putDescriptor, removeDescriptor } from '../store/descriptors.ts';
import { createMemoryStore, createStore } from '../store/open.ts';
import { forgetFaces, rememberFaces, searchFaces } from './search.ts';

afterAll(removeFolders);

const people = createStrangers('forgotten');
const [ana, ben] = [people.next(), people.next()];
const at = '2026-11-23T12:00:00.000Z';
const ids = { ana: '11111111-1111-4111-8111-111111111111', ben: '22222222-2222-4222-8222-222222222222' };

function keep(db: Db, faces: readonly (readonly [caseId: string, face: typeof ana])[]): void {
  transact(db, (tx) => {
    for (const [caseId, face] of faces) {
      addCase(tx, { caseId, number: caseId, name: '', documentNumber: '', documentType: 'passport', outcome: 'accept', demo: false, at, operatorId: 'o', operatorName: 'Ines' });
      putDescriptor(tx, caseId, 'm', face, at);
    }
  });
}
const keepBoth = (db: Db): void => keep(db, [[ids.ana, ana], [ids.ben, ben]]);
const bytesOf = (face: typeof ana) => [face.faceApi, face.faceres].map((v) => Buffer.from(v.buffer, v.byteOffset, 64));
const holds = (file: Buffer, face: typeof ana): boolean => bytesOf(face).some((part) => file.includes(part));

describe('a face that was deleted', () => {
  it('is not in the file any more: its place is overwritten', () => {
    // Not encrypted, so that its bytes can be looked for.
    const db = createMemoryStore();
    keepBoth(db);
    expect([holds(db.serialize(), ana), holds(db.serialize(), ben)]).toEqual([true, true]);
    removeDescriptor(db, ids.ana);
    expect([holds(db.serialize(), ana), holds(db.serialize(), ben)]).toEqual([false, true]);
  });

  it('goes with its case, and the case leaves none behind', () => {
    const db = createMemoryStore();
    keepBoth(db);
    db.prepare(`DELETE FROM cases WHERE case_id = ?`).run(ids.ana);
    expect([countDescriptors(db), holds(db.serialize(), ana)]).toEqual([1, false]);
    expect(searchFaces(db, 'm', ana, '').hits).toEqual([]);
  });

  it('is not found, also by an index that had read it before', () => {
    const db = createMemoryStore();
    keepBoth(db);
    expect(searchFaces(db, 'm', ana, '')).toMatchObject({ searched: 2, hits: [{ caseId: ids.ana }] });
    const gone = removeDescriptor(db, ids.ana)!;
    // Even before the index is told.
    expect(searchFaces(db, 'm', ana, '').hits).toEqual([]);
    forgetFaces(db, [gone]);
    expect(searchFaces(db, 'm', ana, '')).toMatchObject({ searched: 1, hits: [] });
  });

  it('is unreadable without the key: destroying it destroys every face', () => {
    const file = path.join(newFolder(), 'station.db');
    const db = createStore(file, randomBytes(32));
    keepBoth(db);
    db.close();
    expect([holds(readFileSync(file), ana), holds(readFileSync(file), ben)]).toEqual([false, false]);
  });
});

it('a face of other networks is not compared, and a case does not find itself', () => {
  const db = createMemoryStore();
  keepBoth(db);
  expect(searchFaces(db, 'other', ana, '')).toMatchObject({ searched: 0, hits: [] });
  expect(searchFaces(db, 'm', ana, ids.ana)).toMatchObject({ searched: 1, hits: [] });
});

it('taking many faces into memory lets others have their turn, and finds them all', async () => {
  const db = createMemoryStore();
  keepBoth(db);
  keep(db, Array.from({ length: 240 }, () => [randomUUID(), ben] as const));
  const turns: string[] = [];
  const done = rememberFaces(db, 'm').then(() => turns.push('remembered'));
  setImmediate(() => turns.push('somebody else'));
  await done;
  expect(turns).toEqual(['somebody else', 'remembered']);
  expect(searchFaces(db, 'm', ana, '')).toMatchObject({ searched: 242, hits: [{ caseId: ids.ana }] });
});
