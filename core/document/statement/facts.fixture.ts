/** A statement of a fictional customer as it should be, and what becomes of it when one thing is changed. */
import type { StatementFacts, StatementWord } from './facts.ts';
import type { HeldDocument, SheetLine } from './reading.ts';
import { sheetSymbolText } from './sheet-code.ts';

export const caseDate = '2026-11-29';
export const sheetCode = 'ACDEFGH3';
const place = { x: 100, y: 400, width: 300, height: 40 };

export const row = (text: string, again: string | undefined = text, confidence = 0.93): SheetLine => ({ text, box: place, confidence, ...(again === undefined ? {} : { again }) });

export type StatementChange = {
  lines?: SheetLine[] | null; code?: string | null; asked?: string | null; hand?: boolean; people?: number; held?: Partial<HeldDocument['fields']> | null; captured?: Record<string, string> | null; distance?: number | null;
  staff?: Partial<Pick<StatementWord, 'date' | 'word'>> | null; date?: string; word?: string;
};

export function statementFacts({ lines = [row('2026/11/29'), row('CoinEx')], code = sheetSymbolText({ date: caseDate, code: sheetCode }), asked = sheetCode, hand = true, people = 1, held = {}, captured = { documentNumber: 'L4820157C', surname: 'HALVORSEN' }, distance = null, staff = null, date = caseDate, word = 'CoinEx' }: StatementChange = {}): StatementFacts {
  return {
    reading: {
      people, face: people > 0 ? place : null, mirrored: false,
      document: held && { region: place, portrait: true, fields: held },
      sheet: lines && { region: place, lines, code },
    },
    asked: { word, code: asked, hand }, date,
    document: captured && { fields: Object.fromEntries(Object.entries(captured).map(([name, value]) => [name, { value, source: 'mrz', confidence: 1, region: null }])) },
    portraitDistance: distance,
    staff: staff && { date: null, word: null, operatorId: '6f2c1d3e-8a53-4b8e-9c61-0d5f1a7e2b94', operatorName: 'Kim', at: '2026-11-29T10:00:00.000Z', ...staff },
  };
}
