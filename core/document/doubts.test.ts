import { describe, expect, it } from 'vitest';
import { doubtsToAsk, fieldsInDoubt, openDoubts, type Doubt } from './doubts.ts';
import { fieldsOfMrz } from './mrz.ts';
import { nothingRead, type DocumentReading, type Field, type Mrz } from './reading.ts';

const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3204159ZE184226B<<<<<16'];
const doubt = (line: number, column: number, ...candidates: string[]): Doubt => ({ line, column, candidates, region: null });
const number = doubt(1, 1, '8', 'B');
const given = doubt(0, 15, 'A', 'K');
const filler = doubt(0, 30, '<', 'K');
const digit = doubt(1, 9, '6', '8');
const nationality = doubt(1, 10, 'U', 'V');
const mrzOf = (...doubtful: Doubt[]): Mrz => ({ format: 'TD3', lines, checkDigits: [], doubtful, confidence: [], region: null });
const field = (value: string, source: Field['source']): Field => ({ value, source, confidence: 0.9, region: null });

function reading(doubtful: Doubt[], print: DocumentReading['fields'] = {}): DocumentReading {
  const mrz = mrzOf(...doubtful);
  const own = fieldsOfMrz(mrz, '2026-11-23', () => null);
  return { ...nothingRead, mrz, fields: own, bySource: { mrz: own, print } };
}

describe('fields in doubt', () => {
  it.each([
    ['a character of the number', number, ['documentNumber']],
    ['a given name', given, ['givenNames', 'fullName']],
    ['a filler that may be a letter', filler, ['givenNames', 'fullName']],
    ['a check digit', digit, []],
    ['a place without another candidate', doubt(1, 22, '2'), ['expiryDate']],
  ])('%s', (_, at, fields) => expect(fieldsInDoubt(mrzOf(at), at)).toEqual(fields));
  it('of a card number that goes on in the optional data', () => {
    const long: Mrz = { ...mrzOf(), format: 'TD1', lines: ['I<UTOD23145890<7349<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'] };
    expect(fieldsInDoubt(long, doubt(0, 16, '3', '8'))).toEqual(['documentNumber']);
  });
});

describe('open doubts', () => {
  it('name what a verdict stands on, and not what decides nothing', () => expect(openDoubts(reading([number, given, digit, nationality])).map((o) => o.field)).toEqual(['documentNumber', 'givenNames']));
  it('are settled by print that says the same', () => expect(openDoubts(reading([number, given], { documentNumber: field('L898902C3', 'print'), givenNames: field('Anna Mariå', 'print') })).map((o) => o.field)).toEqual([]));
  it('are not settled by print that says the other candidate', () => expect(openDoubts(reading([number], { documentNumber: field('LB98902C3', 'print') })).map((o) => o.field)).toEqual(['documentNumber']));
  it('are settled by what the clerk typed', () => {
    const typed = reading([number]);
    expect(openDoubts({ ...typed, fields: { ...typed.fields, documentNumber: field('L898902C3', 'clerk') } })).toEqual([]);
  });
  it('are none without an MRZ', () => expect(openDoubts(nothingRead)).toEqual([]));
});

describe('what is asked', () => {
  it('is what decides first, and nothing a second source settles', () =>
    expect(doubtsToAsk(reading([given, digit, nationality, number], { givenNames: field('ANNA MARIA', 'print') }))).toEqual([number, digit, nationality]));
});
