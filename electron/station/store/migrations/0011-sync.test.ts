import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './index.ts';
import { factsDueQuery, picturesDueQuery } from '../outbox.ts';
import { partsQuery } from '../packets.ts';

const aCase = `
  INSERT INTO cases VALUES ('k', '20260101-0001', '', '', 'passport', 'refer', 0, 0, '2026-01-01T00:00:00.000Z', 'o', 'Ines');
  INSERT INTO submissions (case_id, submission, evidence, sha256, at) VALUES ('k', 1, '{}', '${'0'.repeat(64)}', '2026-01-01T00:00:00.000Z');
  INSERT INTO decisions VALUES ('k', 1, 1, '{}', NULL, '2026-01-01T00:00:00.000Z', 'o', 'Ines');`;

it('keeps the rows that waited in an older outbox', () => {
  const db = storeAt(10);
  db.exec(`${aCase}
    INSERT INTO outbox (case_id, sequence, kind, state, due_at, created_at) VALUES ('k', 1, 'decision', 'waiting', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');`);
  migrate(db, migrations.slice(0, 11));
  expect(db.prepare(`SELECT case_id, sequence, state, facts_at, attempts FROM outbox`).all()).toEqual([{ case_id: 'k', sequence: 1, state: 'waiting', facts_at: null, attempts: 0 }]);
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['hub_link', 'outbox', 'outbox_parts', 'packet_parts', 'packets', 'receipts']));
});

it('what was frozen and what the hub signed stay as they are', () => {
  const db = newestStore();
  db.exec(`${aCase}
    INSERT INTO outbox (outbox_id, case_id, sequence, kind, state, due_at, created_at) VALUES (1, 'k', 1, 'decision', 'waiting', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
    INSERT INTO packets (packet_id, outbox_id, manifest, sha256, signature) VALUES ('p', 1, '{}', '${'0'.repeat(64)}', zeroblob(64));
    INSERT INTO receipts (packet_id, body, signature, at) VALUES ('p', '{}', 's', '2026-01-01T00:00:00.000Z');`);
  for (const change of [`UPDATE packets SET manifest = ''`, `UPDATE receipts SET body = ''`, `DELETE FROM receipts`, `DELETE FROM packets`]) {
    expect(() => db.exec(change), change).toThrow(/append-only|FOREIGN KEY/);
  }
  expect(() => db.exec(`UPDATE outbox SET state = 'sent'`)).toThrow(/CHECK/);
});

it('finds what is due, and the parts of a packet, through indexes and without sorting', () => {
  const db = newestStore();
  const packet = 'SEARCH p USING INDEX sqlite_autoindex_packets_2 (outbox_id=?)';
  expect(planOf(db, factsDueQuery)).toEqual(['SEARCH o USING INDEX outbox_facts_due (due_at<?)', packet]);
  expect(planOf(db, picturesDueQuery)).toEqual(['SEARCH o USING INDEX outbox_pictures_due (due_at<?)', packet]);
  expect(planOf(db, partsQuery)).toEqual(['SEARCH m USING PRIMARY KEY (packet_id=?)', 'SEARCH o USING INDEX sqlite_autoindex_outbox_parts_1 (capture_id=?)']);
});
