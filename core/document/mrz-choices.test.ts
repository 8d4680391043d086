import { describe, expect, it } from 'vitest';
import { checkDigitsOf, fieldsOfMrz } from './mrz.ts';
import { choicesFit, withChoices, type MrzChoice } from './mrz-choices.ts';
import { layoutOf } from './mrz-formats.ts';
import { placesOfMrz } from './mrz-places.ts';
import { nothingRead, type DocumentReading, type Mrz } from './reading.ts';
import { typeOfMrz } from './classification.ts';

const today = '2026-11-23';
const at = '2026-11-23T10:00:00.000Z';
const name = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
/** Printed: expiry 320415, its digit 3. The reader took the 2 for a 7. */
const misread = 'L898902C36UTO7408122F3704153ZE184226B<<<<<16';
const rows = [{ x: 0, y: 0, width: 440, height: 14 }, { x: 0, y: 20, width: 440, height: 14 }];
const mrz: Mrz = {
  format: 'TD3', lines: [name, misread], checkDigits: checkDigitsOf(layoutOf('TD3'), [name, misread]), region: null, rows,
  doubtful: [{ line: 1, column: 22, candidates: ['7', '2'], region: null }], confidence: [name, misread].map((l) => Array.from(l, () => 0.99)),
};
const own = fieldsOfMrz(mrz, today, placesOfMrz(mrz));
const print = { surname: { value: 'Eriksson', source: 'print' as const, confidence: 0.9, region: null } };
const reading: DocumentReading = { ...nothingRead, mrz, documentType: typeOfMrz(mrz), bySource: { mrz: own, print }, fields: own };
const choice = (change: Partial<MrzChoice> = {}): MrzChoice => ({ line: 1, column: 22, candidates: ['7', '2'], read: '7', chosen: '2', at, ...change });

describe('a choice', () => {
  it('works out line, check digits and field anew, at the same place', () => {
    expect(reading.fields.expiryDate?.value).toBe('2037-04-15');
    const settled = withChoices(reading, [choice()], today);
    expect(settled.mrz?.lines[1]).toBe('L898902C36UTO7408122F3204153ZE184226B<<<<<16');
    expect(settled.fields.expiryDate).toEqual({ value: '2032-04-15', source: 'mrz', confidence: 0.99, region: own.expiryDate!.region });
    expect(settled.bySource.mrz?.expiryDate?.value).toBe('2032-04-15');
    expect(settled.bySource.print).toEqual(print);
    expect(mrz.checkDigits.find((c) => c.name === 'expiryDate')).toEqual({ name: 'expiryDate', valid: false });
    expect(settled.mrz?.checkDigits.find((c) => c.name === 'expiryDate')).toEqual({ name: 'expiryDate', valid: true });
    expect(settled.mrz?.doubtful).toEqual([]);
  });
  it('leaves what the machine read untouched', () => {
    withChoices(reading, [choice()], today);
    expect(reading.mrz?.lines[1]).toBe(misread);
  });
  it('that could not be told changes nothing', () => expect(withChoices(reading, [choice({ chosen: null })], today)).toBe(reading));
  it('takes away a field that is none with it', () => {
    const month: Mrz = { ...mrz, doubtful: [{ line: 1, column: 23, candidates: ['0', '9'], region: null }] };
    expect(withChoices({ ...reading, mrz: month }, [choice({ column: 23, candidates: ['0', '9'], read: '0', chosen: '9' })], today).fields.expiryDate).toBeUndefined();
  });
  it('does not touch a field of a better word than the zone', () => {
    const typed = { ...reading, fields: { ...own, expiryDate: { value: '2032-04-15', source: 'clerk' as const, confidence: 1, region: null } } };
    expect(withChoices(typed, [choice()], today).fields.expiryDate?.source).toBe('clerk');
  });
});

describe('choices fit the reading', () => {
  it('when they take a candidate, or none', () => {
    expect(choicesFit(mrz, [choice()])).toBe(true);
    expect(choicesFit(mrz, [choice({ chosen: null })])).toBe(true);
    expect(choicesFit(null, [])).toBe(true);
  });
  it.each([
    ['a character nobody offered', choice({ chosen: '9' })],
    ['an invented candidate', choice({ candidates: ['7', '2', '9'], chosen: '9' })],
    ['a place that was not doubted', choice({ column: 21, read: '3', candidates: ['3', '2'] })],
    ['another reading than the machine had', choice({ read: '2' })],
  ])('not with %s', (_, foreign) => expect(choicesFit(mrz, [foreign])).toBe(false));
  it('not twice for one place, and not without an MRZ', () => {
    expect(choicesFit(mrz, [choice(), choice({ chosen: '7' })])).toBe(false);
    expect(choicesFit(null, [choice()])).toBe(false);
  });
});
