import { describe, expect, it } from 'vitest';
import { compareSources, type Agreement } from './compare-sources.ts';
import type { Field, FieldName, Fields, MachineSource } from './reading.ts';

const field = (source: MachineSource, value: string, confidence: number, truncated?: boolean): Field => ({ source, value, confidence, region: null, ...(truncated ? { truncated } : {}) });
const fields = (source: MachineSource, values: Partial<Record<FieldName, string>>, confidence = 0.99): Fields =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, field(source, value, confidence)])) as Fields;
const between = (name: FieldName, mrz: string, print: string, confidence: number): Agreement | undefined =>
  compareSources({ mrz: fields('mrz', { [name]: mrz }), print: fields('print', { [name]: print }, confidence) })[0]?.agreement;

describe('MRZ against print', () => {
  it.each([
    ['documentNumber', 'L4820157C', 'L4820157C', 0.9, 'agree'], ['documentNumber', 'L4820157C', 'L 4820-157 C', 0.9, 'agree'], ['documentNumber', 'L4820157C', 'L4820167C', 0.97, 'contradict'],
    ['documentNumber', 'L4820157C', 'L4820167C', 0.88, 'doubtful'], ['documentNumber', 'LO820157C', 'L0820157C', 0.97, 'doubtful'], ['documentNumber', 'L4820157C', '910417HM25', 0.97, undefined],
    ['documentNumber', 'L4820157C', 'L4820167C', 0.7, undefined], ['documentNumber', 'L4820157C', 'L4820157C', 0.7, 'agree'], ['documentNumber', 'L4820157C', 'L4820157C', 0.5, undefined],
    ['birthDate', '1991-04-17', '1991-04-17', 0.9, 'agree'], ['birthDate', '1991-04-17', '1996-04-17', 0.97, 'contradict'], ['birthDate', '1991-04-17', '1996-04-17', 0.88, 'doubtful'],
    ['birthDate', '1991-04-07', '1991-07-04', 0.97, 'doubtful'], ['birthDate', '1991-04', '1991-04-17', 0.97, 'agree'], ['birthDate', '1991-04-17', '1973-11-02', 0.9, 'contradict'], ['expiryDate', '2031-06-14', '1931-06-14', 0.97, 'doubtful'],
    ['sex', 'F', 'M', 0.97, 'contradict'], ['sex', 'X', 'M', 0.97, undefined], ['nationality', 'UTO', 'UTO', 0.97, 'agree'], ['nationality', 'UTO', 'FRA', 0.97, 'contradict'], ['nationality', 'DEU', 'DEUTSCH', 0.97, undefined],
    ['surname', 'MUELLER', 'MÜLLER', 0.9, 'agree'], ['surname', 'HALVORSEN', 'HALVERSEN', 0.97, 'doubtful'], ['surname', 'HALVORSEN', 'LINDQVIST', 0.97, 'contradict'], ['givenNames', 'INGRID MARIA', 'INGRID', 0.97, 'agree'],
    ['givenNames', 'INGRID MARIA', 'INGRID MARTA', 0.97, 'doubtful'], ['givenNames', 'INGRID MARIA', 'BEATRIZ MARIA', 0.97, 'contradict'],
  ] as const)('%s %s and %s at %d: %s', (name, mrz, print, confidence, agreement) => expect(between(name, mrz, print, confidence)).toBe(agreement));

  it('a label taken for its neighbour proves nothing', () => {
    const got = compareSources({ mrz: fields('mrz', { birthDate: '1991-04-17', expiryDate: '2031-06-14' }), print: fields('print', { birthDate: '2031-06-14' }) });
    expect(got).toMatchObject([{ field: 'birthDate', agreement: 'doubtful' }]);
  });
  it('a doubtful MRZ character is not held against print', () => {
    expect(compareSources({ mrz: fields('mrz', { birthDate: '1991-04-17' }, 0.8), print: fields('print', { birthDate: '1996-04-17' }) })).toEqual([]);
  });
  it('a full field of the MRZ may go on in print', () => {
    const mrz = { surname: field('mrz', 'NILAVADHANANANDA CHAYAPA DEJTHAM', 0.99, true) };
    expect(compareSources({ mrz, print: fields('print', { surname: 'Nilavadhanananda Chayapa Dejthamrong' }) })).toMatchObject([{ agreement: 'agree' }]);
  });
});

describe('barcode against print and MRZ', () => {
  it('machine against machine: one digit is enough', () => {
    expect(compareSources({ mrz: fields('mrz', { documentNumber: 'L4820157C' }), barcode: fields('barcode', { documentNumber: 'L4820167C' }) })).toMatchObject([{ sources: ['mrz', 'barcode'], agreement: 'contradict' }]);
    expect(compareSources({ mrz: fields('mrz', { surname: 'HALVORSEN' }), barcode: fields('barcode', { surname: 'HALVERSEN' }) })).toMatchObject([{ agreement: 'contradict' }]);
  });
  it('every pair of three', () => {
    const same = { birthDate: '1991-04-17' };
    expect(compareSources({ mrz: fields('mrz', same), barcode: fields('barcode', same), print: fields('print', same) }).map((c) => c.sources.join())).toEqual(['mrz,barcode', 'mrz,print', 'barcode,print']);
  });
});
