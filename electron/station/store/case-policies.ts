/** Which policy a case began with: a new one counts from the next case, never within one that is open. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parsed, type ReadDb, type Tx } from './db.ts';

/** The first policy a case is given stays its own. */
export function keepCasePolicy(tx: Tx, caseId: string, policy: unknown): void {
  if (tx.prepare(`SELECT 1 FROM case_policies WHERE case_id = ?`).get(caseId) !== undefined) return;
  const text = JSON.stringify(policy);
  const sha256 = createHash('sha256').update(text).digest('hex');
  tx.prepare(`INSERT INTO kept_policies (sha256, policy) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING`).run(sha256, text);
  tx.prepare(`INSERT INTO case_policies (case_id, sha256) VALUES (?, ?)`).run(caseId, sha256);
}

/** As text of JSON; null: the case has none yet. */
export function casePolicy(db: ReadDb, caseId: string): string | null {
  return parsed(z.string().nullable(), db.prepare(`SELECT p.policy FROM case_policies c JOIN kept_policies p ON p.sha256 = c.sha256 WHERE c.case_id = ?`).pluck().get(caseId) ?? null);
}

export function removeCasePolicy(tx: Tx, caseId: string): void {
  tx.prepare(`DELETE FROM case_policies WHERE case_id = ?`).run(caseId);
}
