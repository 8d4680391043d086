/** Who had a hand in a case, and so may not be its second pair of eyes. */
import { z } from 'zod';
import type { AuditAction } from './audit.ts';
import { parsed, type ReadDb } from './db.ts';

/** Lines about a case that only somebody who serves it causes. A review and a look at the record are not among them. */
const serving = ['case.resumed', 'sheet.drawn', 'statement.confirmed', 'case.seen-before', 'case.duplicate-answered', 'case.blocked-face-answered'] as const satisfies readonly AuditAction[];

export const servedQuery = `
  SELECT h.operator_id AS operatorId, o.name FROM (
    SELECT operator_id, 1 AS decided, sequence FROM decisions WHERE case_id = @caseId AND json_extract(decision, '$.review') IS NULL
    UNION ALL SELECT json_extract(facts, '$.operatorId'), 0, 0 FROM captures WHERE case_id = @caseId
    UNION ALL SELECT operator_id, 0, 0 FROM audit WHERE subject = @caseId AND action IN (${serving.map((action) => `'${action}'`).join(', ')})
    UNION ALL SELECT json_extract(facts, '$.from'), 0, 0 FROM audit WHERE subject = @caseId AND action = 'case.resumed'
  ) h JOIN operators o ON o.operator_id = h.operator_id
  GROUP BY h.operator_id ORDER BY max(h.decided), min(CASE WHEN h.decided THEN h.sequence END), o.folded_name`;

/** Captured for it, took it over or handed it over, submitted or closed it. Those who decided last, in the order of their first decision; a second person is not among them. */
export function servedBy(db: ReadDb, caseId: string): { operatorId: string; name: string }[] {
  return db.prepare(servedQuery).all({ caseId }).map((row) => parsed(z.object({ operatorId: z.uuid(), name: z.string() }), row));
}

/** One of those who at some time gave `operatorId` a passphrase, as the trail tells; null: none did. They may since have chosen another, or somebody may have in their name. */
export function onceGivenBy(db: ReadDb, operatorId: string, givers: readonly { operatorId: string }[]): string | null {
  const by = db.prepare(`SELECT operator_id FROM audit WHERE subject = ? AND (action = 'operator.added' OR (action = 'operator.changed' AND json_extract(facts, '$.passphrase')))`).pluck().all(operatorId);
  return givers.find((giver) => giver.operatorId !== operatorId && by.includes(giver.operatorId))?.operatorId ?? null;
}
