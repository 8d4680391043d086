import { describe, expect, it } from 'vitest';
import { fieldsBesideMrz, type PrintLooks } from './print-beside.ts';
import type { TextLine } from './print-fields.ts';
import type { Field, Fields } from './reading.ts';

const line = (text: string, x: number, y: number, confidence = 0.95): TextLine => {
  const words = text.split(' ').map((word, i) => ({ text: word, confidence, region: { x: x + i * 60, y, width: 55, height: 20 } }));
  return { text, confidence, region: { x, y, width: words.length * 60 - 5, height: 20 }, words };
};
const zoneField = (value: string): Field => ({ value, source: 'mrz', confidence: 0.99, region: null });
const zone: Fields = { surname: zoneField('HALVORSEN'), givenNames: zoneField('INGRID MARIA'), documentNumber: zoneField('L4820157C'), birthDate: zoneField('1991-04-17'), expiryDate: zoneField('2033-06-14') };
const page = (birth = '17 APR 1991'): TextLine[] => [
  line('Surname', 0, 0), line('HALVORSEN', 0, 25), line('Given names', 0, 60), line('INGRID MARIA', 0, 85), line('Passport No.', 400, 0), line('L 4820157 C', 400, 25),
  line('Date of birth', 0, 120), line(birth, 0, 145), line('Date of expiry', 0, 180), line('14.06.2033', 0, 205),
];
const type = { class: 'passport', country: 'UTO', confidence: 0.99 } as const;
const asked = { otherwise: 0 };
const looks = (again: TextLine | null = null, otherwise: readonly TextLine[] = []): PrintLooks => ({ again: () => Promise.resolve(again), otherwise: () => { asked.otherwise += 1; return Promise.resolve(otherwise); } });
const found = async (lines: readonly TextLine[], with_ = looks()) => Object.fromEntries(Object.entries(await fieldsBesideMrz(zone, type, lines, with_, '2026-11-25')).map(([name, f]) => [name, f?.value]));

describe('print beside the zone', () => {
  it('says what the zone says, in its own spelling; the page is not looked at again', async () => {
    asked.otherwise = 0;
    expect(await found(page())).toEqual({ surname: 'HALVORSEN', givenNames: 'INGRID MARIA', documentNumber: 'L4820157C', birthDate: '1991-04-17', expiryDate: '2033-06-14' });
    expect(asked.otherwise).toBe(0);
  });
  it('stands wherever it stands: a label that was read as a name accuses nobody', async () => {
    const lines = [line('Sumame', 0, 0), line('Nom', 0, 25), ...page().slice(1)];
    expect(await found(lines)).toMatchObject({ surname: 'HALVORSEN' });
  });
  it('that says another date counts when a second look reads the same', async () => {
    const forged = page('17 APR 1997');
    expect(await found(forged, looks(line('17 APR 1997', 0, 145)))).toMatchObject({ birthDate: '1997-04-17' });
  });
  it('is the surer for it', async () => {
    const forged = page('17 APR 1997').map((l) => (l.text === '17 APR 1997' ? line(l.text, 0, 145, 0.8) : l));
    expect((await fieldsBesideMrz(zone, type, forged, looks(line('17 APR 1997', 0, 145, 0.8)), '2026-11-25')).birthDate?.confidence).toBeCloseTo(0.96);
  });
  it.each([['sees the zone\'s own', line('17 APR 1991', 0, 145), '1991-04-17'], ['sees a third', line('17 APR 1907', 0, 145), undefined], ['sees nothing', null, undefined]])('that lost a figure does not count: a second look %s', async (_what, again, value) => {
    expect((await found(page('17 APR 1997'), looks(again))).birthDate).toBe(value);
  });
  it('that a row was cut off from is read more widely', async () => {
    const cut = page().map((l) => (l.text === '17 APR 1991' ? line('APR 1991', 60, 145) : l));
    asked.otherwise = 0;
    expect(await found(cut, looks(line('17 APR 1991', 0, 145)))).toMatchObject({ birthDate: '1991-04-17' });
    expect(asked.otherwise).toBe(0);
  });
  it('is looked for in another way where a fact is missing', async () => {
    expect(await found(page().filter((l) => l.text !== 'HALVORSEN'), looks(null, [line('HALVORSEN', 0, 25)]))).toMatchObject({ surname: 'HALVORSEN' });
  });
  it('of part of a name is no other name, and no agreement', async () => {
    const lines = page().map((l) => (l.text === 'INGRID MARIA' ? line('INGRID', 0, 85) : l));
    expect(await found(lines, looks(line('INGRID', 0, 85)))).toMatchObject({ givenNames: 'INGRID' });
  });
  it('says nothing of facts the zone does not have', async () => {
    expect(await found([...page(), line('Authority', 400, 60), line('PASSPORT OFFICE', 400, 85)])).not.toHaveProperty('authority');
  });
});
