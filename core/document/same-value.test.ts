import { describe, expect, it } from 'vitest';
import { sameValue, tokensAgainst } from './same-value.ts';

const same = (name: Parameters<typeof sameValue>[0], a: string, b: string) => sameValue(name, { value: a }, { value: b });

describe('names agree', () => {
  it.each([['MUELLER', 'Müller'], ['MULLER', 'Müller'], ['SORENSEN', 'Sørensen'], ['SOERENSEN', 'SØRENSEN'], ['STRASSER', 'Straßer'], ['NUNEZ', 'Núñez'], ['MOREIRA CAMPOS', 'Moreira-Campos'], ['OBRIEN', "O'Brien"]])('%s and %s', (a, b) => expect(same('surname', a, b)).toBe(true));
  it.each([['MUELLER', 'MULLER'], ['ANNA', 'ANNE']])('not %s and %s', (a, b) => expect(same('surname', a, b)).toBe(false));
  it('as far as a full field goes', () => expect(sameValue('surname', { value: 'PAPANDROPOU', truncated: true }, { value: 'Papandropoulous' })).toBe(true));
});
it('numbers and dates agree to the last character', () => {
  expect(same('documentNumber', 'UT-DL-7741', 'UTDL7741')).toBe(true);
  expect(same('documentNumber', 'L8O', 'L80')).toBe(false);
  expect(same('expiryDate', '2032-04-15', '2032-04')).toBe(false);
});
it('says which words the other source has too', () => {
  expect(tokensAgainst('givenNames', 'Anna Märta', 'ANNA MARIA')).toEqual([{ text: 'Anna', agrees: true }, { text: 'Märta', agrees: false }]);
  expect(tokensAgainst('documentNumber', 'L 898', 'L898')).toEqual([{ text: 'L 898', agrees: true }]);
});
