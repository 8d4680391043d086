/** Two looks at one row of writing: only what both say is believed, and only where the reader was not guessing. */
import type { SheetLine } from './reading.ts';

/** Below it tesseract's rows are more guess than reading (as leastConfidence of print-fields.ts). */
const leastSure = 0.6;
/** From here on a row counts as read to the last letter, so that what is not in it is not there. Chosen, not measured: single looks of `bench:statement` that were misread have this and more, so both must read the same letters as well. */
export const leastLegible = 0.8;

/**
 * Of two looks that read the same letters the reader's own doubt is mostly that the word stands in no dictionary: read right, "CoinEx" has 0.68 to 0.92 in the
 * surer of them, which tells a row of words (`bench:statement -- --only printed --seeds november`, `december` and `january`). Chosen below that: both looks by guess are none.
 */
export const leastAgreed = 0.5;

export const isSure = (line: SheetLine): boolean => line.confidence >= leastSure && line.again !== undefined;

const lettersOf = (text: string): string => text.normalize('NFKC').toLocaleUpperCase('en').replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Both looks read the same letters, surely. */
export const isLegible = (line: SheetLine): boolean => line.again !== undefined && line.confidence >= leastLegible && lettersOf(line.text) !== '' && lettersOf(line.text) === lettersOf(line.again);

/** Something stands on the sheet, and all of it was read. */
export const isAllRead = (lines: readonly SheetLine[]): boolean => lines.length > 0 && lines.every(isLegible);
