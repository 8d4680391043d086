/**
 * Ten ways to falsify an audit trail, by somebody who can write the store (the triggers taken away, hashes worked out anew wherever that helps) and
 * does not hold the station's signing key.
 */
import Database from 'better-sqlite3';
import { addAuditLine, hashOf, lastLine, noHash, type AuditEntry, type AuditLine } from '../../electron/station/store/audit.ts';
import { transact, type Db } from '../../electron/station/store/db.ts';
import { createMemoryStore } from '../../electron/station/store/open.ts';
import type { Anchor } from '../../electron/station/store/audit-chain.ts';
import { newPrivateKey, signerOf, type Signer } from '../../electron/station/store/signature.ts';

/** Whole numbers from 0, the same again for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export type Trail = { bytes: Buffer; anchor: Anchor; earlier: Buffer };

/** A store with `lines` lines, its head, and a copy of it as it was at two thirds. */
export function makeTrail(signer: Signer, lines: number): Trail {
  const db = createMemoryStore();
  let earlier: Buffer | null = null;
  for (let n = 1; n <= lines; n += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
    const entry: Pick<AuditEntry, 'action' | 'subject' | 'facts'> = n % 3 === 0
      ? { action: 'record.opened', subject: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, facts: {} }
      : { action: 'session.login', subject: null, facts: { role: n % 2 ? 'clerk' : 'supervisor' } };
    transact(db, (tx) => addAuditLine(tx, { at, operatorId: '5b0c0a0e-6c39-4c62-9d6e-111111111111', ...entry }, signer));
    if (n === Math.floor((lines * 2) / 3)) earlier = db.serialize();
  }
  const { sequence, hash } = lastLine(db) ?? { sequence: 0, hash: noHash };
  return { bytes: db.serialize(), anchor: { sequence, hash }, earlier: earlier ?? db.serialize() };
}

type Roll = (below: number) => number;
export type Tampering = (lines: AuditLine[], roll: Roll, trail: Trail) => AuditLine[] | Buffer;

/** Numbers and hashes made to fit again from `from` on; signatures stay as they are. */
function rehash(lines: AuditLine[], from = 0): AuditLine[] {
  let previous = from === 0 ? noHash : (lines[from - 1]?.hash ?? noHash);
  return lines.map((line, at) => {
    if (at < from) return line;
    const next = { ...line, sequence: at + 1, previous };
    previous = hashOf(next);
    return { ...next, hash: previous };
  });
}
const place = (lines: AuditLine[], roll: Roll): number => roll(lines.length - 1);
const at = (lines: AuditLine[], index: number): AuditLine => {
  const line = lines[index];
  if (!line) throw new RangeError('no such line');
  return line;
};

export const tamperings: Record<string, Tampering> = {
  'delete a line': (lines, roll) => { const n = place(lines, roll); return rehash([...lines.slice(0, n), ...lines.slice(n + 1)], n); },
  'reorder two lines': (lines, roll) => { const n = place(lines, roll); const next = [...lines]; next.splice(n, 2, at(lines, n + 1), at(lines, n)); return rehash(next, n); },
  'edit a fact': (lines, roll) => { const n = place(lines, roll); return rehash(lines.map((line, i) => (i === n ? { ...line, facts: { ...line.facts, role: 'auditor' } } : line)), n); },
  'edit a time': (lines, roll) => { const n = place(lines, roll); return rehash(lines.map((line, i) => (i === n ? { ...line, at: new Date(Date.parse(line.at) - 3_600_000).toISOString() } : line)), n); },
  'cut off the end': (lines, roll) => lines.slice(0, lines.length - 1 - roll(Math.floor(lines.length / 2))),
  'replay an old line': (lines, roll) => rehash([...lines, at(lines, place(lines, roll))], lines.length),
  'roll back the whole file': (_lines, _roll, { earlier }) => earlier,
  'swap two signatures': (lines, roll) => { const n = place(lines, roll); return lines.map((line, i) => (i === n ? { ...line, signature: at(lines, n + 1).signature } : i === n + 1 ? { ...line, signature: at(lines, n).signature } : line)); },
  'sign with a foreign key': (lines, roll) => {
    const foreign = signerOf(newPrivateKey());
    const n = place(lines, roll);
    return rehash(lines.map((line, i) => (i === n ? { ...line, facts: { role: 'supervisor', forged: 1 } } : line)), n).map((line, i) => (i < n ? line : { ...line, signature: foreign.sign('audit-line', line.hash) }));
  },
  'insert a forged line': (lines, roll) => { const n = place(lines, roll); return rehash([...lines.slice(0, n), { ...at(lines, n), action: 'case.finished', facts: { outcome: 'accept' } }, ...lines.slice(n)], n); },
};

/** The falsified store, opened. */
export function tampered(trail: Trail, tampering: Tampering, roll: Roll): Db {
  const db = new Database(trail.bytes) as Db;
  const made = tampering(linesOf(db), roll, trail);
  if (!Array.isArray(made)) {
    db.close();
    return new Database(made) as Db;
  }
  db.exec('DROP TRIGGER audit_stays; DROP TRIGGER audit_kept; DROP TRIGGER audit_appends; DELETE FROM audit');
  const add = db.prepare(`INSERT INTO audit (sequence, at, action, operator_id, subject, facts, previous, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  db.transaction(() => made.forEach((l) => add.run(l.sequence, l.at, l.action, l.operatorId, l.subject, JSON.stringify(l.facts), l.previous, l.hash, l.signature)))();
  return db;
}

function linesOf(db: Db): AuditLine[] {
  const rows = db.prepare(`SELECT sequence, at, action, operator_id AS operatorId, subject, facts, previous, hash, signature FROM audit ORDER BY sequence`).all() as (Omit<AuditLine, 'facts'> & { facts: string })[];
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as AuditLine['facts'] }));
}
