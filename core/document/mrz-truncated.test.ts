/** A name that fills its field to the last place may go on in print: from the reader's own fields to what is made of them. */
import { describe, expect, it } from 'vitest';
import { compareSources } from './compare-sources.ts';
import { checkDigitsOf, fieldsOfMrz } from './mrz.ts';
import { layoutOf } from './mrz-formats.ts';
import { compareToHolder, holderNamesOf } from './name-compare.ts';
import { fieldsBesideMrz } from './print-beside.ts';
import { rowOf } from './print-rows.fixture.ts';
import type { Fields, Mrz, MrzFormat } from './reading.ts';

const today = '2026-11-30';
const zoneOf = (format: MrzFormat, ...lines: string[]): Fields => {
  const mrz: Mrz = { format, lines, checkDigits: checkDigitsOf(layoutOf(format), lines), doubtful: [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null };
  return fieldsOfMrz(mrz, today, () => null);
};
const card = (names: string): Fields => zoneOf('TD1', 'I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F3204157UTO<<<<<<<<<<<2', names);
const marks = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([, f]) => f?.truncated).map(([name]) => [name, true]));
const cut = card('HERNANDEZ<RODRIGUEZ<<MARIA<CAR');

const nothingMore = { again: () => Promise.resolve(null), otherwise: () => Promise.resolve([]) };
const printed = (zone: Fields, ...rows: string[]): Promise<Fields> => fieldsBesideMrz(zone, { class: 'id-card', country: 'UTO', confidence: 1 }, rows.map((text, i) => rowOf(text, 30 * i, { confidence: 0.95 })), nothingMore, today);

describe('a name field that is full', () => {
  it('marks both parts and the whole: either may be cut (ICAO 9303-3, 4.6.1)', () => expect(marks(cut)).toEqual({ surname: true, givenNames: true, fullName: true }));
  it('one that ends in fillers is whole', () => expect(marks(card('ERIKSSON<<ANNA<MARIA<<<<<<<<<<'))).toEqual({}));
  it('of the French card each field for itself', () => expect(marks(zoneOf('FRA_ID', 'IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<92500', '8806923102858CORINNE<ALEXAN6512068F6'))).toEqual({ givenNames: true }));
  it('of the French licence, eight places', () => expect(marks(zoneOf('FRA_DL', 'D1FRA13AA000026181231MARTINEZ9'))).toEqual({ surname: true }));
});

describe('goes on in print', () => {
  it('and agrees with it', async () => {
    const print = await printed(cut, 'Apellidos', 'HERNANDEZ RODRIGUEZ', 'Nombre', 'MARIA CARMEN');
    expect(print).toMatchObject({ surname: { value: 'HERNANDEZ RODRIGUEZ' }, givenNames: { value: 'MARIA CARMEN' } });
    expect(compareSources({ mrz: cut, print }).map(({ field, agreement }) => [field, agreement])).toEqual([['surname', 'agree'], ['givenNames', 'agree']]);
  });
  it('on one row each part is itself, not the row', async () => {
    expect(await printed(cut, 'HERNANDEZ RODRIGUEZ MARIA CARMEN')).toMatchObject({ surname: { value: 'HERNANDEZ RODRIGUEZ' }, givenNames: { value: 'MARIA CARMEN' } });
  });
  it('an initial is taken from no other word of the page', async () => {
    expect(await printed(card('NILAVADHANANANDA<DEJTHAMRONG<K'), 'KINGDOM OF UTOPIA')).toEqual({});
    expect(await printed(card('LI<<NILAVADHANANANDA<DEJTHAMRO'), 'LICENCE OFFICE')).toEqual({});
  });
  it('another word is another name', async () => {
    const print = await printed(cut, 'Apellidos', 'HERNANDEZ RODRIGUEZ', 'Nombre', 'MARIA PILAR');
    expect(print['givenNames']?.value).not.toBe('MARIA CARMEN');
    expect(compareSources({ mrz: cut, print: { givenNames: { value: 'MARIA PILAR', source: 'print', confidence: 0.97, region: null } } })).toMatchObject([{ agreement: 'contradict' }]);
  });
});

describe('held against a proof of address', () => {
  const onPaper = (bySource: { mrz: Fields; print?: Fields }, name: string) => compareToHolder(holderNamesOf(bySource), name, { exact: true }).verdict;
  it('goes on there', () => expect(onPaper({ mrz: cut }, 'Maria Carmen Hernandez Rodriguez')).toBe('same'));
  it('is whole where print has it', async () => expect(onPaper({ mrz: cut, print: await printed(cut, 'HERNANDEZ RODRIGUEZ MARIA CARMEN') }, 'Maria Carmen Hernandez Rodriguez')).toBe('same'));
  it('somebody else stays somebody else', () => expect(onPaper({ mrz: cut }, 'Maria Pilar Hernandez Rodriguez')).toBe('mismatch'));
});
