import type { Db } from '../db.ts';

/** Who gave an operator the passphrase of now, and so knows it; NULL: chosen by themselves. Of before, as the trail tells it. */
export function passphraseGivers(db: Db): void {
  db.exec(`
    ALTER TABLE operators ADD COLUMN passphrase_by TEXT;
    UPDATE operators SET passphrase_by = (
      SELECT CASE a.action WHEN 'operator.passphrase' THEN NULL ELSE a.operator_id END FROM audit a
      WHERE a.subject = operators.operator_id
        AND (a.action IN ('operator.added', 'operator.passphrase') OR (a.action = 'operator.changed' AND json_extract(a.facts, '$.passphrase')))
      ORDER BY a.sequence DESC LIMIT 1);
  `);
}
