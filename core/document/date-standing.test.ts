/** No date of another kind is taken for the day of issue because its label is in a language, or in words, that are not known. */
import { describe, expect, it } from 'vitest';
import { issueDateOf } from './issue-date.ts';
import { pageOf } from './page-text.fixture.ts';

const told = (text: string): string => {
  const found = issueDateOf(pageOf(text), { today: '2026-11-29', country: 'GBR' });
  return found.kind === 'found' ? `${found.value} by ${found.by}` : found.kind === 'none' ? found.reason : found.kind;
};

describe('a date with a label that is not one of issue', () => {
  it.each([
    'Direct Debit 24/11/2026', 'Contract ends 24/11/2026', 'Splatnost 24. 11. 2026', 'Data urodzenia 24.11.1981', 'Debit date 24 November 2026', 'Renewal date: 24 November 2026', 'Fin de contrat 24/11/2026', 'Vertragsende 24.11.2026',
    // Finnish, Estonian, Lithuanian: nothing is known of these words.
    'Eräpäivä 24.11.2026', 'Maksetähtaeg 24.11.2026', 'Apmokėti iki 2026-11-24', 'Résolution le 24/11/2026',
    'Eräpäivä: 24.11.2026', 'Eräpäivä          24.11.2026', '\nEräpäivä\n24.11.2026', 'Viitenumero     Eräpäivä\n8812            24.11.2026',
  ])('%s', (text) => expect(told(text)).toBe('no-issue-date'));
  it('does not stand in for the bill\'s own', () => expect(told('Bill of 3 June 2026\nDebit date 24 November 2026')).toBe('no-issue-date'));
  it('a bare word behind a number, on one row with it, is still the date', () => expect(told('No. 8812 Date: 3 June 2026')).toBe('2026-06-03 by bare-label'));
  it('is named beside the end of a period, and decides nothing', () => expect(told('Relevé de compte du 01/09/2026 au 30/09/2026\n\n\nEräpäivä 24.10.2026')).toBe('several'));
});

describe('the head of a letter', () => {
  it.each([
    'Praha 3. 6. 2026', 'Bern, 3. Juni 2026', 'le 3 juin 2026', '3 June 2026', 'Monday 3 June 2026', 'Lyon, le mercredi 3 juin 2026', 'Lyon. le 3 juin 2026', 'Frankfurt am Main, den 3. Juni 2026', 'Madrid, a 3 de junio de 2026', 'Warszawa, dnia 3 czerwca 2026 r.',
    'Budapest, 2026. június 3.', 'Αθήνα, 3 Ιουνίου 2026', 'Brno, 3. června 2026', 'București, 3 iunie 2026',
  ])('%s', (text) => expect(told(text)).toBe('2026-06-03 by letterhead'));
  it('a town of the paper needs no comma', () => {
    expect(told('602 00 Brno\n\n\n                                        Brno 3. 6. 2026')).toBe('2026-06-03 by letterhead');
    expect(told('Brno 3. 6. 2026')).toBe('no-issue-date');
  });
  it('under the address of the sender', () => expect(told('Northwind Power\n2 Harbour Street\nPort Exemplar\n3 June 2026')).toBe('2026-06-03 by letterhead'));
});

describe('labels of further languages', () => {
  it.each([
    ['Data wystawienia: 03.06.2026\nTermin płatności: 24.11.2026', '2026-06-03'], ['Datum vystavení: 3. 6. 2026\nDatum splatnosti: 24. 11. 2026', '2026-06-03'], ['Fakturadatum 2026-06-03\nFörfallodatum 2026-11-24', '2026-06-03'],
    ['Fakturadato 03.06.2026\nForfaldsdato 24.11.2026', '2026-06-03'], ['Fatura tarihi: 03.06.2026\nSon ödeme tarihi: 24.11.2026', '2026-06-03'], ['Ημερομηνία έκδοσης: 03/06/2026\nΗμερομηνία λήξης: 24/11/2026', '2026-06-03'],
    ['Data emiterii: 03.06.2026\nData scadenței: 24.11.2026', '2026-06-03'], ['Számla kelte: 2026.06.03\nFizetési határidő: 2026.11.24', '2026-06-03'],
  ])('%s', (text, day) => expect(told(text)).toBe(`${day} by label`));
  it('a short word is no part of another', () => expect(told('Bokres 3 June 2026')).toBe('no-issue-date'));
});
