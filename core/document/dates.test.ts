import { describe, expect, it } from 'vitest';
import { dateInText, dateOfMrz, daysBetween, fullYear, lastDayOf } from './dates.ts';

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

describe('printed dates', () => {
  it.each([
    ['31.12.2030', 'day-first', '2030-12-31'], ['EXP 08/12/2020', 'month-first', '2020-08-12'], ['08/12/2020', 'day-first', '2020-12-08'],
    ['25/08/2020', 'month-first', '2020-08-25'], ['12 AUG/AOUT 74', 'day-first', '1974-08-12'], ['2031-01-02', 'day-first', '2031-01-02'],
  ] as const)('%s (%s)', (text, order, date) => expect(dateInText(text, order, 'birth', today)).toBe(date));
  it('is null where there is none', () => expect(dateInText('12345678', 'day-first', 'expiry', today)).toBeNull());
});
