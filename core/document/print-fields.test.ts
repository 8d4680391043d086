import { describe, expect, it } from 'vitest';
import { fieldsOfPrint, type TextLine } from './print-fields.ts';
import { rowOf } from './print-rows.fixture.ts';
import type { DocumentClass } from './reading.ts';

const today = '2026-11-23';
const page = (...rows: string[]): TextLine[] => rows.map((text, i) => rowOf(text, 10 + 18 * i));
const read = (lines: readonly TextLine[], documentClass: DocumentClass | null, country: string | null) =>
  Object.fromEntries(Object.entries(fieldsOfPrint(lines, documentClass, country, today)).map(([k, v]) => [k, v!.value]));

describe('a European licence', () => {
  it('by its numbers', () => expect(read(page('1. MARTIN', '2. Marie Léa', '3. 14.07.1981 (Utopia City)', '4a. 19.01.2013 4c. PREFECTURE DE POLICE', '4b. 31.12.2028', '5. 13AA00001', '9. AM B1 B'), 'driving-licence', 'FRA')).toEqual({
    surname: 'MARTIN', givenNames: 'MARIE LÉA', birthDate: '1981-07-14', issueDate: '2013-01-19', authority: 'PREFECTURE DE POLICE', expiryDate: '2028-12-31', documentNumber: '13AA00001',
  }));
  it.each(['Ab', '46', '4b', '48'])('where 4b came out as %s', (token) => expect(read(page(`${token} 31.12.2028`), 'driving-licence', 'DEU')).toEqual({ expiryDate: '2028-12-31' }));
  it('4d is the holder\'s number, 5 the licence\'s', () => expect(read(page('4d. 7001015009', '5. 13AA00001'), 'driving-licence', 'DEU')).toEqual({ personalNumber: '7001015009', documentNumber: '13AA00001' }));
});

describe('a European licence whose small figures were not read', () => {
  const column = ['HALVORSEN', 'INGRID MARIA', '17.04.1991 ZENITH', '08.10.2021', '07.10.2036', 'UT-DL-7741-90'];
  it('by the order that the directive fixes', () => expect(read(page(...column), 'driving-licence', null)).toEqual({
    surname: 'HALVORSEN', givenNames: 'INGRID MARIA', birthDate: '1991-04-17', issueDate: '2021-10-08', expiryDate: '2036-10-07', documentNumber: 'UT-DL-7741-90',
  }));
  it('not where the dates do not rise, and not with two of them', () => {
    expect(read(page(...column.with(3, '08.10.2037')), 'driving-licence', null)).toEqual({});
    expect(read(page(...column.toSpliced(4, 1)), 'driving-licence', null)).toEqual({});
  });
});

describe('a North American licence', () => {
  it('4d is the licence\'s number and the month stands first', () => expect(read(page('4d DLN D12345678', '1 SAMPLE', '2 JELANI', '3 DOB 02/03/1957', '4b EXP 02/01/2028', '4a ISS 01/10/2023', '5 DD 1234567890123456', '15 SEX M 18 EYES BRO'), 'driving-licence', 'USA')).toEqual({
    documentNumber: 'D12345678', surname: 'SAMPLE', givenNames: 'JELANI', birthDate: '1957-02-03', expiryDate: '2028-02-01', issueDate: '2023-01-10', sex: 'M',
  }));
  it('labels in columns have their values below', () => {
    const lines = [rowOf('4a ISS', 10, { x: 10 }), rowOf('4d NUMBER', 10, { x: 150 }), rowOf('03/18/2018', 24, { x: 14 }), rowOf('736HDV7874', 24, { x: 155 }), rowOf('4b EXP', 42, { x: 10 }), rowOf('3 DOB', 42, { x: 150 }), rowOf('01/20/2028', 56, { x: 14 }), rowOf('03/18/2001', 56, { x: 155 })];
    expect(read(lines, 'driving-licence', 'USA')).toEqual({ issueDate: '2018-03-18', documentNumber: '736HDV7874', expiryDate: '2028-01-20', birthDate: '2001-03-18' });
  });
  it('an unknown country is taken from a date that says its order', () => expect(read(page('DOB 04/24/1976', 'EXP 05/06/2028'), null, null)).toEqual({ birthDate: '1976-04-24', expiryDate: '2028-05-06' }));
  it('and where nothing says it, an ambiguous date is left out', () => expect(read(page('DOB 04/03/1976'), null, null)).toEqual({}));
});

describe('bilingual labels', () => {
  it('Nom / Surname, the value below', () => {
    expect(read(page('Nom / Surname', 'DURAND', 'Prénom(s) / Given names', 'ANNE-LAURE', 'Date de naissance / Date of birth', '13 07 1990', 'Nationalité / Nationality', 'Française', 'Sexe / Sex', 'F'), 'id-card', 'FRA')).toEqual({
      surname: 'DURAND', givenNames: 'ANNE-LAURE', birthDate: '1990-07-13', nationality: 'FRA', sex: 'F',
    });
  });
  it('a label whose second half was misread still has its date below', () => expect(read(page('Date of issue 7Delivree le', '04.05.2022'), 'id-card', null)).toEqual({ issueDate: '2022-05-04' }));
  it('Geburtsdatum/Date of birth', () => expect(read(page('Geburtsdatum/Date of birth', '12.08.1964', 'Gültig bis/Date of expiry', '31.10.2033'), 'id-card', 'DEU')).toEqual({ birthDate: '1964-08-12', expiryDate: '2033-10-31' }));
  it('Apellidos and Nombre, and a card that never ends', () => expect(read(page('APELLIDOS', 'ESPAÑOLA ESPAÑOLA', 'NOMBRE', 'CARMEN', 'VALIDEZ', '01 01 9999'), 'id-card', 'ESP')).toEqual({ surname: 'ESPAÑOLA ESPAÑOLA', givenNames: 'CARMEN', expiryDate: '9999-12-31' }));
  it('Name is the surname beside given names, else the whole name', () => {
    expect(read(page('Name', 'MUSTERFRAU', 'Vornamen', 'ERIKA'), 'id-card', 'DEU')).toEqual({ surname: 'MUSTERFRAU', givenNames: 'ERIKA' });
    expect(read(page('Name', 'ANNA EXAMPLE'), 'student-card', null)).toEqual({ fullName: 'ANNA EXAMPLE' });
  });
  it('a label is never a value', () => expect(read(page('Surname', 'Given names', 'ANNA'), 'id-card', 'UTO')).toEqual({ givenNames: 'ANNA' }));
});

describe('what is not said', () => {
  it('never from words that are more guess than reading', () => expect(fieldsOfPrint([rowOf('EXP 04/24/2028', 10, { confidence: 0.3 })], 'driving-licence', 'USA', today)).toEqual({}));
  it('nothing of papers that are no identity document', () => expect(read(page('Name ANNA EXAMPLE', 'Card number 4000 1234 5678 9017'), 'bank-card', null)).toEqual({}));
  it('no birth that is still to come; an expiry before the issue only where both were read surely', () => {
    const dates = ['Date of birth 01.01.2030', 'Date of issue 01.02.2020', 'Date of expiry 01.02.2019'];
    const at = (confidence: number) => read(dates.map((text, i) => rowOf(text, 10 + 18 * i, { confidence })), 'id-card', 'DEU');
    expect(at(0.84)).toEqual({});
    expect(at(0.85)).toEqual({ issueDate: '2020-02-01', expiryDate: '2019-02-01' });
  });
  it('carries source, the least confidence and the place of its words', () => {
    expect(fieldsOfPrint([rowOf('EXP 04/24/2028', 10)], 'driving-licence', 'USA', today).expiryDate).toEqual({ value: '2028-04-24', source: 'print', confidence: 0.9, region: { x: 34, y: 10, width: 60, height: 12 } });
  });
});
