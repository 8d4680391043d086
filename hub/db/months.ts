/** Partitions of a month are made when the first packet of that month comes: a station may have been away for long. */
import type { Database } from './database.ts';

export type Months = { ensure(month: string): Promise<void> };

/** YYYY-MM-01 of an instant. */
export const monthOf = (instant: string): string => `${new Date(instant).toISOString().slice(0, 7)}-01`;

export function createMonths(db: Database): Months {
  const there = new Map<string, Promise<void>>();
  const make = async (month: string): Promise<void> => {
    const next = new Date(`${month}T00:00:00.000Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const to = next.toISOString().slice(0, 10);
    const suffix = month.slice(0, 7).replace('-', '_');
    for (const table of ['packets', 'part_chunks']) {
      await db.script(`CREATE TABLE IF NOT EXISTS ${table}_${suffix} PARTITION OF ${table} FOR VALUES FROM ('${month}') TO ('${to}')`).catch(async (thrown: unknown) => {
        // Two hubs at once: the second finds it made.
        const [row] = await db.query('SELECT to_regclass($1) AS found', [`${table}_${suffix}`]);
        if (row?.['found'] === null) throw thrown;
      });
    }
  };
  return {
    ensure: (month) => {
      if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error('not a month');
      const known = there.get(month) ?? make(month);
      there.set(month, known);
      known.catch(() => there.delete(month));
      return known;
    },
  };
}
