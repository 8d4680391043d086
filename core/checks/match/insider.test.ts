import { describe, expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import { namesakesOf, type InsiderWord } from '../../case/insider.ts';
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
