import { describe, expect, it } from 'vitest';
import { rowsOf, type TextRun } from './text-rows.ts';

const run = (text: string, x: number, width: number, y = 100): TextRun => ({ text, region: { x, y, width, height: 16 } });
const texts = (...runs: TextRun[]): string[] => rowsOf(runs).map((r) => r.text);

describe('rows of a text layer', () => {
  it('runs of one row, columns apart', () => expect(texts(run('Bill date:', 0, 70), run('3 March 2026', 76, 90), run('Page 1', 500, 50))).toEqual(['Bill date: 3 March 2026', 'Page 1']));
  it('a word in two runs', () => expect(texts(run('Elec', 0, 30), run('tricity', 30, 50))).toEqual(['Electricity']));
  it('right to left: the label stands at the right, and is read first', () => {
    expect(texts(run('٠٣/١٠/٢٠٢٦', 300, 90), run('تاريخ الإصدار:', 400, 110))).toEqual(['تاريخ الإصدار: ٠٣/١٠/٢٠٢٦']);
    expect(texts(run('03/10/2026', 300, 90), run('תאריך הפקה:', 400, 90))).toEqual(['תאריך הפקה: 03/10/2026']);
  });
});
