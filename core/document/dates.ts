/** Calendar dates as YYYY-MM-DD strings; months and days that are not known are left out from the right. */

const daysInMonth = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

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

/** YYMMDD with `<<` for unknown parts; null when it is no date. */
export function dateOfMrz(text: string, kind: 'birth' | 'expiry', today: string): string | null {
  const match = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (!match) return null;
  const [, yy, mm, dd] = match;
  const year = fullYear(Number(yy), kind, today);
  if (mm === '<<') return dd === '<<' ? dateText(year, null, null) : null;
  const month = Number(mm);
  if (month < 1 || month > 12) return null;
  if (dd === '<<') return dateText(year, month, null);
  if (!isDate(year, month, Number(dd))) return null;
  const text2 = dateText(year, month, Number(dd));
  // A birth later this year is one a century ago.
  return kind === 'birth' && text2 > today ? dateText(year - 100, month, Number(dd)) : text2;
}

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

const months: Readonly<Record<string, number>> = {
  JAN: 1, FEB: 2, FEV: 2, MAR: 3, MRT: 3, APR: 4, AVR: 4, MAY: 5, MAI: 5, MEI: 5, JUN: 6, JUI: 6, JUL: 7, AUG: 8, AOU: 8, SEP: 9, OCT: 10, OKT: 10, NOV: 11, DEC: 12, DEZ: 12,
};

/**
 * The first date written out in a text: 2030-01-31, 31.12.2030, 31/12/30, 12 AUG 2030. `order` settles 03/04/2030; where only one
 * reading is a date, that one counts.
 */
export function dateInText(text: string, order: 'day-first' | 'month-first', kind: 'birth' | 'expiry', today: string): string | null {
  const upper = text.toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  const iso = /\b(19\d\d|20\d\d)[-./ ](\d\d)[-./ ](\d\d)\b/.exec(upper);
  if (iso && isDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))) return `${iso[1]}-${iso[2]}-${iso[3]}`;
  const numeric = /\b(\d{1,2})[-./ ]{1,2}(\d{1,2})[-./ ]{1,2}(\d{4}|\d{2})\b/.exec(upper);
  if (numeric) {
    const year = numeric[3]!.length === 4 ? Number(numeric[3]) : fullYear(Number(numeric[3]), kind, today);
    const [a, b] = [Number(numeric[1]), Number(numeric[2])];
    const tries = order === 'day-first' ? [[b, a], [a, b]] : [[a, b], [b, a]];
    for (const [month, day] of tries) if (isDate(year, month!, day!)) return dateText(year, month!, day!);
  }
  const named = /\b(\d{1,2})[ .-]?([A-Z]{3})[A-Z]*[ ./-]*(?:[A-Z]{3,4}[ ./-]*)?(\d{4}|\d{2})\b/.exec(upper);
  if (named && months[named[2]!] !== undefined) {
    const year = named[3]!.length === 4 ? Number(named[3]) : fullYear(Number(named[3]), kind, today);
    if (isDate(year, months[named[2]!]!, Number(named[1]))) return dateText(year, months[named[2]!]!, Number(named[1]));
  }
  return null;
}
