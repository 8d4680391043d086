/** A station of before signed lines, as its program left it: schema, rows and lines of then. It opens, grows, and its trail verifies. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { attestation, evidenceOf, must, newFolder, newResources, noon, passphrase, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';
import { newKey, wrapForSupervisor, writeKeyring } from './keyring.ts';
import { hashPassphrase } from './operators/scrypt.ts';
import { decisionDigest, hashOf, noHash, type AuditLine } from './store/audit.ts';
import type { Db } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { migrations } from './store/migrations/index.ts';
import { signedAudit } from './store/migrations/0009-signed-audit.ts';
import { fileSalt } from './store/open.ts';

afterAll(removeFolders);
const at = '2026-10-01T08:00:00.000Z';
const resourcesDir = newResources();

type OldLine = Pick<AuditLine, 'action' | 'operatorId' | 'subject' | 'facts'>;

function writeLines(db: Db, lines: readonly OldLine[]): void {
  const add = db.prepare(`INSERT INTO audit (sequence, at, action, operator_id, subject, facts, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  let previous = noHash;
  lines.forEach((line, index) => {
    const hash = hashOf({ sequence: index + 1, at, ...line, previous });
    add.run(index + 1, at, line.action, line.operatorId, line.subject, JSON.stringify(line.facts), previous, hash);
    previous = hash;
  });
}

/** A closed case, its supervisor, an operator they added. @returns the folder */
async function earlierStation(): Promise<string> {
  const dir = newFolder();
  const file = path.join(dir, 'station.db');
  const [key, ines, bea, caseId] = [newKey(), randomUUID(), randomUUID(), randomUUID()];
  const db = new Database(file) as Db & { key(key: Buffer): number };
  db.pragma(`cipher = 'chacha20'`);
  db.key(Buffer.from(`raw:${Buffer.from(key).toString('hex')}`, 'latin1'));
  db.pragma('journal_mode = WAL');
  migrate(db, migrations.slice(0, migrations.indexOf(signedAudit)));
  const hash = JSON.stringify(await hashPassphrase(passphrase));
  for (const [id, name] of [[ines, supervisorName], [bea, 'Bea Sund']] as const) db.prepare(`INSERT INTO operators VALUES (?, ?, ?, 'supervisor', ?, ?)`).run(id, name, name.toLowerCase(), hash, at);
  const { supervisor: _supervisor, ...settings } = setupInput;
  db.prepare(`INSERT INTO settings VALUES ('station', ?)`).run(JSON.stringify(settings));
  const { results: _results, ...evidence } = evidenceOf(caseId, []);
  const decision = JSON.stringify({ outcome: 'accept', reasons: [], policy: { id: 'coinex', version: '1' } });
  const attested = JSON.stringify(attestation);
  db.prepare(`INSERT INTO cases VALUES (?, '20261001-0001', 'Mira Lu Östergård', 'L898902C3', 'passport', 'accept', 1, 0, ?, ?, ?)`).run(caseId, at, ines, supervisorName);
  db.prepare(`INSERT INTO submissions VALUES (?, 1, ?, ?, ?)`).run(caseId, JSON.stringify(evidence), '0'.repeat(64), at);
  db.prepare(`INSERT INTO decisions (case_id, sequence, submission, decision, attestation, at, operator_id, operator_name) VALUES (?, 1, 1, ?, ?, ?, ?, ?)`).run(caseId, decision, attested, at, ines, supervisorName);
  db.prepare(`INSERT INTO outbox (case_id, sequence, kind, state, due_at, created_at) VALUES (?, 1, 'decision', 'waiting', ?, ?)`).run(caseId, at, at);
  writeLines(db, [
    { action: 'setup.completed', operatorId: ines, subject: null, facts: { policy: 'coinex', mode: 'attended' } },
    { action: 'operator.added', operatorId: ines, subject: bea, facts: { role: 'supervisor' } },
    { action: 'case.finished', operatorId: ines, subject: caseId, facts: { outcome: 'accept', sequence: 1, submission: 1, digest: decisionDigest({ caseId, sequence: 1, decision, attestation: attested, at }), policy: 'coinex', policyVersion: '1' } },
  ]);
  db.close();
  const wrap = await wrapForSupervisor(key, { operatorId: ines, name: supervisorName }, passphrase);
  writeKeyring(path.join(dir, 'keyring.json'), { format: 1, station: { name: 'Counter 3', branch: 'Harbour', mode: 'attended' }, salt: fileSalt(file), supervisors: [wrap], osKeystore: null, signing: null, rekeyed: false });
  return dir;
}

async function opened(dir: string): Promise<RunningStation> {
  const station = await createStation({ dir, resourcesDir, clock: () => new Date(noon) });
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  return station;
}

it('opens under this program: nothing is lost, the trail verifies from the first line, and is signed from the fourth', async () => {
  const dir = await earlierStation();
  for (const again of [false, true]) {
    const station = await opened(dir);
    expect((await must(station.call('station.status', {}))).warnings.map(({ code }) => code)).not.toContain('audit.conflict');
    expect(await must(station.call('audit.verify', {})), `again: ${again}`).toMatchObject({ ok: true, signedFrom: 4, conflicts: 0 });
    expect((await must(station.call('records.search', { limit: 5, offset: 0 }))).rows).toEqual([expect.objectContaining({ number: '20261001-0001', name: 'Mira Lu Östergård', outcome: 'accept' })]);
    expect(await must(station.call('operators.list', {}))).toEqual([expect.objectContaining({ name: 'Bea Sund', passphraseBy: supervisorName }), expect.objectContaining({ name: supervisorName, passphraseBy: null })]);
    station.close();
  }
});
