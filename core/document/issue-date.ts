/**
 * The day a paper was issued, among all dates on it, and whether that is recent enough. Which one was taken is said with the reason; where the
 * paper does not say, the answer is that it does not: a due date or a birth date is never taken for it.
 */
import { lastDayOf, monthsLater } from './dates.ts';
import { datesOnPage, type OrderReason, type PageDate, type PageDateOptions } from './page-dates.ts';
import type { PageText } from './page-text.ts';

/** Why this date: its label says so · a bare "Date" · it stands alone as in a letter's head · the period that is accounted for ends then · a print date, nothing better · the only date there is, on a line of its own. */
export type IssueReason = 'label' | 'bare-label' | 'letterhead' | 'period-end' | 'printed-on' | 'only-date';

export type IssueDate = { orderBy: OrderReason; /** All dates of the paper, top to bottom. */ all: PageDate[] } & (
  | { kind: 'found'; /** YYYY-MM-DD or YYYY-MM */ value: string; by: IssueReason; confidence: number; date: PageDate }
  /** Day and month may be either. */
  | { kind: 'ambiguous'; values: readonly string[]; by: IssueReason; date: PageDate }
  /** Labels name several different days. */
  | { kind: 'several'; values: readonly string[]; date: PageDate }
  /** no-date: none on the paper. no-issue-date: dates, but none that can be the issue date. */
  | { kind: 'none'; reason: 'no-date' | 'no-issue-date' });

/** How sure each reason is. Chosen, not measured; `npm run bench:address` prints how often each is right. */
const confidences: Readonly<Record<IssueReason, number>> = { label: 0.95, 'bare-label': 0.85, letterhead: 0.8, 'period-end': 0.7, 'only-date': 0.6, 'printed-on': 0.5 };

type Choice = { by: IssueReason; take(dates: readonly PageDate[], today: string): PageDate[] };

/** Tried in this order; the first that finds a date decides. */
const choices: readonly Choice[] = [
  { by: 'label', take: (dates) => dates.filter((d) => d.role === 'issue' && !d.weak) },
  { by: 'bare-label', take: (dates) => dates.filter((d) => d.role === 'issue' && d.weak) },
  // A letter's date stands in its head; of several that stand alone none is known to be it.
  { by: 'letterhead', take: (dates) => onlyOne(dates.filter((d) => d.role === 'other' && d.cue === null && d.standing === 'alone' && d.page === 0 && d.box.y < letterhead)) },
  { by: 'period-end', take: lastPeriodEnd },
  { by: 'only-date', take: (dates) => (dates.length === 1 && dates[0]!.role === 'other' && dates[0]!.cue === null && dates[0]!.standing === 'alone' && dates[0]!.readings[0].length === 10 ? [...dates] : []) },
  { by: 'printed-on', take: (dates) => onlyOne(dates.filter((d) => d.role === 'printed')) },
];

/**
 * The last end; a period that is not over was not accounted for. A later day that stands alone, or behind words that are not known, may be the
 * issue date as well (labels in small print are lost first), so it is named beside it.
 */
function lastPeriodEnd(dates: readonly PageDate[], today: string): PageDate[] {
  const isPast = (d: PageDate): boolean => d.readings.every((r) => lastDayOf(r) <= today);
  const end = dates.filter((d) => d.role === 'period-end' && isPast(d)).sort((a, b) => b.readings[0].localeCompare(a.readings[0]))[0];
  return end ? [end, ...dates.filter((d) => d.role === 'other' && d.cue === null && d.standing !== 'text' && isPast(d) && d.readings[0] > end.readings[0])] : [];
}

/** Share of the first page in which a letter's date stands. Chosen: below the address window (DIN 5008), above the text's middle. */
const letterhead = 0.5;

const onlyOne = (dates: readonly PageDate[]): PageDate[] => (new Set(dates.map((d) => d.readings.join())).size === 1 ? dates.slice(0, 1) : []);

export function issueDateOf(page: PageText, options: PageDateOptions): IssueDate {
  const { dates: all, orderBy } = datesOnPage(page, options);
  if (all.length === 0) return { kind: 'none', reason: 'no-date', orderBy, all };
  for (const { by, take } of choices) {
    const taken = take(all, options.today);
    const [date] = taken;
    if (!date) continue;
    const values = [...new Set(taken.map((d) => d.readings.join('|')))];
    // A month alone says the same as a day in it.
    const days = values.filter((v) => !values.some((other) => other !== v && other.startsWith(`${v}-`)));
    if (days.length > 1) return { kind: 'several', values: days.flatMap((v) => v.split('|')).sort(), date, orderBy, all };
    const best = taken.find((d) => d.readings.join('|') === days[0])!;
    return best.readings.length > 1 ? { kind: 'ambiguous', values: best.readings, by, date: best, orderBy, all } : { kind: 'found', value: best.readings[0], by, confidence: confidences[by] * (best.line.confidence ?? 1), date: best, orderBy, all };
  }
  return { kind: 'none', reason: 'no-issue-date', orderBy, all };
}

export type AgeVerdict = { /** The earliest day that is still recent enough. */ oldest: string } & (
  | { verdict: 'ok' | 'too-old' | 'future'; issued: string }
  /** ambiguous: its possible days are judged differently. */
  | { verdict: 'ambiguous'; values: readonly string[] }
  | { verdict: 'no-date' });

/**
 * @param caseDate YYYY-MM-DD, of a clock that is believed
 * @param months of the calendar: with 3, a paper of 30 August may be used up to 30 November and of 31 August too; the day itself counts in
 */
export function judgeIssueDate(issue: IssueDate, caseDate: string, months: number): AgeVerdict {
  const oldest = monthsLater(caseDate, -months);
  if (issue.kind === 'none') return { verdict: 'no-date', oldest };
  const values = issue.kind === 'found' ? [issue.value] : issue.values;
  // A month without its day runs from its first to its last.
  const days = values.flatMap((v) => (v.length === 10 ? [v] : [`${v}-01`, lastDayOf(v) > caseDate && `${v}-01` <= caseDate ? caseDate : lastDayOf(v)]));
  const verdicts = new Set(days.map((day) => (day > caseDate ? 'future' : day < oldest ? 'too-old' : 'ok')));
  return verdicts.size === 1 ? { verdict: [...verdicts][0]!, issued: values[0]!, oldest } : { verdict: 'ambiguous', values, oldest };
}

/** The last day on which a paper of this day (or month: of its first) is recent enough, as judgeIssueDate counts: of 28 February, with 3, it is 31 May. */
export function freshUntil(issued: string, months: number): string {
  const day = issued.length === 10 ? issued : `${issued}-01`;
  let last = monthsLater(day, months);
  for (let next = dayAfter(last); monthsLater(next, -months) <= day; next = dayAfter(last)) last = next;
  return last;
}
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
