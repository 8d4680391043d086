/** Partitions of a month: this one and the next are made ahead, any other when its first packet comes, because a station may have been away for long. */
import type { Database, Sql } from './database.ts';

export type Months = {
  ensure(month: string): Promise<void>;
  /** Also where it was there before. */
  again(month: string): Promise<void>;
};

/** YYYY-MM-01 of an instant. */
export const monthOf = (instant: string): string => `${new Date(instant).toISOString().slice(0, 7)}-01`;

const after = (month: string): string => {
  const next = new Date(`${month}T00:00:00.000Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 10);
};

/** Any number: hubs that make a month at once stand in line. */
const lockNumber = 7_340_113;
/** Chosen: whoever holds such a lock for longer is at work on the table; stations come back. */
const lockMs = 2_000;
const partitioned = ['packets', 'part_chunks'] as const;

/** @param attached is told of a month that somebody had detached and that hangs on its table again: what comes late belongs there */
export function createMonths(db: Database, attached: (table: string) => void = () => {}): Months {
  const there = new Map<string, Promise<void>>();
  const ensure = (month: string): Promise<void> => {
    if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error('not a month');
    const known = there.get(month) ?? db.transaction('owner', (sql) => make(sql, month)).then((again) => again.forEach(attached));
    there.set(month, known);
    known.catch(() => there.delete(month));
    return known;
  };
  return {
    ensure,
    again: (month) => {
      there.delete(month);
      return ensure(month);
    },
  };
}

/** PostgreSQL has one code for a row without a partition and for a broken CHECK; of these two the second alone has a name. */
const isWithoutMonth = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === '23514' && (!('constraint' in thrown) || thrown.constraint === undefined);

/** Whoever deletes old data drops months, and this process knows nothing of it: the month that `work` named is made again, once, for what comes late. */
export async function orMonthAgain<Made>(months: Months, work: (named: (month: string) => void) => Promise<Made>): Promise<Made> {
  let month: string | null = null;
  const attempt = (): Promise<Made> => work((named) => { month = named; });
  try {
    return await attempt();
  } catch (thrown) {
    if (month === null || !isWithoutMonth(thrown)) throw thrown;
    await months.again(month);
    return attempt();
  }
}

/**
 * Made beside the table and then attached, which goes on beside readers and writers; PARTITION OF would wait for every reader, a pg_dump too, and all that is asked meanwhile for it.
 * Rights and row-level security are the table's own: a partition is not asked for by its name.
 * One that was detached lies there under its name still, with its rows: it is attached again, since no row of its month can be written else.
 * @returns those that were detached
 */
async function make(sql: Sql, month: string): Promise<string[]> {
  const again: string[] = [];
  await sql.query(`SELECT set_config('lock_timeout', $1, true)`, [`${lockMs}ms`]);
  await sql.query('SELECT pg_advisory_xact_lock($1)', [lockNumber]);
  for (const table of partitioned) {
    const name = `${table}_${month.slice(0, 7).replace('-', '_')}`;
    const [row] = await sql.query('SELECT to_regclass($1) IS NOT NULL AS found, EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass($1) AND inhparent = $2::regclass) AS attached', [name, table]);
    if (row?.['attached'] === true) continue;
    if (row?.['found'] === true) again.push(name);
    else await sql.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`);
    await sql.query(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${month}') TO ('${after(month)}')`);
  }
  return again;
}

const dayMs = 86_400_000;

/** This month's and the next one's, now and every day: no station waits for one to be made. What fails is made when it is needed. @returns what ends it */
export async function keepAhead(months: Months, clock: () => Date, failed: (thrown: unknown) => void): Promise<() => void> {
  const look = async (): Promise<void> => {
    const now = monthOf(clock().toISOString());
    await months.ensure(now).then(() => months.ensure(after(now))).catch(failed);
  };
  await look();
  const timer = setInterval(() => void look(), dayMs);
  timer.unref();
  return () => clearInterval(timer);
}
