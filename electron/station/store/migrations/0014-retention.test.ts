import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { rawOf } from '../../../../core/sync/keys.ts';
import { contexts, signedText } from '../../../../core/sync/protocol.ts';
import { newestStore, planOf, storeAt } from '../../../../test/fakes/query-plan.ts';
import { migrate } from '../migrate.ts';
import { dueQuery } from '../retention.ts';

it('lets decisions and receipts go only with a case that is written down as deleted, and that row stays', () => {
  const db = newestStore();
  const [at, hash] = ['2026-01-01T00:00:00.000Z', '0'.repeat(64)];
  db.exec(`
    INSERT INTO cases VALUES ('k', '20260101-0001', '', '', 'passport', 'accept', 1, 0, '${at}', 'o', 'Ines');
    INSERT INTO submissions (case_id, submission, evidence, sha256, at) VALUES ('k', 1, '{}', '${hash}', '${at}');
    INSERT INTO decisions VALUES ('k', 1, 1, '{}', NULL, '${at}', 'o', 'Ines');
    INSERT INTO outbox (outbox_id, case_id, sequence, kind, state, due_at, created_at) VALUES (1, 'k', 1, 'decision', 'receipted', '${at}', '${at}');
    INSERT INTO packets (packet_id, outbox_id, manifest, sha256, signature) VALUES ('p', 1, '{}', '${hash}', zeroblob(64));
    INSERT INTO receipts VALUES ('p', '{}', '', '${at}', 'k');`);
  for (const change of ['DELETE FROM decisions', 'DELETE FROM receipts']) expect(() => db.exec(change), change).toThrow(/append-only/);
  db.exec(`INSERT INTO deletions VALUES ('k', '20260101-0001', '${at}', '${at}', 'coinex 1', 30, 1, 0, '[]')`);
  db.exec('DELETE FROM receipts; DELETE FROM packets; DELETE FROM outbox; DELETE FROM decisions');
  for (const change of ['DELETE FROM deletions', `UPDATE deletions SET days = 1`]) expect(() => db.exec(change), change).toThrow(/append-only/);
});

it('a receipt of before is that of the hub now linked only if that hub signed it', () => {
  const db = storeAt(13);
  // Only what the migration looks at.
  db.pragma('foreign_keys = OFF');
  const at = '2026-01-01T00:00:00.000Z';
  const [ours, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const hubKey = Buffer.from(rawOf(ours.publicKey.export({ format: 'der', type: 'spki' }))).toString('base64');
  db.exec(`INSERT INTO outbox (outbox_id, case_id, sequence, kind, state, due_at, created_at) VALUES (1, 'k', 1, 'decision', 'receipted', '${at}', '${at}'), (2, 'k', 2, 'decision', 'receipted', '${at}', '${at}');
    INSERT INTO packets (packet_id, outbox_id, manifest, sha256, signature) VALUES ('p', 1, '{}', '${'0'.repeat(64)}', zeroblob(64)), ('q', 2, '{}', '${'0'.repeat(64)}', zeroblob(64))`);
  db.prepare(`INSERT INTO hub_link (one, url, name, hub_key, seal_key, nonce, state, due_at) VALUES (1, 'https://hub.example', 'Head office', ?, 's', 'n', 'enrolled', ?)`).run(hubKey, at);
  for (const [packetId, key] of [['p', ours], ['q', other]] as const) db.prepare(`INSERT INTO receipts VALUES (?, '{}', ?, ?)`).run(packetId, sign(null, Buffer.from(signedText(contexts.receipt, '{}')), key.privateKey).toString('base64'), at);
  migrate(db);
  expect(db.prepare('SELECT packet_id, hub_key FROM receipts ORDER BY packet_id').raw().all()).toEqual([['p', hubKey], ['q', null]]);
  expect(() => db.exec(`UPDATE receipts SET at = ''`)).toThrow(/append-only/);
});

it('looks at the oldest cases only', () => {
  const plan = planOf(newestStore(), dueQuery.replaceAll(/@\w+/g, '?'));
  expect(plan[0]).toBe('SEARCH c USING INDEX cases_by_time (created_at<?)');
  expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
});
