/** The counts of the fairness ledger: added to in the transaction that closes a case, and never led back to it. */
import { z } from 'zod';
import { dimensions, type Trial } from '../../../core/case/fairness.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';

/** `month`: YYYY-MM. */
export function addTrial(tx: Tx, month: string, { classes, retried, falseReject, leftOpen }: Trial): void {
  const add = tx.prepare(
    `INSERT INTO fairness_counts (month, dimension, class, cases, retried, false_rejects, left_open) VALUES (@month, @dimension, @class, 1, @retried, @falseRejects, @leftOpen)
     ON CONFLICT (month, dimension, class) DO UPDATE SET cases = cases + 1, retried = retried + excluded.retried,
       false_rejects = false_rejects + excluded.false_rejects, left_open = left_open + excluded.left_open`,
  );
  for (const dimension of dimensions) add.run({ month, dimension, class: classes[dimension], retried: Number(retried), falseRejects: Number(falseReject), leftOpen: Number(leftOpen) });
}

const rowSchema = z.object({
  month: z.string(), dimension: z.enum(dimensions), class: z.string(), cases: z.number().int(), retried: z.number().int(), falseRejects: z.number().int(), leftOpen: z.number().int(),
});
export type MonthRow = z.infer<typeof rowSchema>;

export const monthRowsQuery = `SELECT month, dimension, class, cases, retried, false_rejects AS falseRejects, left_open AS leftOpen FROM fairness_counts ORDER BY month`;

/** Oldest month first. */
export function monthRows(db: ReadDb): MonthRow[] {
  return db.prepare(monthRowsQuery).all().map((row) => parsed(rowSchema, row));
}
