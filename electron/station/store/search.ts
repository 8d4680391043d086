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
/**
 * Chosen: up to so many hits of a word are gathered and sorted. Where the only word has more, the newest cases are walked until a page is full, which is soon. Of several such words few cases may have
 * all, and a walk would go to the end: what each of them has is gathered and held against the others, in the index alone.
 */
const fewHits = 5000;

/** `more`: there are more than `total`, of which no page is shown. */
export function searchCases(db: ReadDb, search: Search): { rows: RecordRow[]; total: number; more: boolean } {
  const { sql, values } = searchQuery(search, rarestWord(db, searchedWords(search)));
  const { limit, offset } = search;
  if (sql.total !== null) return { rows: db.prepare(`${sql.rows} LIMIT ? OFFSET ?`).all(...values, limit, offset).map(recordRow), total: Number(db.prepare(sql.total).pluck().get(...values)), more: false };
  // Counted as far as they are read: what was gathered is not gathered again for the count.
  const found = db.prepare(`${sql.rows} LIMIT ?`).all(...values, Math.max(mostCounted + 1, offset + limit));
  return { rows: found.slice(offset, offset + limit).map(recordRow), total: Math.min(found.length, mostCounted), more: found.length > mostCounted };
}

/** What begins with `mira` begins with `m`. */
function searchedWords({ text }: Pick<Search, 'text'>): string[] {
  const words = [...new Set(wordsOf(text ?? ''))];
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
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

/**
 * @param rare a word of few hits, from which the search then begins; null: there is none
 * @returns `total`: counts; null where the rows themselves are counted
 */
export function searchQuery(search: Omit<Search, 'limit' | 'offset'>, rare: string | null): { sql: { rows: string; total: string | null }; values: string[] } {
  const words = searchedWords(search);
  const common = words.filter((word) => !isDay(word));
  const gathered = rare !== null ? [rare] : common.length > 1 ? common : [];
  const parts = partsOf(search, { words, gathered, rare });
  const where = parts.length === 0 ? '' : ` WHERE ${parts.map((part) => part.sql).join(' AND ')}`;
  const order = gathered.length > 0 ? '+created_at DESC' : words.some(isDay) ? 'number DESC' : 'created_at DESC';
  return {
    sql: {
      // A plus keeps SQLite from the index of that column, where it would walk all cases to sort the few.
      rows: `SELECT ${rowColumns} FROM cases${where} ORDER BY ${order}`,
      total: words.length > 0 ? null : `SELECT count(*) FROM cases${where}`,
    },
    values: parts.flatMap((part) => part.values),
  };
}

/** The beginning of case numbers: a year, a month or a day. With thousands of hits it is meant as that; a document number that begins so is found once more of it is typed. */
const isDay = (word: string): boolean => /^20\d\d[\d-]*$/.test(word);

// The last code point sorts after every continuation of the word.
const rangeOf = (word: string): [string, string] => [word, `${word}\u{10FFFF}`];

function partsOf({ fromAt, toAt, outcome }: Omit<Search, 'limit' | 'offset'>, { words, gathered, rare }: { words: string[]; gathered: string[]; rare: string | null }): Part[] {
  const parts: Part[] = [];
  if (gathered.length > 0) parts.push({ sql: `case_id IN (${gathered.map(() => 'SELECT case_id FROM case_terms WHERE term >= ? AND term < ?').join(' INTERSECT ')})`, values: gathered.flatMap(rangeOf) });
  const plus = gathered.length > 0 ? '+' : '';
  for (const word of words.filter((one) => !gathered.includes(one))) {
    parts.push({
      sql: rare === null && isDay(word) ? `${plus}number >= ? AND ${plus}number < ?` : 'EXISTS (SELECT 1 FROM case_terms t WHERE t.case_id = cases.case_id AND t.term >= ? AND t.term < ?)',
      values: rangeOf(word),
    });
  }
  const free = gathered.length === 0 && !words.some(isDay) ? '' : '+';
  if (outcome !== undefined) parts.push({ sql: `${free}outcome = ?`, values: [outcome] });
  if (fromAt !== undefined) parts.push({ sql: `${free}created_at >= ?`, values: [fromAt] });
  if (toAt !== undefined) parts.push({ sql: `${free}created_at < ?`, values: [toAt] });
  return parts;
}
