import { describe, expect, it } from 'vitest';
import { compareNames } from './compare-names.ts';
import { mrzForms } from './transliteration.ts';

const of = (a: string, b: string): string => {
  const got = compareNames({ value: a }, { value: b });
  return got.verdict === 'compatible' ? got.by : got.verdict;
};

describe('mrzForms', () => {
  it.each([
    ['MÜLLER', 'MUELLER'], ['Åse', 'AASE'], ['BJØRN', 'BJOERN'], ['Weiß', 'WEISS'], ['NÚÑEZ', 'NUNEZ'], ['Ĳsbrand', 'IJSBRAND'], ['Đorđe', 'DORDE'], ["O'CONNOR", 'OCONNOR'], ['Þór', 'THOR'], ['Łódź', 'LODZ'], ['Ðagur', 'DAGUR'],
    ['Щукин', 'SHCHUKIN'], ['ХРИСТОВ', 'KHRISTOV'], ['Юлия', 'IULIIA'], ['محمد', 'MXHMD'], ['Işık', 'ISIK'], ['Dvořák', 'DVORAK'],
  ])('%s is %s', (name, form) => expect(mrzForms(name)?.[0]).toBe(form));
  it('knows no table for Greek', () => expect(mrzForms('Ωμέγα')).toBeNull());
});

describe('compareNames', () => {
  it.each([
    ['MUELLER', 'MÜLLER', 'same'], ['MULLER', 'Müller', 'transliteration'], ['MULLER', 'MUELLER', 'transliteration'], ['STRASSE', 'Straße', 'same'], ['NUXXEZ', 'NÚÑEZ', 'differs'], ['NUNXXEZ', 'NÚÑEZ', 'transliteration'],
    ["D'ARTAGNAN", 'DARTAGNAN', 'same'], ['MOREIRA CAMPOS', 'Moreira-Campos', 'same'], ['VAN DER BERG', 'VANDERBERG', 'same'], ['ANGSTROEM', 'ÅNGSTRÖM', 'transliteration'], ['AANGSTROEM', 'Ångström', 'same'],
    ['INGRID', 'INGRID MARIA', 'partial'], ['INGRID MARIA', 'MARIA', 'partial'], ['HRISTOV', 'ХРИСТОВ', 'transliteration'],
    ['HALVORSEN', 'HALVERSEN', 'differs'], ['MARIA INGRID', 'INGRID MARIA', 'differs'], ['ANNA', 'ANNE', 'differs'], ['', 'ANNE', 'not-comparable'], ['ΩΜΕΓΑ', 'OMEGA', 'not-comparable'],
  ])('%s and %s: %s, either way round', (a, b, verdict) => {
    expect(of(a, b)).toBe(verdict);
    expect(of(b, a)).toBe(verdict);
  });

  it('a full field may go on, words may be cut; one that was not full may not', () => {
    const whole = { value: 'NILAVADHANANANDA CHAYAPA DEJTHAMRONG KRASUANG' };
    expect(compareNames({ value: 'NILAVADHANANANDA CHAYAPA DEJTHAM', truncated: true }, whole)).toEqual({ verdict: 'compatible', by: 'truncation' });
    expect(compareNames({ value: 'NILAVADHANANANDA CHAYAPA D K', truncated: true }, whole)).toEqual({ verdict: 'compatible', by: 'truncation' });
    expect(compareNames({ value: 'NILAVADHANANANDA CHAYAPA DEJTHAM' }, whole)).toEqual({ verdict: 'differs', word: 'DEJTHAM', other: 'DEJTHAMRONG' });
    expect(compareNames({ value: 'NILAVADHANANANDA CHAYAPA DXJ', truncated: true }, whole)).toMatchObject({ verdict: 'differs' });
  });

  it('names the word that differs', () => expect(compareNames({ value: 'INGRID MARIA' }, { value: 'INGRID MARTA' })).toEqual({ verdict: 'differs', word: 'MARIA', other: 'MARTA' }));
});
