import type { Db } from '../db.ts';

/** What was seen of a device, a row a day and kind: `used`, or the code of a fault. Nothing of a customer or of staff. */
export function deviceDays(db: Db): void {
  db.exec(`
    CREATE TABLE device_days (
      device TEXT NOT NULL,
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      times INTEGER NOT NULL CHECK (times > 0),
      rate REAL,
      PRIMARY KEY (device, day, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX device_days_by_day ON device_days (day);
  `);
}
