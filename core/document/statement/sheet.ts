/** Whether the sheet is the one that was printed for this case and day. Told by its symbol, whose error correction vouches for it. */
import type { StatementFacts } from './facts.ts';
import { readSheetSymbol } from './sheet-code.ts';

/** `hand`: no symbol of a sheet was read, it counts as written by hand. `not-printed`: so it is, where only printed sheets count. */
export type SheetOrigin = 'this-case' | 'other-case' | 'other-day' | 'hand' | 'not-printed';

export function originOf({ reading, asked, date }: Pick<StatementFacts, 'reading' | 'asked' | 'date'>): SheetOrigin {
  const symbol = reading.sheet?.code ? readSheetSymbol(reading.sheet.code) : null;
  if (!symbol) return asked.hand ? 'hand' : 'not-printed';
  if (symbol.date !== date) return 'other-day';
  return symbol.code === asked.code ? 'this-case' : 'other-case';
}
