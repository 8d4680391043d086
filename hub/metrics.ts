/** Counts for Prometheus; no station, no branch, no customer in a label. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { DatabaseAway, type Database, type Row } from './db/database.ts';
import type { Word } from './hub.ts';

export type Metrics = { registry: Registry; word(route: string, word: Word): void; rejected(why: string): void; bytes(count: number): void; took(route: string, seconds: number): void };

async function answers(db: Database): Promise<boolean> {
  try {
    await db.answers();
    return true;
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) return false;
    throw thrown;
  }
}

export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const words = new Counter({ name: 'vestibule_hub_words_total', help: 'Answers to stations', labelNames: ['route', 'outcome', 'reason'], registers: [registry] });
  const rejections = new Counter({ name: 'vestibule_hub_rejections_total', help: 'Requests that were not believed', labelNames: ['why'], registers: [registry] });
  const bytes = new Counter({ name: 'vestibule_hub_bytes_total', help: 'Bytes of sealed bodies taken in', registers: [registry] });
  const seconds = new Histogram({ name: 'vestibule_hub_seconds', help: 'Time to answer', labelNames: ['route'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers: [registry] });
  /** null: the database is away; the other figures are wanted most just then. */
  const asked = (query: string): Promise<Row[] | null> => db.query(query).catch((thrown: unknown) => {
    if (thrown instanceof DatabaseAway) return null;
    throw thrown;
  });
  new Gauge({
    name: 'vestibule_hub_database_answers', help: '1: the database answers', registers: [registry],
    async collect() {
      this.set(await answers(db) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'vestibule_hub_stations', help: 'Stations by state', labelNames: ['state'], registers: [registry],
    async collect() {
      this.reset();
      for (const row of (await asked(`SELECT CASE WHEN state = 'revoked' AND approved_at IS NULL THEN 'refused' ELSE state END AS state, count(*)::int AS count FROM stations GROUP BY 1`)) ?? []) this.set({ state: String(row['state']) }, Number(row['count']));
    },
  });
  return {
    registry,
    word: (route, { outcome, reason }) => words.inc({ route, outcome, reason: reason ?? 'none' }),
    rejected: (why) => rejections.inc({ why }),
    bytes: (count) => bytes.inc(count),
    took: (route, took) => seconds.observe({ route }, took),
  };
}
