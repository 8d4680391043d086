import { describe, expect, it } from 'vitest';
import { checkDigitOf } from '../../document/check-digit.ts';
import { checkDigitsOf } from '../../document/mrz.ts';
import { layoutOf } from '../../document/mrz-formats.ts';
import { nothingRead, type Mrz } from '../../document/reading.ts';
import { mrzCheckDigit } from './mrz-check-digit.ts';

const context = { date: '2026-11-23', chosenType: null, acceptedTypes: ['passport'], lane: 'camera' as const };
// The specimen of ICAO 9303-4, appendix A.
const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

function mrzOf(second: string, doubtfulColumns: number[] = []): Mrz {
  const read = [lines[0]!, second];
  return {
    format: 'TD3', lines: read, checkDigits: checkDigitsOf(layoutOf('TD3'), read), confidence: read.map((l) => [...l].map(() => 0.999)), region: null,
    rows: [{ x: 0, y: 0, width: 440, height: 12 }, { x: 0, y: 20, width: 440, height: 12 }],
    doubtful: doubtfulColumns.map((column) => ({ line: 1, column, candidates: ['2', 'Z'], region: null })),
  };
}
const measure = (mrz: Mrz | null) => mrzCheckDigit.measure({ documentReading: { ...nothingRead, mrz } }, context);
const put = (column: number, character: string): string => lines[1]!.slice(0, column) + character + lines[1]!.slice(column + 1);

describe('auth.mrz-check-digit', () => {
  it('right digits', () => expect(measure(mrzOf(lines[1]!))).toMatchObject({ value: 0, regions: [], values: {} }));
  it('a changed digit of birth: its own check digit and the last one are wrong, the first is named', () => {
    const got = measure(mrzOf(put(14, '5')));
    expect(got).toMatchObject({ value: 2, values: { variant: 'birthDate' } });
    expect(got.kind === 'measured' && got.regions).toMatchObject([{ x: 190, y: 20, width: 10, height: 12 }, { x: 430, y: 20 }]);
  });
  it('a changed last digit alone', () => expect(measure(mrzOf(put(43, '1')))).toMatchObject({ value: 1, values: { variant: 'composite' } }));
  it('a doubtful character explains it', () => expect(measure(mrzOf(put(14, '5'), [14]))).toEqual({ kind: 'not-assessed', reason: 'characters-doubtful' }));
  it('a doubt elsewhere explains only the last digit', () => expect(measure(mrzOf(put(14, '5'), [0]))).toMatchObject({ value: 1, values: { variant: 'birthDate' } }));
  it('does not apply without an MRZ', () => expect(measure(null)).toEqual({ kind: 'not-applicable', reason: 'no-mrz' }));
});

describe('a number that goes on in the optional data', () => {
  const tail = `734${checkDigitOf('D23145890734')}`;
  const card = (change: Record<number, string> = {}, doubtful: number[] = []): Mrz => {
    const first = [...`I<UTOD23145890<${tail}`.padEnd(30, '<')].map((c, i) => change[i] ?? c).join('');
    const read = [first, '7408122F3204153UTO<<<<<<<<<<<', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
    const last = checkDigitOf(first.slice(5) + read[1]!.slice(0, 7) + read[1]!.slice(8, 15) + read[1]!.slice(18, 29));
    const lines = [first, `${read[1]!}${last}`, read[2]!];
    return {
      format: 'TD1', lines, checkDigits: checkDigitsOf(layoutOf('TD1'), lines), confidence: lines.map((l) => [...l].map(() => 0.999)), region: null,
      rows: [0, 20, 40].map((y) => ({ x: 0, y, width: 300, height: 12 })), doubtful: doubtful.map((column) => ({ line: 0, column, candidates: [first[column]!, '4'], region: null })),
    };
  };
  it('right', () => expect(measure(card())).toMatchObject({ value: 0 }));
  it('wrong: marks the digit where it stands', () => {
    const got = measure(card({ 16: '8' }));
    expect(got).toMatchObject({ value: 1, values: { variant: 'documentNumber' } });
    expect(got.kind === 'measured' && got.regions).toMatchObject([{ x: 180, y: 0, width: 10 }]);
  });
  it.each([['of the tail', 16], ['its digit', 18], ['the filler that ends it', 19], ['the filler that says it goes on', 14], ['of its head', 7]])('a doubtful character explains it: %s', (_what, column) => {
    expect(measure(card({ 16: '8' }, [column]))).toEqual({ kind: 'not-assessed', reason: 'characters-doubtful' });
  });
  it('one in what follows does not', () => expect(measure(card({ 16: '8' }, [22]))).toMatchObject({ value: 1 }));
});
