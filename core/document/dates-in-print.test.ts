import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInText, datesInText, monthNamed, type DateOrder } from './dates-in-print.ts';
import { unlimited } from './dates.ts';

const today = '2026-11-23';

describe('printed dates', () => {
  it.each([
    ['31.12.2030', 'day-first', '2030-12-31'], ['EXP 08/12/2020', 'month-first', '2020-08-12'], ['08/12/2020', 'day-first', '2020-12-08'],
    ['25/08/2020', 'month-first', '2020-08-25'], ['25/08/2020', 'either', '2020-08-25'], ['03.04.2020', 'either', '2020-04-03'], ['03/03/2020', 'either', '2020-03-03'],
    ['01 01 2031', 'day-first', '2031-01-01'], ['2031/01/02', 'month-first', '2031-01-02'], ['1O.08.1974', 'day-first', '1974-08-10'], ['12 AUG/AOUT 74', 'day-first', '1974-08-12'], ['2031-01-02', 'day-first', '2031-01-02'],
  ] as const)('%s (%s)', (text, order, date) => expect(dateInText(text, order, 'birth', today)).toBe(date));
  it('is null where there is none', () => expect(dateInText('12345678', 'day-first', 'expiry', today)).toBeNull());
  it.each([
    ['12. August 2030', '2030-08-12'], ['1er janvier 2030', '2030-01-01'], ['12 de agosto de 2030', '2030-08-12'], ['31 DICIEMBRE 2029', '2029-12-31'], ['3 março 1999', '1999-03-03'],
    ['09 LUG/JUL 1988', '1988-07-09'], ['15 MAI/MAY 90', '1990-05-15'], ['AUG 12, 2030', '2030-08-12'], ['04 FÉV. 2001', '2001-02-04'], ['4 März 1980', '1980-03-04'], ['02 OTT 1975', '1975-10-02'],
  ])('%s', (text, date) => expect(dateInText(text, 'day-first', 'birth', today)).toBe(date));
  it.each([['XX.XX.1974', '1974'], ['00.08.1974', '1974-08'], ['XX AUG 1974', '1974-08'], ['08/2030', '2030-08'], ['1974-00-00', '1974']])('unknown parts: %s is %s', (text, date) => expect(dateInText(text, 'day-first', 'birth', today)).toBe(date));
  it.each(['UNBEFRISTET', 'Durée illimitée', 'PERMANENTE', 'No expiry date', '01 01 9999'])('without an end: %s', (text) => expect(dateInText(text, 'day-first', 'expiry', today)).toBe(unlimited));
  it('a card\'s 12/29 is an expiry and nothing else', () => {
    expect(dateInText('VALID THRU 12/29', 'day-first', 'expiry', today)).toBe('2029-12');
    expect(dateInText('12/29', 'day-first', 'birth', today)).toBeNull();
  });
  it.each(['03/04/2020', '1/2/20'])('%s is none where the order is not known', (text) => expect(dateInText(text, 'either', 'birth', today)).toBeNull());
  it.each(['12 JUI 1974', '12 AUG/SEP 1974', '32 AUG 1974', '31.02.2020', '12.13.14.15', '192.168.10.20', '12 THE 1974'])('%s is none', (text) => expect(dateInText(text, 'day-first', 'birth', today)).toBeNull());
  it('several on one line, in order of place', () => {
    expect(datesInText('4a. 19.01.2013 4b. 18.01.2028', 'day-first', 'expiry', today).map((d) => d.value)).toEqual(['2013-01-19', '2028-01-18']);
  });
});

describe('of any day', () => {
  const anyDay = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2055-12-31T00:00:00Z'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
  const names = ['MAR', 'MARS', 'MÄRZ', 'MARZO', 'MARÇO'];
  const written = ([y, m, d]: readonly string[], order: DateOrder): string[] => (order === 'month-first' ? [`${m}/${d}/${y}`, `${m}-${d}-${y}`] : [`${d}.${m}.${y}`, `${d}/${m}/${y}`, `${d} ${m} ${y}`, `${y}-${m}-${d}`]);
  it.each(['day-first', 'month-first'] as const)('what is written %s is read back', (order) => fc.assert(fc.property(anyDay, fc.nat(3), (day, i) => {
    const forms = written(day.split('-'), order);
    expect(dateInText(`x ${forms[i % forms.length]!} y`, order, 'issue', today)).toBe(day);
  })));
  it('with an unknown order it is that day or none, never another', () => fc.assert(fc.property(anyDay, fc.constantFrom<DateOrder>('day-first', 'month-first'), (day, order) => {
    expect([day, null]).toContain(dateInText(written(day.split('-'), order)[0]!, 'either', 'issue', today));
  })));
  it('any text is a date or null, never an error', () => fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789./- XAUGMAR'), maxLength: 24 }), (text) => {
    const date = dateInText(text, 'either', 'expiry', today);
    expect(date === null || /^\d{4}(-\d\d(-\d\d)?)?$/.test(date)).toBe(true);
  })));
  it('the third month in every language', () => expect(names.map((n) => monthNamed(n.normalize('NFD').replaceAll(/\p{M}/gu, '')))).toEqual([3, 3, 3, 3, 3]));
});

describe('dates on papers', () => {
  it.each([
    ['2026年3月1日', '2026-03-01'], ['2026 年 12 月 31 日', '2026-12-31'], ['令和8年3月1日', '2026-03-01'], ['令和元年5月1日', '2019-05-01'], ['2026년 3월 1일', '2026-03-01'], ['2026. 3. 1.', '2026-03-01'],
    ['٠١/٠٣/٢٠٢٦', '2026-03-01'], ['١ مارس ٢٠٢٦', '2026-03-01'], ['۲۰۲۶/۰۳/۰۱', '2026-03-01'], ['２０２６年３月１日', '2026-03-01'], ['1 марта 2026', '2026-03-01'], ['1 marca 2026 r.', '2026-03-01'], ['1. mars 2026', '2026-03-01'], ['1 Mart 2026', '2026-03-01'],
    ['March 1, 2026', '2026-03-01'], ['1st of March 2026', '2026-03-01'], ['1º de marzo del 2026', '2026-03-01'], ['1/3/26', '2026-03-01'], ['março de 2026', '2026-03'], ['2026-3-1', '2026-03-01'],
  ])('%s is %s', (text, date) => expect(dateInText(text, 'day-first', 'paper', today)).toBe(date));
  it('a short year on a paper may lie a little ahead, of a birth it may not', () => {
    expect(dateInText('15.01.27', 'day-first', 'paper', today)).toBe('2027-01-15');
    expect(dateInText('15.01.27', 'day-first', 'issue', today)).toBe('1927-01-15');
  });
  it('two dates with a dash between are two', () => {
    expect(datesInText('07.12.2025 - 06.01.2026', 'day-first', 'paper', today).map((d) => d.value)).toEqual(['2025-12-07', '2026-01-06']);
    expect(datesInText('06/15/2026 - 07/15/2026', 'month-first', 'paper', today).map((d) => d.value)).toEqual(['2026-06-15', '2026-07-15']);
  });
  it.each(['01/03/2569', '昭和60年3月1日'])('%s: a calendar without a table here is none', (text) => expect(dateInText(text, 'day-first', 'paper', today)).toBeNull());
});
