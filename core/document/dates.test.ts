import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfMrz, daysBetween, fullYear, lastDayOf, monthsLater } from './dates.ts';

const today = '2026-11-23';

describe('centuries', () => {
  it.each([['birth', 26, 2026], ['birth', 27, 1927], ['expiry', 56, 2056], ['expiry', 57, 1957], ['expiry', 12, 2012]] as const)('%s %i is %i', (kind, yy, year) => expect(fullYear(yy, kind, today)).toBe(year));
  it('a birth later this year was a century ago', () => expect(dateOfMrz('261224', 'birth', today)).toBe('1926-12-24'));
});

describe('MRZ dates', () => {
  it('leave unknown parts out', () => {
    expect(dateOfMrz('7408<<', 'birth', today)).toBe('1974-08');
    expect(dateOfMrz('74<<<<', 'birth', today)).toBe('1974');
  });
  it.each(['741301', '740230', '74O812', '<<<<<<', '7400<<'])('%s is none', (text) => expect(dateOfMrz(text, 'birth', today)).toBeNull());
  it('keep the leap day', () => expect(dateOfMrz('280229', 'expiry', today)).toBe('2028-02-29'));
});

describe('validity', () => {
  it('runs to the end of what is known', () => {
    expect(lastDayOf('2030')).toBe('2030-12-31');
    expect(lastDayOf('2028-02')).toBe('2028-02-29');
  });
  it('is counted in whole days', () => expect(daysBetween('2026-11-23', '2026-11-22')).toBe(-1));
});

describe('unknown parts with other states', () => {
  it.each([['740800', '1974-08'], ['740000', '1974'], ['74XXXX', '1974'], ['7408XX', '1974-08']])('%s is %s', (text, date) => expect(dateOfMrz(text, 'birth', today)).toBe(date));
});

describe('of any date', () => {
  const anyDay = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2055-12-31T00:00:00Z'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
  it('the MRZ form comes back as the same day, within the century rule', () => fc.assert(fc.property(anyDay, (day) => {
    const text = day.slice(2).replaceAll('-', '');
    const birth = dateOfMrz(text, 'birth', today)!, expiry = dateOfMrz(text, 'expiry', today)!;
    expect([birth.slice(2), expiry.slice(2)]).toEqual([day.slice(2), day.slice(2)]);
    expect(birth <= today && expiry.slice(0, 4) <= '2056' && expiry.slice(0, 4) > '1956').toBe(true);
  })));
  it('the last day of a date that is known in part begins with that part, and the day after does not', () => fc.assert(fc.property(anyDay, fc.constantFrom(4, 7, 10), (day, known) => {
    const last = lastDayOf(day.slice(0, known));
    expect(last.startsWith(day.slice(0, known))).toBe(true);
    expect(new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().startsWith(day.slice(0, known))).toBe(false);
  })));
  it('any six characters are a date or null, never an error', () => fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789<X'), minLength: 6, maxLength: 6 }), (text) => {
    const date = dateOfMrz(text, 'birth', today);
    expect(date === null || /^\d{4}(-\d\d(-\d\d)?)?$/.test(date)).toBe(true);
  })));
});

describe('calendar months', () => {
  it.each([
    ['2026-11-30', -3, '2026-08-30'], ['2026-05-31', -3, '2026-02-28'], ['2024-05-31', -3, '2024-02-29'], ['2026-05-29', -3, '2026-02-28'], ['2026-01-15', -3, '2025-10-15'], ['2026-12-31', 2, '2027-02-28'], ['2026-12-01', -12, '2025-12-01'],
  ])('%s and %i months is %s', (date, months, wanted) => expect(monthsLater(date, months)).toBe(wanted));
});
