import { describe, expect, it } from 'vitest';
import { typeOfMrz, typeOfWords } from './classification.ts';
import { fieldsOfPrint } from './print-fields.ts';
import type { Mrz } from './reading.ts';

const mrz = (format: Mrz['format'], first: string): Mrz => ({ format, lines: [first.padEnd(30, '<')], checkDigits: [], doubtful: [], confidence: [[0.98, 0.99, 1]], region: null });

describe('class by MRZ', () => {
  it.each([
    ['TD3', 'P<UTO', 'passport', 'UTO'], ['TD3', 'POD<<', 'passport', 'DEU'], ['MRVA', 'V<FRA', 'visa', 'FRA'], ['TD1', 'IDESP', 'id-card', 'ESP'], ['TD1', 'C<ITA', 'id-card', 'ITA'],
    ['TD1', 'IRDEU', 'residence-permit', 'DEU'], ['TD1', 'C1USA', 'residence-permit', 'USA'], ['TD1', 'ACUTO', 'other', 'UTO'], ['FRA_DL', 'D1FRA', 'driving-licence', 'FRA'], ['TD1', 'IDCMW', 'id-card', null],
  ] as const)('%s %s', (format, first, wanted, country) => expect(typeOfMrz(mrz(format, first))).toEqual({ class: wanted, country, confidence: 0.98 }));
});

describe('class by words', () => {
  it.each([
    ['PERMIS DE CONDUIRE RÉPUBLIQUE FRANÇAISE', 'driving-licence'], ['Washington DRIVER LICENSE DONOR', 'driving-licence'], ['Aufenthaltstitel Residence Permit', 'residence-permit'],
    ['University of Utopia STUDENT CARD', 'student-card'], ['VISA valid thru 12/29', 'bank-card'], ['Carte Vitale', 'health-card'], ["CERTIFICAT D'IMMATRICULATION", 'vehicle-paper'],
    ['TAX INVOICE total GST cashier', 'other'],
  ])('%s', (text, wanted) => expect(typeOfWords(text)?.class).toBe(wanted));
  it('does not guess: a few words that say nothing are not known', () => expect(typeOfWords('HELLO WORLD 2024')).toBeNull());
});

describe('printed fields', () => {
  const line = (text: string, y: number, confidence = 0.9, x = 10) => ({ text, confidence, region: { x, y, width: 300, height: 10 } });
  it('of a numbered licence', () => {
    const fields = fieldsOfPrint([line('1. MARTIN', 10), line('2. Marie', 25), line('3. 14.07.1981 (Utopia City)', 40), line('4b. 31.12.2028', 55), line('5. 13AA00001', 70)], 'driving-licence', 'FRA', '2026-11-23');
    expect(Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v!.value]))).toEqual({ surname: 'MARTIN', givenNames: 'MARIE', birthDate: '1981-07-14', expiryDate: '2028-12-31', documentNumber: '13AA00001' });
  });
  it('of a value below its label', () => {
    const fields = fieldsOfPrint([line('4b Exp', 10), line('04/24/2028', 22)], 'driving-licence', 'USA', '2026-11-23');
    expect(fields.expiryDate).toMatchObject({ value: '2028-04-24', source: 'print', confidence: 0.9 });
  });
  it('never from words that are more guess than reading', () => expect(fieldsOfPrint([line('EXP 04/24/2028', 10, 0.3)], 'driving-licence', 'USA', '2026-11-23')).toEqual({}));
});
