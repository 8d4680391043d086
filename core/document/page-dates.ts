/** All dates on a paper, each with what it is the date of and the words that say so. */
import { orderOfCountry, orderSaidBy } from './date-order.ts';
import { datesInText, foldDates, type DateOrder } from './dates-in-print.ts';
import { cueBefore, type Cue, type DateRole } from './date-roles.ts';
import { isLabel, labelOver, standingOf } from './date-standing.ts';
import { languageOf } from './page-language.ts';
import { inReadingOrder, lineAbove, lineBefore, type PageBox, type PageLine, type PageText } from './page-text.ts';
import { fold } from './phrases.ts';

export type PageDate = {
  /** YYYY-MM-DD, or YYYY-MM where no day is printed. More than one: day and month may be either, and nothing on the page settles it. */
  readings: readonly [string] | readonly [string, string];
  role: DateRole;
  /** The words that gave the role, capitals without accents; null: its place did. */
  cue: string | null;
  weak: boolean;
  /** alone: nothing but the date, or a place before it ("Lyon, le 1er mars 2026") · labelled: words that nothing is known of stand at it as a label does · text: in a sentence. */
  standing: 'alone' | 'labelled' | 'text';
  /** As printed, folded. */
  text: string;
  line: PageLine;
  page: number;
  box: PageBox;
};

export type OrderReason = 'other-dates' | 'country' | 'language' | 'unknown';
export type PageDates = { dates: PageDate[]; order: DateOrder; orderBy: OrderReason };

export type PageDateOptions = {
  /** YYYY-MM-DD; settles the centuries of two-digit years. */
  today: string;
  /** ICAO code of the country the paper comes from, where it is known: settles 01/03 against 03/01. */
  country?: string | null;
};

/** Languages whose every country writes the day first; English and Dutch abroad do not say. */
const dayFirstLanguages: readonly (string | null)[] = ['fr', 'de', 'es', 'pt', 'it', 'nl'];
/** Where short dates begin with the year, 26/03/01: with two figures for it no order is safe. */
const yearFirstCountries: readonly string[] = ['JPN', 'CHN', 'KOR', 'TWN', 'HUN', 'LTU', 'SWE', 'MNG', 'IRN'];

function orderOf(lines: readonly PageLine[], country: string | null): { order: DateOrder; orderBy: OrderReason } {
  const text = lines.map((l) => l.text).join('\n');
  const said = orderSaidBy(text);
  if (said !== 'either') return { order: said, orderBy: 'other-dates' };
  if (country !== null) return { order: orderOfCountry(country), orderBy: 'country' };
  // Spanish and French are also written in the United States and Canada, but there with the language's own order.
  return dayFirstLanguages.includes(languageOf(text)) ? { order: 'day-first', orderBy: 'language' } : { order: 'either', orderBy: 'unknown' };
}

type Raw = { readings: PageDate['readings']; at: number; length: number };

export function datesOnPage(page: PageText, { today, country = null }: PageDateOptions): PageDates {
  const lines = inReadingOrder(page.lines);
  const { order, orderBy } = orderOf(lines, country);
  const found = lines.flatMap((line) => {
    const text = foldDates(line.text);
    return rawDates(text, order, today, country).map((raw, i, all) => ({ raw, line, text, before: text.slice(i === 0 ? 0 : all[i - 1]!.at + all[i - 1]!.length, raw.at), after: text.slice(raw.at + raw.length, all[i + 1]?.at) }));
  });
  const dated = new Set(found.map((f) => f.line));
  const dates = found.map(({ raw, line, text, before, after }): PageDate => {
    const { role, cue, weak } = roleOf(line, before, after, lines, dated);
    return { readings: raw.readings, role, cue, weak, standing: standingOf(line, text.slice(0, raw.at), text.slice(raw.at + raw.length), lines, dated), text: text.slice(raw.at, raw.at + raw.length), line, page: line.page, box: line.box };
  });
  return { dates: withPeriods(dates), order, orderBy };
}

function rawDates(text: string, order: DateOrder, today: string, country: string | null): Raw[] {
  const either = (known: DateOrder): Map<number, { value: string; length: number }> => new Map(datesInText(text, known, 'paper', today).map((d) => [d.at, d]));
  const [day, month] = order === 'either' ? [either('day-first'), either('month-first')] : [either(order), either(order)];
  return [...day].flatMap(([at, { value, length }]): Raw[] => {
    const other = month.get(at)?.value ?? value;
    const printed = text.slice(at, at + length);
    // A point between figures says that the day is first, whatever the country (CLDR).
    const readings: PageDate['readings'] = other === value || /^\d{1,2}\. ?\d{1,2}\./.test(printed) ? [value] : [value, other];
    return isNoDate(text, at, length) || (yearFirstCountries.includes(country ?? '') && /^\d\d?[-./]\d\d?[-./]\d\d$/.test(printed)) || value.startsWith('9999') || value.length === 4 ? [] : [{ readings, at, length }];
  });
}

/** Telephone numbers and accounts in groups of figures: 01 02 03 04 05. */
function isNoDate(text: string, at: number, length: number): boolean {
  const printed = text.slice(at, at + length);
  if (!/^\d+ \d+ \d+$/.test(printed)) return /[A-Z\d][-/]?$/.test(text.slice(0, at)) && /^\d/.test(printed);
  return !/\d{4}/.test(printed) || /\d ?$/.test(text.slice(0, at)) || /^ ?\d/.test(text.slice(at + length));
}

type Role = Pick<Cue, 'role' | 'weak'> & { cue: string | null };
const nothing: Role = { role: 'other', weak: false, cue: null };
const said = (cue: Cue): Role => ({ role: cue.role, weak: cue.weak, cue: cue.phrase });

/** Words that follow a date and say what it is for. */
const dueAfter = /^ ?(?:ABGEBUCHT|EINGEZOGEN|FALLIG|ZUR ZAHLUNG|PRELEVE)/;

function roleOf(line: PageLine, before: string, after: string, lines: readonly PageLine[], dated: ReadonlySet<PageLine>): Role {
  if (dueAfter.test(after)) return { role: 'due', weak: false, cue: fold(after).split(' ')[0]! };
  const own = /\p{L}/u.test(before) ? cueBefore(before) : null;
  if (own) return said(own);
  if (/\p{L}{2}/u.test(before)) return nothing;
  const left = lineBefore(line, lines);
  const beside = left && !dated.has(left) ? cueBefore(left.text) : null;
  if (beside) return said(beside);
  // Rows of a table begin with their date and go on, or stand under each other.
  if (isEntry(line, after, lines, dated)) return { role: 'entry', weak: false, cue: null };
  const above = lineAbove(line, lines, labelOver);
  const over = above && !dated.has(above) && isLabel(above.text) ? cueBefore(above.text) : null;
  return over ? said(over) : nothing;
}


function isEntry(line: PageLine, after: string, lines: readonly PageLine[], dated: ReadonlySet<PageLine>): boolean {
  if ((after.match(/\p{L}{3}/gu) ?? []).length >= 2) return true;
  const neighbours = lines.filter((l) => l !== line && dated.has(l) && l.page === line.page && Math.abs(l.box.x - line.box.x) < 0.01 && Math.abs(l.box.y - line.box.y) < 4 * line.box.height && /^\W*\d/.test(l.text) && !lineBefore(l, lines)?.text.match(/[:\p{L}]{3}$/u));
  return neighbours.length > 0;
}

const endWords: readonly string[] = ['TO', 'AU', 'BIS', 'HASTA', 'AL', 'ATE', 'TOT', 'THROUGH', 'THRU', 'BIS ZUM', 'A', 'E IL'];

/** Two dates of one line that only a dash or a word for "to" parts are the ends of one period, whatever stands before the first. */
function withPeriods(dates: readonly PageDate[]): PageDate[] {
  return dates.map((date, i) => {
    const [previous, next] = [dates[i - 1], dates[i + 1]];
    if (next && isPeriod(date, next)) return { ...date, role: 'period-start' };
    if (previous && isPeriod(previous, date)) return { ...date, role: 'period-end', cue: previous.cue };
    return date;
  });
}

function isPeriod(first: PageDate, second: PageDate): boolean {
  if (first.line !== second.line || first.readings[0] >= second.readings[0]) return false;
  const text = foldDates(first.line.text);
  const at = text.indexOf(first.text) + first.text.length;
  const between = fold(text.slice(at, text.indexOf(second.text, at)).replaceAll(/[-–—−~.,:]/g, ' ')).replaceAll('-', '').trim();
  return endWords.includes(between) || (between === '' && /[-–—−~]/.test(text.slice(at, text.indexOf(second.text, at))));
}
