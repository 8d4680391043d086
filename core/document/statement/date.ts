/**
 * The day on a statement. Only year, month, day in this order is accepted, whatever stands between them; every other order is read too, so that
 * it can be told apart from another day. Where two looks at the row do not agree, nothing is said.
 */
import { dateText, isDate } from '../dates.ts';
import { datesInText, foldDates } from '../dates-in-print.ts';
import { isAllRead, isSure } from './looks.ts';
import type { SheetLine } from './reading.ts';

export type DateFinding =
  | { kind: 'right'; line: SheetLine }
  /** In the right order, another day. `swapped`: month and day of the case date changed places. */
  | { kind: 'wrong'; line: SheetLine; seen: string; swapped: boolean }
  /** Not in the order of year, month, day. `otherDay`: and the case date in no order. */
  | { kind: 'order'; line: SheetLine; seen: string; otherDay: boolean }
  /** All that stands on the sheet was read, and no date is among it. */
  | { kind: 'missing' }
  | { kind: 'unsure'; line: SheetLine | null };

/** `days`: every day that it may be read as, YYYY-MM-DD. `text`: as it was read. */
export type WrittenDate = { yearFirst: boolean; days: readonly string[]; text: string };

/** One to three marks that are no letter and no figure, or the sign of the part before. */
const between = '(?:[^\\p{L}\\p{N}]{1,3}| ?[年月년월] ?)';
const yearFirst = new RegExp(`(?<![\\d.,/-])((?:19|20)\\d\\d)${between}(\\d{1,2})${between}(\\d{1,2})(?!\\d)`, 'gu');
const withoutMarks = /(?<![\d./-])((?:19|20)\d\d)(\d\d)(\d\d)(?![\d./-])/g;
/** Year of two figures before month and day. */
const shortYearFirst = /(?<![\d./-])(\d\d)[-./ ](\d{1,2})[-./ ](\d{1,2})(?![\d])/g;

/** @param today YYYY-MM-DD; settles centuries of two-digit years */
export function writtenDates(text: string, today: string): WrittenDate[] {
  const folded = foldDates(text).normalize('NFC');
  const found: (WrittenDate & { at: number })[] = [];
  const add = (written: WrittenDate, at: number): void => {
    const taken = found.some((f) => at < f.at + f.text.length && f.at < at + written.text.length);
    if (!taken) found.push({ ...written, at });
  };
  for (const pattern of [yearFirst, withoutMarks]) {
    for (const match of folded.matchAll(pattern)) add({ ...inOrder(match[1]!, match[2]!, match[3]!), text: match[0] }, match.index);
  }
  const others = (['day-first', 'month-first'] as const).flatMap((order) => datesInText(text, order, 'paper', today));
  for (const { at, length } of others) {
    const days = others.filter((o) => o.at === at && o.value.length === 10).map((o) => o.value);
    const written = folded.slice(at, at + length);
    add({ yearFirst: false, days: [...new Set([...days, ...shortYears(written, today)])], text: written }, at);
  }
  return found.sort((a, b) => a.at - b.at).map(({ at: _at, ...written }) => written);
}

/** Year, day, month is another order; what is no day at all has no readings. */
function inOrder(y: string, m: string, d: string): Pick<WrittenDate, 'yearFirst' | 'days'> {
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  if (isDate(year, month, day)) return { yearFirst: true, days: [dateText(year, month, day)] };
  return { yearFirst: false, days: isDate(year, day, month) ? [dateText(year, day, month)] : [] };
}

function shortYears(text: string, today: string): string[] {
  return [...text.matchAll(shortYearFirst)].flatMap(([, y, m, d]) => inOrder(`${today.slice(0, 2)}${y}`, m!, d!).days);
}

const sameDate = (a: WrittenDate, b: WrittenDate): boolean => a.yearFirst === b.yearFirst && a.days.join() === b.days.join();
const swap = (day: string): string => `${day.slice(0, 5)}${day.slice(8)}-${day.slice(5, 7)}`;
/** Enough figures for a date, though none could be made out. */
const mayHoldDate = ({ text, again = '' }: SheetLine): boolean => [text, again].some((t) => (foldDates(t).match(/\d/g)?.length ?? 0) >= 5);

/** @param date the case date, YYYY-MM-DD */
export function findDate(lines: readonly SheetLine[], date: string): DateFinding {
  const sure: { line: SheetLine; written: WrittenDate }[] = [];
  let doubtful: SheetLine | null = null, likely: SheetLine | null = null;
  for (const line of lines) {
    const [first, second] = [writtenDates(line.text, date), writtenDates(line.again ?? '', date)];
    const agreed = isSure(line) && first.length > 0 && first.length === second.length && first.every((w, i) => w.days.length > 0 && sameDate(w, second[i]!));
    if (agreed) sure.push(...first.map((written) => ({ line, written })));
    else if (first.length + second.length > 0) doubtful ??= line;
    else if (mayHoldDate(line)) likely ??= line;
  }
  const [found] = sure;
  // Two different days on one sheet, or one that could be another: a person looks.
  if (doubtful || sure.some((s) => !sameDate(s.written, found!.written))) return { kind: 'unsure', line: doubtful ?? found!.line };
  if (!found) return isAllRead(lines) && !likely ? { kind: 'missing' } : { kind: 'unsure', line: likely };
  const { line, written: { yearFirst: ordered, days, text } } = found;
  if (!ordered) return { kind: 'order', line, seen: text, otherDay: !days.includes(date) };
  return days[0] === date ? { kind: 'right', line } : { kind: 'wrong', line, seen: days[0]!, swapped: days[0] === swap(date) };
}
