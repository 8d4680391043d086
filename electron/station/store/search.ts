/** Finds cases by words, time and outcome, newest first. */
import type { RecordRow } from '../../../core/contract.ts';
import type { Outcome } from '../../../core/case/case.ts';
import { recordRow, rowColumns } from './cases.ts';
import { type ReadDb } from './db.ts';
import { wordsOf } from './fold.ts';

/** `fromAt` inclusive, `toAt` exclusive: ISO instants. Words are prefixes of name, document number or case number, all must fit. */
export type Search = { text?: string; fromAt?: string; toAt?: string; outcome?: Outcome; limit: number; offset: number };

type Part = { sql: string; values: string[] };

/** Chosen: ten pages. Whoever has more hits types another letter, and to count a hundred thousand of them would make each letter wait. */
const mostCounted = 200;
/** Chosen: up to so many hits of a word are gathered and sorted; where every word has more, the newest cases are walked until a page is full, which is soon. */
const fewHits = 5000;

/** `more`: there are more than `total`, of which no page is shown. */
export function searchCases(db: ReadDb, search: Search): { rows: RecordRow[]; total: number; more: boolean } {
  const { sql, values } = searchQuery(search, rarestWord(db, wordsOf(search.text ?? '')));
  const rows = db.prepare(`${sql.rows} LIMIT ? OFFSET ?`).all(...values, search.limit, search.offset).map(recordRow);
  const found = Number(db.prepare(sql.total).pluck().get(...values));
  return { rows, total: Math.min(found, sql.most), more: found > sql.most };
}

/** Cases of a word, counted so far. */
export const hitsQuery = `SELECT count(*) FROM (SELECT 1 FROM case_terms WHERE term >= ? AND term < ? LIMIT ${fewHits})`;

/** null: there is none, or every word has many hits. */
function rarestWord(db: ReadDb, words: readonly string[]): string | null {
  const count = db.prepare(hitsQuery).pluck();
  const counted = words.map((word) => ({ word, hits: Number(count.get(...rangeOf(word))) })).sort((a, b) => a.hits - b.hits);
  return counted[0] && counted[0].hits < fewHits ? counted[0].word : null;
}

export const waitingQuery = `SELECT ${rowColumns} FROM cases WHERE outcome = 'refer' AND finished = 1 ORDER BY created_at LIMIT 200`;

/** Closed and left to staff: a second person turns each into an accept or a reject. Oldest first. */
export function waitingCases(db: ReadDb): RecordRow[] {
  return db.prepare(waitingQuery).all().map(recordRow);
}

/** @param rare a word of few hits, from which the search then begins; null: from the newest case */
export function searchQuery(search: Omit<Search, 'limit' | 'offset'>, rare: string | null): { sql: { rows: string; total: string; most: number }; values: string[] } {
  const parts = partsOf(search, rare);
  const where = parts.length === 0 ? '' : ` WHERE ${parts.map((part) => part.sql).join(' AND ')}`;
  const order = rare !== null ? '+created_at DESC' : wordsOf(search.text ?? '').some(isDay) ? 'number DESC' : 'created_at DESC';
  const isCounted = wordsOf(search.text ?? '').length > 0;
  return {
    sql: {
      // A plus keeps SQLite from the index of that column, where it would walk all cases to sort the few.
      rows: `SELECT ${rowColumns} FROM cases${where} ORDER BY ${order}`,
      total: isCounted ? `SELECT count(*) FROM (SELECT 1 FROM cases${where}${rare === null ? ` ORDER BY ${order}` : ''} LIMIT ${mostCounted + 1})` : `SELECT count(*) FROM cases${where}`,
      most: isCounted ? mostCounted : Number.MAX_SAFE_INTEGER,
    },
    values: parts.flatMap((part) => part.values),
  };
}

/** The beginning of case numbers: a year, a month or a day. With thousands of hits it is meant as that; a document number that begins so is found once more of it is typed. */
const isDay = (word: string): boolean => /^20\d\d[\d-]*$/.test(word);

// The last code point sorts after every continuation of the word.
const rangeOf = (word: string): [string, string] => [word, `${word}\u{10FFFF}`];

function partsOf({ text, fromAt, toAt, outcome }: Omit<Search, 'limit' | 'offset'>, rare: string | null): Part[] {
  const parts: Part[] = wordsOf(text ?? '').map((word) => ({
    sql: rare === null && isDay(word) ? 'number >= ? AND number < ?' : word === rare ? 'case_id IN (SELECT case_id FROM case_terms WHERE term >= ? AND term < ?)' : 'EXISTS (SELECT 1 FROM case_terms t WHERE t.case_id = cases.case_id AND t.term >= ? AND t.term < ?)',
    values: rangeOf(word),
  }));
  const free = rare === null && !wordsOf(text ?? '').some(isDay) ? '' : '+';
  if (outcome !== undefined) parts.push({ sql: `${free}outcome = ?`, values: [outcome] });
  if (fromAt !== undefined) parts.push({ sql: `${free}created_at >= ?`, values: [fromAt] });
  if (toAt !== undefined) parts.push({ sql: `${free}created_at < ?`, values: [toAt] });
  return parts;
}
