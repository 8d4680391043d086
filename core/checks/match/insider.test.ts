import { describe, expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { insiderWordOf, namesakesOf, namesKnown, type InsiderWord } from '../../case/insider.ts';
import { fieldsOfPrint } from '../../document/print-fields.ts';
import { rowOf } from '../../document/print-rows.fixture.ts';
import { nothingRead, type Fields } from '../../document/reading.ts';
import { judge } from '../check.ts';
import { matchInsider } from './insider.ts';

const measure = (insider: InsiderWord) => matchInsider.measure({ insider }, context);

describe('match.insider', () => {
  test.each([['nobody', 'pass'], ['colleague', 'fail']] as const)('%s: %s', (insider, status) => {
    const got = measure(insider);
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(judge(got.value, matchInsider.threshold)).toBe(status);
  });

  test('without a name it is not assessed', () => expect(measure('no-name')).toEqual({ kind: 'not-assessed', reason: 'name-unread' }));
});

describe('namesakes', () => {
  const holder = (surname: string, givenNames: string) => [{ surname: { value: surname }, givenNames: { value: givenNames } }];
  const staff = [{ operatorId: 'a', name: 'Tomas Lind' }, { operatorId: 'b', name: 'Zoë Östergård' }, { operatorId: 'c', name: 'Mira' }, { operatorId: 'd', name: 'Karl Bank' }, { operatorId: 'e', name: 'Ana María López' }];
  const found = (surname: string, givenNames: string): string[] => namesakesOf(holder(surname, givenNames), staff).map(({ operatorId }) => operatorId);

  test.each([
    ['LIND', 'TOMAS', ['a']],
    ['OESTERGAARD', 'ZOE', ['b']],
    ['Lind', 'Tobias', []],
    ['Moreau', 'Mira', []],
    ['LIND', 'TOMAS ERIK', ['a']],
    ['LIND BERG', 'TOMAS', ['a']],
    ['Lind', '', []],
    ['LIND', 'ERIK', []],
    ['LIND', 'T', ['a']],
    ['BANK', 'KARL', ['d']],
    ['LOPEZ', 'ANA', ['e']],
    ['LOPEZ', 'MARIA ANA', ['e']],
    ['LOPEZ', 'ANA ROSA', []],
  ])('%s, %s: %j', (surname, givenNames, ids) => expect(found(surname, givenNames)).toEqual(ids));
});

describe('what is known of the name', () => {
  const staff = [{ operatorId: 'a', name: 'Tomas Lind' }];
  /** A licence of which these rows were read. */
  const word = (...rows: string[]) => {
    const print: Fields = fieldsOfPrint(rows.map((text, i) => rowOf(text, 10 + 18 * i)), 'driving-licence', 'DEU', '2026-11-30');
    return insiderWordOf(namesKnown([{ extraction: { ...nothingRead, fields: print, bySource: { print } }, mrzChoices: [], corrections: [] }], '2026-11-30'), staff);
  };
  test.each<[string, string[], InsiderWord]>([
    ['all of it', ['1. LIND', '2. TOMAS'], 'colleague'], ['all of somebody else\'s', ['1. MOREAU', '2. TOMAS'], 'nobody'],
    ['no surname', ['2. TOMAS'], 'no-name'], ['no surname, two given names', ['2. TOMAS ERIK'], 'no-name'], ['no given name', ['1. LIND'], 'no-name'], ['nothing', ['3. 17.04.1991'], 'no-name'],
  ])('%s', (_what, rows, wanted) => expect(word(...rows)).toBe(wanted));
  test.each([['LIND TOMAS', 'colleague'], ['KUMAR SINGH', 'nobody'], ['DE LIND', 'no-name']])('a name that is one identifier, %s: %s', (name, wanted) => expect(insiderWordOf([{ surname: { value: name } }], staff)).toBe(wanted));
  test('one source that has it is enough', () => expect(insiderWordOf([{ givenNames: { value: 'ERIK' } }, { fullName: { value: 'ERIK MOREAU' } }], staff)).toBe('nobody'));
});
