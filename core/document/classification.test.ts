import { describe, expect, it } from 'vitest';
import { typeOfMrz, typeOfPrint } from './classification.ts';
import type { TextLine } from './print-fields.ts';
import { rowOf } from './print-rows.fixture.ts';
import type { Mrz } from './reading.ts';

const mrz = (format: Mrz['format'], first: string): Mrz => ({ format, lines: [first.padEnd(30, '<')], checkDigits: [], doubtful: [], confidence: [[0.98, 0.99, 1]], region: null });

describe('class by MRZ', () => {
  it.each([
    ['TD3', 'P<UTO', 'passport', 'UTO'], ['TD3', 'POD<<', 'passport', 'DEU'], ['MRVA', 'V<FRA', 'visa', 'FRA'], ['TD1', 'IDESP', 'id-card', 'ESP'], ['TD1', 'C<ITA', 'id-card', 'ITA'],
    ['TD1', 'IRDEU', 'residence-permit', 'DEU'], ['TD1', 'C1USA', 'residence-permit', 'USA'], ['TD1', 'ACUTO', 'other', 'UTO'], ['FRA_DL', 'D1FRA', 'driving-licence', 'FRA'], ['TD1', 'IDCMW', 'id-card', null],
  ] as const)('%s %s', (format, first, wanted, country) => expect(typeOfMrz(mrz(format, first))).toEqual({ class: wanted, country, confidence: 0.98 }));
});

/** Rows as the reader gives them: words of even width, 12 pixels high, 15 apart. */
const page = (...rows: string[]): TextLine[] => rows.map((text, i) => rowOf(text, 10 + 15 * i));

describe('class by words', () => {
  it.each([
    ['PERMIS DE CONDUIRE RÉPUBLIQUE FRANÇAISE', 'driving-licence'], ['Washington DRIVER LICENSE DONOR', 'driving-licence'], ['Aufenthaltstitel Residence Permit', 'residence-permit'],
    ['University of Utopia STUDENT CARD', 'student-card'], ['VISA valid thru 12/29', 'bank-card'], ['Carte Vitale', 'health-card'], ["CERTIFICAT D'IMMATRICULATION", 'vehicle-paper'],
    ['TAX INVOICE total GST cashier', 'other'], ['REPUBLICA PORTUGUESA CARTÃO DE CIDADÃO', 'id-card'], ['PERSONALAUSWE1S BUNDESREPUBLIK DEUTSCHLAND', 'id-card'], ['CERTIFICAT D IMNATRICULATION', 'vehicle-paper'],
    ['SCHENGEN STATES VISA number of entries', 'visa'], ['EMPLOYMENT AUTHORIZATION CARD', 'work-permit'],
  ])('%s', (text, wanted) => expect(typeOfPrint(page(text))?.class).toBe(wanted));
  it('a card number in groups with a month and year is a bank card, whatever else is on it', () => expect(typeOfPrint(page('4000 1234 5678 9017', '12/27', 'ANNA EXAMPLE'))?.class).toBe('bank-card'));
  it('numbered rows with dates are a licence, also where its title was not read', () => {
    expect(typeOfPrint(page('1. EXAMPLE', '2. ANNA', '3. 14.07.1981 UTOPIA', '4a. 01.02.2020 4c. CITY', '4b. 31.01.2035', '5. 13AA00001'))?.class).toBe('driving-licence');
  });
  it('codes of the harmonised registration are a vehicle paper', () => expect(typeOfPrint(page('A UT 123', 'B 05/01/1998', 'C.1 EXAMPLE', 'D.1 MARQUE', 'E VF1000', 'F.1 1915', 'P.3 GO'))?.class).toBe('vehicle-paper'));
  it('a letter that speaks of a passport is a letter', () => {
    expect(typeOfPrint(page('Dear customer, please bring your passport when you come', ...Array.from({ length: 12 }, () => 'thank you very much indeed with kind regards from your branch'), 'Sincerely, Example Bank Ltd'))?.class).toBe('other');
  });
  it.each([['ID-1', 'id-card'], ['ID-3', 'passport'], ['unknown', undefined], [null, undefined]] as const)('facts of a person without a title, size %s: %s', (format, wanted) => {
    expect(typeOfPrint(page('Surname', 'EXAMPLE', 'Given names', 'ANNA', 'Date of birth', '14.07.1981'), { format })?.class).toBe(wanted);
  });
  it('does not guess: a few words that say nothing are not known', () => expect(typeOfPrint(page('HELLO WORLD 2024'))).toBeNull());
  it('nothing read is not known', () => expect(typeOfPrint([])).toBeNull());
});
