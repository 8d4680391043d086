/** Finds cases by words, time and outcome, newest first. */
import type { RecordRow } from '../../../core/contract.ts';
import type { Outcome } from '../../../core/case/case.ts';
import { recordRow, rowColumns } from './cases.ts';
import { type ReadDb } from './db.ts';
import { wordsOf } from './fold.ts';

/** `fromAt` inclusive, `toAt` exclusive: ISO instants. Words are prefixes of name, document number or case number, all must fit. */
export type Search = { text?: string; fromAt?: string; toAt?: string; outcome?: Outcome; limit: number; offset: number };

type Part = { sql: string; values: string[] };

export function searchCases(db: ReadDb, search: Search): { rows: RecordRow[]; total: number } {
  const { sql, values } = searchQuery(search);
  const rows = db.prepare(`${sql.rows} LIMIT ? OFFSET ?`).all(...values, search.limit, search.offset).map(recordRow);
  const total = Number(db.prepare(sql.total).pluck().get(...values));
  return { rows, total };
}

export const waitingQuery = `SELECT ${rowColumns} FROM cases WHERE outcome = 'refer' AND finished = 1 ORDER BY created_at LIMIT 200`;

/** Closed and left to staff: a second person turns each into an accept or a reject. Oldest first. */
export function waitingCases(db: ReadDb): RecordRow[] {
  return db.prepare(waitingQuery).all().map(recordRow);
}

export function searchQuery(search: Omit<Search, 'limit' | 'offset'>): { sql: { rows: string; total: string }; values: string[] } {
  const parts = partsOf(search);
  const where = parts.length === 0 ? '' : ` WHERE ${parts.map((part) => part.sql).join(' AND ')}`;
  return {
    sql: {
      rows: `SELECT ${rowColumns} FROM cases${where} ORDER BY created_at DESC`,
      total: `SELECT count(*) FROM cases${where}`,
    },
    values: parts.flatMap((part) => part.values),
  };
}

function partsOf({ text, fromAt, toAt, outcome }: Omit<Search, 'limit' | 'offset'>): Part[] {
  const parts: Part[] = wordsOf(text ?? '').map((word) => ({
    sql: 'case_id IN (SELECT case_id FROM case_terms WHERE term >= ? AND term < ?)',
    // The last code point sorts after every continuation of the word.
    values: [word, `${word}\u{10FFFF}`],
  }));
  if (outcome !== undefined) parts.push({ sql: 'outcome = ?', values: [outcome] });
  if (fromAt !== undefined) parts.push({ sql: 'created_at >= ?', values: [fromAt] });
  if (toAt !== undefined) parts.push({ sql: 'created_at < ?', values: [toAt] });
  return parts;
}
