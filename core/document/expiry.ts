/** The last valid day of a document, as far as it can be judged. */
import { daysBetween, lastDayOf } from './dates.ts';
import type { DocumentReading, Field } from './reading.ts';

export type Expiry =
  /** `last` is YYYY-MM-DD; daysLeft is 0 on it and -1 on the day after. */
  | { kind: 'known'; last: string; daysLeft: number; region: Field['region'] }
  | { kind: 'unknown'; reason: 'expiry-unread' | 'expiry-typed' | 'clock-untrusted' };

const day = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day of a clock that is believed; a station whose clock was set back tells no day. */
export const isTrusted = (date: string): boolean => day.test(date);

/** True for YYYY, YYYY-MM and YYYY-MM-DD that are on the calendar. */
export function isDateText(value: string): boolean {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(value)) return false;
  const [, month = 1] = value.split('-').map(Number);
  if (month < 1 || month > 12) return false;
  const last = lastDayOf(value);
  const at = new Date(`${last}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(last);
}

export function expiryOf({ fields: { expiryDate } }: DocumentReading, date: string): Expiry {
  if (!expiryDate) return { kind: 'unknown', reason: 'expiry-unread' };
  // One person's typing must not make a document valid: a second one looks at it.
  if (expiryDate.source === 'clerk') return { kind: 'unknown', reason: isDateText(expiryDate.value) ? 'expiry-typed' : 'expiry-unread' };
  if (!isDateText(expiryDate.value)) return { kind: 'unknown', reason: 'expiry-unread' };
  if (!isTrusted(date)) return { kind: 'unknown', reason: 'clock-untrusted' };
  const last = lastDayOf(expiryDate.value);
  return { kind: 'known', last, daysLeft: daysBetween(date, last), region: expiryDate.region };
}
