/** Dates of the station: instants are UTC, days are those of the counter's own time zone. */
import { CodedError } from '../../core/errors.ts';

/** YYYY-MM-DD in the computer's time zone. */
export function localDay(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first instant of a local day; `plusDays` later. @throws CodedError input.invalid for a day that does not exist. */
export function startOfDay(day: string, plusDays = 0): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date + plusDays);
  if (Number.isNaN(at.getTime())) throw new CodedError('input.invalid');
  return at.toISOString();
}

/** Chosen: time servers correct by seconds; an expiry date is moved by days. */
export const clockToleranceMs = 60_000;

/** Chosen: two computers that are each right by a time server differ by less, and a document expires by days. */
export const hubToleranceMs = 10 * 60_000;

export function isSetBack(now: Date, latest: string | null, toleranceMs = clockToleranceMs): boolean {
  return latest !== null && Date.parse(latest) - now.getTime() > toleranceMs;
}
