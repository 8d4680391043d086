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
 * Two-digit years have no century (ICAO 9303-3, 4.8): a birth year is the last one not after `today`; an expiry year may lie up to
 * 30 years ahead (no travel document is issued for longer; chosen), else it was in the last century.
 */
export function fullYear(twoDigits: number, kind: 'birth' | 'expiry', today: string): number {
  const now = Number(today.slice(0, 4));
  const latest = kind === 'birth' ? now : now + 30;
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
