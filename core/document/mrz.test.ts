import { describe, expect, it } from 'vitest';
import { checkDigitOf } from './check-digit.ts';
import { checkDigitsOf, fieldsOfMrz } from './mrz.ts';
import { formatLayouts, layoutOf } from './mrz-formats.ts';
import type { Mrz, MrzFormat } from './reading.ts';

const mrzOf = (format: MrzFormat, ...lines: string[]): Mrz => ({
  format, lines, checkDigits: checkDigitsOf(layoutOf(format), lines), doubtful: [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null,
});
const valuesOf = (mrz: Mrz) => Object.fromEntries(Object.entries(fieldsOfMrz(mrz, '2026-11-23', () => null)).map(([name, field]) => [name, field!.value]));
const invalid = (mrz: Mrz) => mrz.checkDigits.filter((c) => !c.valid).map((c) => c.name);

// The specimens printed in ICAO 9303 parts 4 to 7.
const td3 = mrzOf('TD3', 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10');
const td1 = mrzOf('TD1', 'I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<');
const td2 = mrzOf('TD2', 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6');
const mrva = mrzOf('MRVA', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<');
const mrvb = mrzOf('MRVB', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<');

describe('check digits', () => {
  it('follow ICAO 9303-3, 4.9', () => {
    expect(checkDigitOf('520727')).toBe(3);
    expect(checkDigitOf('AB2134<<<')).toBe(5);
    expect(checkDigitOf('L898902C3')).toBe(6);
  });
  it.each([td3, td1, td2, mrva, mrvb])('of the $format specimen all fit', (mrz) => expect(invalid(mrz)).toEqual([]));
  it('say which one does not fit, and change nothing', () => {
    const forged = mrzOf('TD3', td3.lines[0]!, 'L898902C36UTO7408122F1304159ZE184226B<<<<<10');
    expect(invalid(forged)).toEqual(['expiryDate', 'composite']);
    expect(forged.lines[1]).toBe('L898902C36UTO7408122F1304159ZE184226B<<<<<10');
  });
  it('are blind to swaps of the same value modulo 10', () => expect(checkDigitOf('L89890AC3')).toBe(checkDigitOf('L89890KC3')));
  it('of a TD1 number longer than nine characters stand in the optional data', () => {
    const tail = '734' + checkDigitOf('D23145890734');
    const fitting = mrzOf('TD1', `I<UTOD23145890<${tail}<<<<<<<<<<<`, td1.lines[1]!, td1.lines[2]!);
    expect(invalid(fitting)).not.toContain('documentNumber');
    expect(valuesOf(fitting).documentNumber).toBe('D23145890734');
    expect(invalid(mrzOf('TD1', fitting.lines[0]!.replace('734', '735'), td1.lines[1]!, td1.lines[2]!))).toContain('documentNumber');
  });
});

describe('fields', () => {
  it('of a passport', () =>
    expect(valuesOf(td3)).toEqual({
      issuingCountry: 'UTO', surname: 'ERIKSSON', givenNames: 'ANNA MARIA', fullName: 'ANNA MARIA ERIKSSON', documentNumber: 'L898902C3', nationality: 'UTO',
      birthDate: '1974-08-12', sex: 'F', expiryDate: '2012-04-15', personalNumber: 'ZE184226B',
    }));
  it('of an identity card', () =>
    expect(valuesOf(td1)).toMatchObject({ surname: 'ERIKSSON', documentNumber: 'D23145890', birthDate: '1974-08-12', expiryDate: '2012-04-15', nationality: 'UTO' }));
  it('of a visa whose two-digit expiry lies in the last century', () => expect(valuesOf(mrva)).toMatchObject({ expiryDate: '1996-12-10', birthDate: '1940-09-07' }));
  it('names Germany by its ISO code', () => expect(valuesOf(mrzOf('TD3', 'P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4'))).toMatchObject({ issuingCountry: 'DEU', nationality: 'DEU' }));
  it('takes the least sure character as the confidence of a field', () => {
    const unsure: Mrz = { ...td3, confidence: td3.lines.map((l, line) => Array.from(l, (_, c) => (line === 1 && c === 3 ? 0.61 : 1))) };
    const fields = fieldsOfMrz(unsure, '2026-11-23', () => null);
    expect(fields.documentNumber?.confidence).toBe(0.61);
    expect(fields.expiryDate?.confidence).toBe(1);
  });
  it('places surname and given names each on its own part of the line, without the fillers', () => {
    const spans: Record<string, [number, number]> = {};
    for (const [name, field] of Object.entries(fieldsOfMrz(td3, '2026-11-23', ({ from, to }) => ({ x: from, y: 0, width: to - from, height: 1 })))) spans[name] = [field!.region!.x, field!.region!.x + field!.region!.width];
    expect(spans).toMatchObject({ surname: [5, 13], givenNames: [15, 25], fullName: [5, 25], documentNumber: [0, 9] });
  });
  it('leaves out a date that is none', () => expect(valuesOf(mrzOf('TD3', td3.lines[0]!, 'L898902C36UTO7413122F1204159ZE184226B<<<<<10')).birthDate).toBeUndefined());
});

describe('layouts', () => {
  it.each(formatLayouts)('$format: fields cover every column exactly once', ({ lines, columns, fields }) => {
    const seen = Array.from({ length: lines }, () => new Array<number>(columns).fill(0));
    for (const { line, from, to } of fields) for (let c = from; c < to; c++) seen[line]![c] = seen[line]![c]! + 1;
    expect(seen.flat().every((n) => n === 1)).toBe(true);
  });
});
