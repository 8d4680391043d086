/** What must be true of a station's files whatever cut it off: sound pages, an unbroken trail, and every case whole. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readHead } from '../../electron/station/audit-head.ts';
import { readKeyring } from '../../electron/station/keyring.ts';
import { verifyAuditChain } from '../../electron/station/store/audit-chain.ts';
import type { ReadDb } from '../../electron/station/store/db.ts';
import { openStore, openStoreForReading } from '../../electron/station/store/open.ts';

export type StoreLook = {
  /** In words; empty: nothing is wrong. */
  faults: string[];
  cases: { caseId: string; number: string; finished: boolean }[];
  drafts: number;
};

/** As they lie after a power cut: the log is played back in a copy, and the files stay as they are for the station itself. */
const files = ['station.db', 'station.db-wal', 'case-keys.db', 'case-keys.db-journal', 'keyring.json', 'audit-head.json'];

/** Of a station that does not run, or has not opened its store again. */
export function lookAtFiles(dir: string, key: Uint8Array): StoreLook {
  const copy = mkdtempSync(path.join(tmpdir(), 'vestibule-look-'));
  try {
    for (const name of files) if (existsSync(path.join(dir, name))) copyFileSync(path.join(dir, name), path.join(copy, name));
    const db = openStore(path.join(copy, 'station.db'), key, readKeyring(path.join(copy, 'keyring.json'))!.salt);
    try {
      return look(db, copy);
    } finally {
      db.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Of a station that runs. */
export function lookBeside(dir: string, key: Uint8Array): StoreLook {
  const db = openStoreForReading(path.join(dir, 'station.db'), key, readKeyring(path.join(dir, 'keyring.json'))!.salt);
  try {
    return look(db, dir);
  } finally {
    (db as unknown as { close(): void }).close();
  }
}

function look(db: ReadDb, dir: string): StoreLook {
  const head = readHead(path.join(dir, 'audit-head.json'));
  const faults: string[] = [];
  const integrity = (db as unknown as { pragma(of: string, how?: object): unknown }).pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') faults.push(`integrity_check: ${String(integrity)}`);
  const foreign = (db as unknown as { pragma(of: string): unknown[] }).pragma('foreign_key_check');
  if (foreign.length > 0) faults.push(`foreign_key_check: ${foreign.length} rows`);
  // The head is written after the store: it may lag behind, it is never ahead.
  const trail = verifyAuditChain(db, { publicKey: readKeyring(path.join(dir, 'keyring.json'))!.signing!.publicKey, anchors: head ? [head] : [] });
  if (!trail.ok) faults.push(`audit trail: ${JSON.stringify(trail)}`);
  for (const number of db.prepare(brokenCases).pluck().all() as string[]) faults.push(`case ${number} is not whole`);
  for (const name of db.prepare(doubled).pluck().all() as string[]) faults.push(`stored twice: ${name}`);
  const cases = (db.prepare('SELECT case_id AS caseId, number, finished FROM cases').all() as { caseId: string; number: string; finished: number }[]).map((row) => ({ ...row, finished: row.finished === 1 }));
  return { faults, cases, drafts: Number(db.prepare('SELECT count(*) FROM drafts').pluck().get()) };
}

/** A case has a decision, an outbox row with its packet and a line of the trail for each submission and for its end, results and pictures for each submission, and no draft once it is closed. */
const brokenCases = `
  WITH counted AS (SELECT c.case_id, c.number, c.finished, (SELECT count(*) FROM submissions s WHERE s.case_id = c.case_id) AS submissions FROM cases c)
  SELECT number FROM counted c WHERE submissions < 1
    OR (SELECT count(DISTINCT submission) FROM results r WHERE r.case_id = c.case_id) <> submissions
    OR (SELECT count(DISTINCT submission) FROM submitted_captures s JOIN capture_bytes USING (capture_id) WHERE s.case_id = c.case_id) <> submissions
    OR EXISTS (SELECT 1 FROM submitted_captures s WHERE s.case_id = c.case_id AND s.capture_id NOT IN (SELECT capture_id FROM capture_bytes))
    OR (SELECT count(*) FROM decisions d WHERE d.case_id = c.case_id) <> submissions + finished
    OR (SELECT count(*) FROM outbox o JOIN packets USING (outbox_id) WHERE o.case_id = c.case_id) <> submissions + finished
    OR (SELECT count(*) FROM audit a WHERE a.subject = c.case_id AND a.action IN ('case.submitted', 'case.finished')) <> submissions + finished
    OR (finished = 1 AND EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.case_id))`;

/** Two numbers for one case cannot be: its id is the key. Two cases out of one journey would have the same pictures. */
const doubled = `SELECT min(capture_id) FROM captures GROUP BY capture_id HAVING count(*) > 1
  UNION ALL SELECT capture_id FROM submitted_captures GROUP BY capture_id HAVING count(DISTINCT case_id) > 1`;
