import type { Db } from '../db.ts';

/** Accepted measurements of a golden card, by device; of those that are a baseline the last one counts. Nothing of a customer. */
export function goldenCards(db: Db): void {
  db.exec(`
    CREATE TABLE golden_cards (
      measurement INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      label TEXT NOT NULL,
      size TEXT NOT NULL,
      serial INTEGER NOT NULL,
      figures TEXT NOT NULL,
      baseline INTEGER NOT NULL CHECK (baseline IN (0, 1)),
      at TEXT NOT NULL,
      operator_id TEXT NOT NULL,
      operator_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX golden_cards_by_device ON golden_cards (device);
    CREATE INDEX golden_baselines ON golden_cards (device) WHERE baseline = 1;
  `);
}
