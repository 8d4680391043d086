import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshUntil, issueDateOf, judgeIssueDate, type IssueDate } from './issue-date.ts';
import { pageOf } from './page-text.fixture.ts';

const today = '2026-11-23';
const issueOf = (text: string, country: string | null = null): IssueDate => issueDateOf(pageOf(text), { today, country });
const told = (found: IssueDate): string => (found.kind === 'found' ? `${found.value} by ${found.by}` : found.kind === 'none' ? found.reason : `${found.kind} ${found.values.join(' ')}`);

describe('the issue date among others', () => {
  it.each([
    ['a bill', `
North Grid Energy                                   Invoice date: 3 October 2026
                                                    Due date:     24 October 2026
Billing period: 1 September 2026 to 30 September 2026
Date of birth 14.07.1981`, '2026-10-03 by label'],
    ['labels over values', `
Invoice number      Invoice date      Payment due
8812                03/10/2026        24/10/2026`, '2026-10-03 by label'],
    ['labels in a column of their own', `
Rechnungsnummer     8812
Rechnungsdatum      03.10.2026
Fällig am           24.10.2026`, '2026-10-03 by label'],
    ['a French letter', `
Mairie de Valdor
                                              Lyon, le 3 octobre 2026
Madame, votre demande du 12 août 2026 nous est parvenue.`, '2026-10-03 by letterhead'],
    ['a German letter', `
Stadt Neuhafen
                                              Neuhafen, den 3. Oktober 2026`, '2026-10-03 by letterhead'],
    ['a statement with its period only', `
Relevé de compte du 01/09/2026 au 30/09/2026
05/09/2026   CARTE MARCHE        12,00
07/09/2026   VIREMENT            80,00`, '2026-09-30 by period-end'],
    ['a period, and a later day without its label', `
Relevé de compte du 01/09/2026 au 30/09/2026
                                             03/10/2026      24/10/2026`, 'several 2026-09-30 2026-10-03 2026-10-24'],
    ['rows of a table under a bare label', `
Statement date 3 October 2026
Date          Description       Amount
05/09/2026    Card payment      12.00
07/09/2026    Transfer          80.00`, '2026-10-03 by label'],
    ['due and birth only', `
Pay by 24 October 2026
Date of birth 14 July 1981`, 'no-issue-date'],
    ['nothing', 'Dear customer', 'no-date'],
    ['a print date alone', 'Printed on 3 October 2026', '2026-10-03 by printed-on'],
    ['no telephone number', 'Tél. 01 02 03 04 05', 'no-date'],
    ['two labels that contradict each other', `
Invoice date 3 October 2026
Statement date 9 October 2026`, 'several 2026-10-03 2026-10-09'],
    ['what is debited', `
Datum: 03.10.2026
Der Betrag wird am 24.10.2026 abgebucht.`, '2026-10-03 by bare-label'],
    ['a day in running text', `
Nous vous avons écrit le 12 août 2026 au sujet de votre demande.`, 'no-issue-date'],
    ['Japanese', `
発行日 2026年10月3日
支払期限 2026年10月24日`, '2026-10-03 by label'],
    ['Arabic', `
تاريخ الإصدار: ٠٣/١٠/٢٠٢٦`, '2026-10-03 by label'],
    ['a running period', 'Billing period 1 November 2026 to 30 November 2026', 'no-issue-date'],
  ])('%s', (_what, text, wanted) => expect(told(issueOf(text, text.includes('10/2026') || text.includes('٢٠٢٦') ? 'GBR' : null))).toBe(wanted));
});

describe('day and month', () => {
  it('may be either in English, unless country or another date says', () => {
    expect(told(issueOf('Invoice date 03/10/2026'))).toBe('ambiguous 2026-10-03 2026-03-10');
    expect(told(issueOf('Invoice date 03/10/2026', 'USA'))).toBe('2026-03-10 by label');
    expect(told(issueOf('Invoice date 03/10/2026', 'GBR'))).toBe('2026-10-03 by label');
    expect(told(issueOf('Invoice date 03/10/2026\nDue date 24/10/2026'))).toBe('2026-10-03 by label');
    expect(told(issueOf('Invoice date 03/10/2026\nDue date 03/24/2026'))).toBe('2026-03-10 by label');
    expect(issueOf('Invoice date 03/10/2026\nDue date 24/10/2026').orderBy).toBe('other-dates');
  });
  it('the page says more than the country', () => expect(told(issueOf('Invoice date 03/10/2026\nDue date 24/10/2026', 'USA'))).toBe('2026-10-03 by label'));
  it('language settles it where all its countries agree', () => expect(told(issueOf('Votre facture du 03/10/2026\nMontant à payer pour le compte client, TVA et TTC, nous vous prions'))).toBe('2026-10-03 by label'));
  it('a point between figures means the day is first', () => expect(told(issueOf('Invoice date 03.10.2026'))).toBe('2026-10-03 by label'));
  it('two figures for a year that may be the first are none', () => expect(told(issueOf('Date 26/03/01', 'JPN'))).toBe('no-date'));
});

describe('age by calendar', () => {
  const judged = (value: string, caseDate: string): string => judgeIssueDate(issueOf(`Invoice date ${value}`), caseDate, 3).verdict;
  it.each([
    ['2026-08-30', '2026-11-30', 'ok'], ['2026-08-29', '2026-11-30', 'too-old'], ['2026-02-28', '2026-05-31', 'ok'], ['2026-02-27', '2026-05-31', 'too-old'], ['2026-02-28', '2026-05-28', 'ok'], ['2026-02-27', '2026-05-28', 'too-old'],
    ['2025-11-29', '2026-02-28', 'ok'], ['2025-11-28', '2026-02-28', 'ok'], ['2025-11-27', '2026-02-28', 'too-old'], ['2024-02-29', '2024-05-31', 'ok'], ['2026-11-30', '2026-11-30', 'ok'], ['2026-12-01', '2026-11-30', 'future'], ['2025-12-31', '2026-03-31', 'ok'],
  ])('%s on %s: %s', (issued, caseDate, verdict) => expect(judged(issued, caseDate)).toBe(verdict));
  it('92 days that are three months are not too old', () => expect(judged('2026-07-01', '2026-10-01')).toBe('ok'));
  it('both readings may say the same', () => {
    expect(judgeIssueDate(issueOf('Invoice date 03/04/2025'), '2026-11-30', 3).verdict).toBe('too-old');
    expect(judgeIssueDate(issueOf('Invoice date 03/10/2026'), '2026-11-30', 3).verdict).toBe('ambiguous');
  });
  it('a month alone is judged where all its days are alike', () => {
    expect(judgeIssueDate(issueOf('Invoice date October 2026'), '2026-11-30', 3).verdict).toBe('ok');
    expect(judgeIssueDate(issueOf('Invoice date August 2026'), '2026-11-30', 3).verdict).toBe('ambiguous');
    expect(judgeIssueDate(issueOf('Invoice date March 2026'), '2026-11-30', 3).verdict).toBe('too-old');
  });
  it('no date is told from old', () => expect(judgeIssueDate(issueOf('Dear customer'), '2026-11-30', 3)).toEqual({ verdict: 'no-date', oldest: '2026-08-30' }));
});

const anyDay = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2026-11-23T00:00:00Z'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
it('of any day: what is printed is read, or told as ambiguous, and never another day', () => fc.assert(fc.property(anyDay, fc.constantFrom('dmy', 'mdy'), (day, form) => {
  const [y, m, d] = day.split('-');
  const got = issueOf(`Statement date ${form === 'dmy' ? `${d}/${m}` : `${m}/${d}`}/${y}`);
  expect(got.kind === 'found' ? got.value : got.kind === 'ambiguous' ? got.values : null).toSatisfy((v: string | readonly string[] | null) => v === day || (Array.isArray(v) && v.includes(day)));
})));

describe('how long a paper stays fresh', () => {
  it.each([['2026-08-30', '2026-11-30'], ['2026-02-28', '2026-05-31'], ['2026-10', '2027-01-01'], ['2025-11-29', '2026-02-28'], ['2025-11-30', '2026-02-28']])('%s: until %s', (issued, last) => expect(freshUntil(issued!, 3)).toBe(last));
  it('is the last day that judgeIssueDate takes', () => fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 12 }), (day, months) => {
    const last = freshUntil(day, months);
    const next = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const verdict = (on: string): string => judgeIssueDate(issueOf(`Invoice date ${day}`), on, months).verdict;
    expect([verdict(last), verdict(next)]).toEqual(['ok', 'too-old']);
  }), { numRuns: 30 }));
});

describe('right to left', () => {
  const place = (text: string, x: number, y: number) => ({ text, page: 0, box: { x, y, width: text.length / 90, height: 0.01 } });
  const of = (...lines: ReturnType<typeof place>[]): string => told(issueDateOf({ lines }, { today, country: 'EGY' }));
  it('the label is the one to the right, not that of the next column', () => expect(of(place('٠٣/١٠/٢٠٢٦', 0.6, 0.1), place('تاريخ الإصدار', 0.75, 0.1), place('تاريخ الاستحقاق', 0.35, 0.1), place('٢٤/١٠/٢٠٢٦', 0.2, 0.1))).toBe('2026-10-03 by label'));
});
