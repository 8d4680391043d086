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
  it('scripts that no pack of ours reads are not asked about', () => expect(['تاريخ الإصدار ٢٠٢٦', '発行日 2026年10月3日', 'Straße 12, 1234 Köln'].map(isReadable)).toEqual([false, false, true]));
});
