/** Whether the sheet is the one that was printed for this case and day. Told by its symbol, whose error correction vouches for it. */
import type { StatementFacts } from './facts.ts';
import { readSheetSymbol } from './sheet-code.ts';

/** `unknown`: no symbol of a sheet was read, or it was written by hand. */
export type SheetOrigin = 'this-case' | 'other-case' | 'other-day' | 'unknown';

export function originOf({ reading, asked, date }: Pick<StatementFacts, 'reading' | 'asked' | 'date'>): SheetOrigin {
  const symbol = reading.sheet?.code ? readSheetSymbol(reading.sheet.code) : null;
  if (!symbol) return 'unknown';
  if (symbol.date !== date) return 'other-day';
  return symbol.code === asked.code ? 'this-case' : 'other-case';
}
