import { expect, it } from 'vitest';
import { newestStore, planOf } from '../../../../test/fakes/query-plan.ts';
import { addAuditLine, auditOfSubjectQuery, latestAuditTimeQuery } from '../audit.ts';
import { verifyAuditChain as verify } from '../audit-chain.ts';
import { newPrivateKey, signerOf } from '../signature.ts';
import { transact, type Db } from '../db.ts';

const signer = signerOf(newPrivateKey());
const verifyAuditChain = (db: Db) => verify(db, { publicKey: signer.publicKey });

function trail(): Db {
  const db = newestStore();
  for (let n = 0; n < 4; n += 1) {
    transact(db, (tx) => addAuditLine(tx, { at: `2026-01-0${n + 1}T00:00:00.000Z`, action: 'session.login', operatorId: null, subject: `s${n}`, facts: { role: 'clerk', n } }, signer));
  }
  return db;
}

it('keeps a chain that verifies', () => {
  expect(verifyAuditChain(trail())).toMatchObject({ ok: true, lines: 4 });
  expect(verifyAuditChain(newestStore())).toMatchObject({ ok: true, lines: 0 });
});

it('refuses to change, delete, replace or slip in a line', () => {
  const db = trail();
  const values = `'2026-01-01T00:00:00.000Z', 'session.login', NULL, NULL, '{}', '${'0'.repeat(64)}', '${'1'.repeat(64)}', NULL`;
  for (const change of [`UPDATE audit SET action = 'x'`, `DELETE FROM audit WHERE sequence = 4`, `INSERT OR REPLACE INTO audit VALUES (2, ${values})`, `REPLACE INTO audit VALUES (4, ${values})`, `INSERT INTO audit VALUES (9, ${values})`]) {
    expect(() => db.exec(change), change).toThrow(/append-only/);
  }
  expect(verifyAuditChain(db)).toMatchObject({ ok: true, lines: 4 });
});

it.each([
  ['a changed time', `UPDATE audit SET at = '2026-01-09T00:00:00.000Z' WHERE sequence = 2`, { brokenAt: 2, why: 'hash' }],
  ['a changed fact', `UPDATE audit SET facts = '{"role":"auditor","n":1}' WHERE sequence = 2`, { brokenAt: 2, why: 'hash' }],
  ['a missing line', `DELETE FROM audit WHERE sequence = 2`, { brokenAt: 3, why: 'sequence' }],
  ['a renumbered gap', `DELETE FROM audit WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4`, { brokenAt: 2, why: 'previous' }],
])('shows %s to whoever takes the triggers away', (_what, change, found) => {
  const db = trail();
  db.exec(`DROP TRIGGER audit_stays; DROP TRIGGER audit_kept; ${change}`);
  expect(verifyAuditChain(db)).toMatchObject({ ok: false, ...found });
});

it('reads the trail of one subject, and the latest time, through indexes', () => {
  const db = newestStore();
  expect(planOf(db, auditOfSubjectQuery)).toEqual(['SEARCH audit USING INDEX audit_by_subject (subject=?)']);
  const plan = planOf(db, latestAuditTimeQuery).join('; ');
  expect(plan).toContain('SCAN audit USING COVERING INDEX audit_by_time');
  expect(plan).toContain('SEARCH audit USING INDEX audit_by_subject (subject=?)');
});
