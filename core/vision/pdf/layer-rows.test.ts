import { describe, expect, it } from 'vitest';
import { isReadable, unlikeRows } from './layer-rows.ts';

const isUnlike = (layer: string, seen: string): boolean => unlikeRows([{ layer, seen, region: { x: 0, y: 0, width: 1, height: 1 } }]).length > 0;

describe('a row of the text layer and what its picture shows', () => {
  it.each([
    ['Bill date: 3 November 2026', 'Bill date: 3 March 2026'], ['Datum 03.11.2026', 'Datum 03.03.2026'], ['Ms Mira Specimen', 'Mr Tomas Exemplar'], ['14 Mill Lane', ''], ['Bill date: 3 November 2026', ''],
  ])('another: %s, %s', (layer, seen) => expect(isUnlike(layer, seen)).toBe(true));
  it.each([
    ['read well', 'Ms Mira Specimen', 'Ms Mira Specimen'], ['a letter or two misread', 'Ms Mira Specimen', 'M5 Mlra Specirnen'], ['marks lost', '3 février 2026 à Orléans', '3 fevrier 2026 a Orleans'],
    ['a figure misread', 'Bill date 03.11.2026', 'Bill date 08.11.2026'], ['words run together', 'Bill date: 3 November 2026', 'Bilidate:3November2026'], ['too short to tell', 'CB2', ''],
  ])('the same: %s', (_what, layer, seen) => expect(isUnlike(layer, seen)).toBe(false));
  it.each([
    ['a joiner', 'Ms Mi\u200dra Specimen'], ['a soft hyphen', 'Ms Mira Spe\u00adcimen'], ['a letter of another script', 'Ms Mira Specimen ص'], ['a mark', 'Ms Mira\u0489 Specimen'], ['a control', 'Ms Mira\u0007 Specimen'],
  ])('%s takes no row out of the comparison', (_what, layer) => expect([isReadable(layer), isUnlike(layer, 'Mr Tomas Exemplar'), isUnlike(layer, 'Ms Mira Specimen')]).toEqual([true, true, false]));
  it('Arabic-Indic figures are not read by any pack of ours: they accuse nobody, and a day in them is held against the day that is seen', () => {
    expect(isUnlike('رقم ٤١٢٠٣٨٨٥', 'py EVYTAAO')).toBe(false);
    expect([isReadable('٠٣/١١/٢٠٢٦'), isUnlike('٠٣/١١/٢٠٢٦', '03/03/2024'), isUnlike('٠٣/١١/٢٠٢٦', '+Y/1V/¥-¥4')]).toEqual([true, true, false]);
  });
  it('of two scripts in one row the Latin one is compared', () => expect([isUnlike('الاسم Ms Mira Specimen', 'pull Ms Mira Specimen'), isUnlike('الاسم Ms Mira Specimen', 'pull Mr Tomas Exemplar')]).toEqual([false, true]));
  it('scripts that no pack of ours reads are not asked about', () => expect(['تاريخ الإصدار ٢٠٢٦', '発行日 渋谷区', 'Straße 12, 1234 Köln'].map(isReadable)).toEqual([false, false, true]));
});
