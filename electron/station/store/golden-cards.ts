/** Accepted measurements of golden cards. */
import { z } from 'zod';
import { goldenFiguresSchema, type GoldenFigures } from '../../../core/golden-card/figures.ts';
import { json, parsed, type ReadDb, type Tx } from './db.ts';

const rowSchema = z.object({ at: z.iso.datetime(), operatorName: z.string(), label: z.string(), baseline: z.number().transform((n) => n === 1), figures: json(goldenFiguresSchema) });
export type GoldenRow = z.infer<typeof rowSchema>;

const columns = 'at, operator_name AS operatorName, label, baseline, figures';
/** Half a year of mornings. Chosen. */
const kept = 130;

export const goldenBaselineQuery = `SELECT ${columns} FROM golden_cards WHERE device = ? AND baseline = 1 ORDER BY measurement DESC LIMIT 1`;
/** null: none yet. */
export function goldenBaseline(db: ReadDb, device: string): GoldenRow | null {
  const row = db.prepare(goldenBaselineQuery).get(device);
  return row === undefined ? null : parsed(rowSchema, row);
}

export const goldenHistoryQuery = `SELECT ${columns} FROM golden_cards WHERE device = ? ORDER BY measurement DESC LIMIT ${kept}`;
/** The last ones, oldest first. */
export function goldenHistory(db: ReadDb, device: string): GoldenRow[] {
  return db.prepare(goldenHistoryQuery).all(device).map((row) => parsed(rowSchema, row)).reverse();
}

export const goldenLatestQuery = `SELECT ${columns} FROM golden_cards WHERE device = ? ORDER BY measurement DESC LIMIT 1`;
/** null: none yet. */
export function goldenLatest(db: ReadDb, device: string): GoldenRow | null {
  const row = db.prepare(goldenLatestQuery).get(device);
  return row === undefined ? null : parsed(rowSchema, row);
}

/** Baselines measured at this instant, of whatever device. */
export function goldenBaselinesAt(db: ReadDb, at: string): GoldenRow[] {
  return db.prepare(`SELECT ${columns} FROM golden_cards WHERE at = ? AND baseline = 1`).all(at).map((row) => parsed(rowSchema, row));
}

export function addGoldenCard(tx: Tx, row: { device: string; label: string; figures: GoldenFigures; baseline: boolean; at: string; operatorId: string; operatorName: string }): void {
  tx.prepare(`INSERT INTO golden_cards (device, label, size, serial, figures, baseline, at, operator_id, operator_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(row.device, row.label, row.figures.card.size, row.figures.card.serial, JSON.stringify(row.figures), row.baseline ? 1 : 0, row.at, row.operatorId, row.operatorName);
}
