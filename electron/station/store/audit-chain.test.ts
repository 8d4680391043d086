import { expect, it } from 'vitest';
import { dice, makeTrail, tampered, tamperings } from '../../../test/fakes/tamper.ts';
import Database from 'better-sqlite3';
import { verifyAuditChain, verifyAuditChainInSlices, walkChain } from './audit-chain.ts';
import { addAuditLine, auditRows } from './audit.ts';
import { transact, type Db } from './db.ts';
import { createMemoryStore } from './open.ts';
import { newPrivateKey, signerOf } from './signature.ts';

const signer = signerOf(newPrivateKey());
const { publicKey } = signer;
const trail = makeTrail(signer, 30);

it('finds a sound trail sound, in one go and in slices', async () => {
  const db = new Database(trail.bytes) as Db;
  const sound = { ok: true, lines: 30, signedFrom: 1, conflicts: 0, last: trail.anchor, restores: [], lostToRestore: 0 };
  expect(verifyAuditChain(db, { publicKey, anchors: [trail.anchor] })).toEqual(sound);
  expect(await verifyAuditChainInSlices(db, { publicKey, anchors: [trail.anchor] })).toEqual(sound);
});

it.each(Object.entries(tamperings))('finds it when somebody without the key does this: %s', (_name, tampering) => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const db = tampered(trail, tampering, dice(seed));
    const report = verifyAuditChain(db, { publicKey, anchors: [trail.anchor] });
    expect(report.ok, `seed ${seed}`).toBe(false);
    db.close();
  }
});

it('names the first line that is not sound', () => {
  const lines = [...auditRows(new Database(trail.bytes) as Db)];
  const edited = lines.map((row) => (row.sequence === 7 && row.line ? { ...row, line: { ...row.line, facts: { role: 'auditor' } } } : row));
  expect(walkChain(edited, { publicKey })).toMatchObject({ ok: false, brokenAt: 7, why: 'hash', lines: 6 });
});

it('does not see a cut or an older file without a head that was kept, and says so by what it was asked', () => {
  const rolledBack = tampered(trail, tamperings['roll back the whole file']!, dice(1));
  expect(verifyAuditChain(rolledBack, { publicKey })).toMatchObject({ ok: true, lines: 20 });
  expect(verifyAuditChain(rolledBack, { publicKey, anchors: [trail.anchor] })).toMatchObject({ ok: false, brokenAt: 21, why: 'cut-off' });
});

it('takes lines from before signatures only up to the line that says they begin', () => {
  const db = createMemoryStore();
  const entry = { at: '2026-01-01T00:00:00.000Z', operatorId: null, subject: null, facts: {} };
  const old = { ...signer, sign: () => null as unknown as string };
  for (let n = 0; n < 3; n += 1) transact(db, (tx) => addAuditLine(tx, { ...entry, action: 'session.logout' }, old));
  expect(verifyAuditChain(db, { publicKey })).toMatchObject({ ok: false, brokenAt: 1, why: 'unsigned' });
  transact(db, (tx) => addAuditLine(tx, { ...entry, action: 'audit.signed-from', facts: { key: publicKey } }, signer));
  transact(db, (tx) => addAuditLine(tx, { ...entry, action: 'session.logout' }, signer));
  expect(verifyAuditChain(db, { publicKey })).toMatchObject({ ok: true, lines: 5, signedFrom: 4 });
  transact(db, (tx) => addAuditLine(tx, { ...entry, action: 'session.logout' }, old));
  expect(verifyAuditChain(db, { publicKey })).toMatchObject({ ok: false, brokenAt: 6, why: 'unsigned' });
});

it('does not let somebody take the signatures off the beginning', () => {
  const rows = [...auditRows(new Database(trail.bytes) as Db)];
  const stripped = rows.map((row) => (row.sequence < 10 && row.line ? { ...row, line: { ...row.line, signature: null } } : row));
  expect(walkChain(stripped, { publicKey })).toMatchObject({ ok: false, brokenAt: 10, why: 'signed-from' });
});
