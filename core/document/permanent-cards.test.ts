/** Cards for life: six digits name no year 9999, so the zone of a few states says a day of 1999 that never was theirs. */
import { describe, expect, it } from 'vitest';
import { fieldsOfAamva, parseAamva } from './aamva.ts';
import { checkDigitOf } from './check-digit.ts';
import { compareSources } from './compare-sources.ts';
import { unlimited } from './dates.ts';
import { expiryOf } from './expiry.ts';
import { checkDigitsOf, fieldsOfMrz } from './mrz.ts';
import { layoutOf } from './mrz-formats.ts';
import { fieldsBesideMrz } from './print-beside.ts';
import { rowOf } from './print-rows.fixture.ts';
import { nothingRead, type DocumentType, type Fields, type Mrz, type MrzFormat } from './reading.ts';

const today = '2026-11-30';
const fieldsIn = (format: MrzFormat, ...lines: string[]): Fields => {
  const mrz: Mrz = { format, lines, checkDigits: checkDigitsOf(layoutOf(format), lines), doubtful: [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null };
  return fieldsOfMrz(mrz, today, () => null);
};
const card = (state: string, expiry: string): Fields => fieldsIn('TD1', `ID${state}AAA0000001<<<<<<<<<<<<<<<`.slice(0, 30), `4903152F${expiry}${checkDigitOf(expiry)}${state}<<<<<<<<<<<0`, 'EJEMPLO<PRUEBA<<CARMEN<<<<<<<<');
const nothingMore = { again: () => Promise.resolve(null), otherwise: () => Promise.resolve([]) };
const expiryPrinted = (zone: Fields, country: string, text: string): Promise<Fields> =>
  fieldsBesideMrz({ expiryDate: zone.expiryDate! }, { class: 'id-card', country, confidence: 1 } satisfies DocumentType, [rowOf(text, 10, { confidence: 0.95 })], nothingMore, today);

describe('a card for life', () => {
  it.each([['ESP', '990101', '01 01 9999'], ['ITA', '990101', '01.01.9999'], ['VNM', '991231', 'Không thời hạn']])('of %s, %s: does not end, and its print, %s, says the same', async (state, digits, text) => {
    const fields = card(state, digits);
    expect(fields.expiryDate?.value).toBe(unlimited);
    expect(expiryOf({ ...nothingRead, fields }, today)).toMatchObject({ kind: 'known', last: unlimited });
    const print = await expiryPrinted(fields, state, text);
    expect(compareSources({ mrz: fields, print }).map((c) => [c.field, c.agreement])).toEqual([['expiryDate', 'agree']]);
  });
  it.each([['FRA', '990101', '1999-01-01'], ['UTO', '991231', '1999-12-31'], ['ESP', '990102', '1999-01-02'], ['ESP', '310101', '2031-01-01']])('not of %s, %s', (state, digits, date) => expect(card(state, digits).expiryDate?.value).toBe(date));
  it('no passport is for life', () => {
    expect(fieldsIn('TD3', 'P<ESPEJEMPLO<PRUEBA<<CARMEN<<<<<<<<<<<<<<<<<', 'AAA0000001ESP4903152F9901018<<<<<<<<<<<<<<00').expiryDate?.value).toBe('1999-01-01');
  });
});

describe('an American card without an end', () => {
  const read = (expiry: string) => fieldsOfAamva(parseAamva(`@\n\x1e\rANSI 636014080001ID00310100IDDAQI1234568\nDCSSANTOSO\nDBA${expiry}\nDBB02111949\r`)!, null).expiryDate?.value;
  it.each(['12319999', '99991231'])('%s', (digits) => expect(read(digits)).toBe(unlimited));
  it.each([['12319998', undefined], ['13319999', undefined], ['12312099', '2099-12-31']])('not %s', (digits, date) => expect(read(digits)).toBe(date));
});
