/** Calendar dates as YYYY-MM-DD strings; months and days that are not known are left out from the right. */

const daysInMonth = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

const isUnknown = (part: string): boolean => part === '<<' || part === '00' || part === 'XX';

const two = (n: number): string => String(n).padStart(2, '0');

export function dateText(year: number, month: number | null, day: number | null): string {
  const y = String(year).padStart(4, '0');
  return month === null ? y : day === null ? `${y}-${two(month)}` : `${y}-${two(month)}-${two(day)}`;
}

/**
 * How far ahead a date of this kind may lie: a birth not at all, an expiry up to 30 years (no travel document is issued for longer; chosen),
 * a day named on a bill or in a letter up to 10 (ends of contracts; chosen).
 */
const yearsAhead = { birth: 0, expiry: 30, paper: 10 } as const;
export type CenturyKind = keyof typeof yearsAhead;

/** Two-digit years have no century (ICAO 9303-3, 4.8): the year is the last one that does not lie farther ahead than its kind may. */
export function fullYear(twoDigits: number, kind: CenturyKind, today: string): number {
  const latest = Number(today.slice(0, 4)) + yearsAhead[kind];
  const year = Math.floor(latest / 100) * 100 + twoDigits;
  return year > latest ? year - 100 : year;
}

/**
 * YYMMDD; null when it is no date. What is unknown is `<<` (ICAO 9303-3, 4.8), and `00` or `XX` with states that do otherwise; a day
 * without its month is none.
 */
export function dateOfMrz(text: string, kind: 'birth' | 'expiry', today: string): string | null {
  const match = /^(\d\d)(\d\d|<<|XX)(\d\d|<<|XX)$/.exec(text);
  if (!match) return null;
  const [, yy, mm, dd] = match as unknown as [string, string, string, string];
  const year = fullYear(Number(yy), kind, today);
  if (isUnknown(mm)) return mm === dd ? dateText(year, null, null) : null;
  const month = Number(mm);
  if (month < 1 || month > 12) return null;
  if (isUnknown(dd)) return dateText(year, month, null);
  if (!isDate(year, month, Number(dd))) return null;
  const text2 = dateText(year, month, Number(dd));
  // A birth later this year is one a century ago.
  return kind === 'birth' && text2 > today ? dateText(year - 100, month, Number(dd)) : text2;
}

/** The value of an expiry that never comes: the last day that four digits of a year can name. */
export const unlimited = '9999-12-31';

/** The last day a document with this expiry is valid: a month or a year alone runs to its end. */
export function lastDayOf(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (month === undefined) return `${date}-12-31`;
  return day === undefined ? `${date}-${two(daysInMonth(year!, month))}` : date;
}

/** Whole days from `from` to `to`, both YYYY-MM-DD; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The same day of the month so many calendar months later (negative: earlier), or that month's last day where it has no such day. */
export function monthsLater(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const count = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return dateText(y, m, Math.min(day, daysInMonth(y, m)));
}
