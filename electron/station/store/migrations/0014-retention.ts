import { z } from 'zod';
import { parsed, type Db } from '../db.ts';
import { isSignedBy } from '../station-key.ts';

/**
 * `seal`: nonce and tag of what is encrypted with its case's own key (store/case-keys.ts); NULL: stored before there were such keys. What of a submission is asked by queries gets a column.
 *
 * What may be deleted, and what was. A case goes only after its row in `deletions` stands: until then decisions and receipts stay as they are. That row is kept for good
 * and says nothing of the customer.
 *
 * `hub_key`: whose receipt it is; NULL: of a hub that was no longer ours when this column came.
 */
export function retention(db: Db): void {
  db.exec(`
    ALTER TABLE capture_bytes ADD COLUMN seal BLOB CHECK (seal IS NULL OR length(seal) = 28);
    ALTER TABLE packets ADD COLUMN seal BLOB CHECK (seal IS NULL OR length(seal) = 28);
    ALTER TABLE submissions ADD COLUMN seal BLOB CHECK (seal IS NULL OR length(seal) = 28);
    ALTER TABLE submissions ADD COLUMN started_at TEXT;
    DROP TRIGGER submissions_stay;
    UPDATE submissions SET started_at = json_extract(evidence, '$.startedAt');
    CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    ALTER TABLE receipts ADD COLUMN hub_key TEXT;

    CREATE TABLE holds (
      case_id TEXT PRIMARY KEY REFERENCES cases (case_id),
      reason TEXT NOT NULL,
      at TEXT NOT NULL,
      operator_id TEXT NOT NULL,
      operator_name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE deletions (
      case_id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      deleted_at TEXT NOT NULL,
      -- When this station had the hub's last receipt for the case.
      received_at TEXT NOT NULL,
      policy TEXT NOT NULL,
      days INTEGER NOT NULL,
      decisions INTEGER NOT NULL,
      captures INTEGER NOT NULL,
      -- The hub's receipts as it signed them: JSON of packet id, body, signature, hub's key.
      receipts TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX deletions_by_time ON deletions (deleted_at);
    CREATE TRIGGER deletions_stay BEFORE UPDATE ON deletions BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER deletions_kept BEFORE DELETE ON deletions BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    DROP TRIGGER decisions_kept;
    CREATE TRIGGER decisions_kept BEFORE DELETE ON decisions
      WHEN NOT EXISTS (SELECT 1 FROM deletions d WHERE d.case_id = OLD.case_id)
      BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    DROP TRIGGER receipts_kept;
    CREATE TRIGGER receipts_kept BEFORE DELETE ON receipts
      WHEN NOT EXISTS (SELECT 1 FROM packets p JOIN outbox o ON o.outbox_id = p.outbox_id JOIN deletions d ON d.case_id = o.case_id WHERE p.packet_id = OLD.packet_id)
      BEGIN SELECT RAISE(ABORT, 'append-only'); END;
  `);
  const hubKey = parsed(z.string().optional(), db.prepare('SELECT hub_key FROM hub_link').pluck().get());
  if (hubKey !== undefined) nameHub(db, hubKey);
}

function nameHub(db: Db, hubKey: string): void {
  const rows = parsed(z.array(z.object({ packetId: z.string(), body: z.string(), signature: z.string() })), db.prepare('SELECT packet_id AS packetId, body, signature FROM receipts').all());
  const name = db.prepare('UPDATE receipts SET hub_key = ? WHERE packet_id = ?');
  db.exec('DROP TRIGGER receipts_stay');
  for (const { packetId, body, signature } of rows) if (isSignedBy(hubKey, 'hub-receipt', body, signature)) name.run(hubKey, packetId);
  db.exec(`CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'append-only'); END`);
}
