/** What a PDF's text layer says against what its page shows: glyphs need not look like the letters they stand for, and white letters on white are read by nobody. */
import { datesInText } from '../../document/dates-in-print.ts';
import { editsTo, fold } from '../../document/phrases.ts';
import type { Region } from '../../frame.ts';

/** `seen`: as it was read from the pixels; empty: nothing. `region`: pixels of the page. */
export type LayerRow = { layer: string; seen: string; region: Region };

/** Share of a row's letters that must be wrong before it is another text and no poor reading. Chosen; of the rows of genuine files none reaches it (docs/adr/0014). */
const otherText = 0.5;
/** Letters and figures of a row that is asked about: shorter ones are read badly by themselves. Chosen. */
const fewest = 6;

const plain = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
/** Scripts that our language packs do not read: a row of them is not asked about. */
export const isReadable = (text: string): boolean => /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}]*$/u.test(text) && plain(text).length >= fewest;

/** Rows whose picture says something else. A whole date that differs is enough: it is what a forger changes. */
export function unlikeRows(rows: readonly LayerRow[]): LayerRow[] {
  return rows.filter(({ layer, seen }) => {
    if (datesDiffer(layer, seen)) return true;
    const [wanted, got] = [plain(layer), plain(seen)];
    return wanted.length >= fewest && editsTo(wanted, got) >= otherText * wanted.length;
  });
}

/** One date on either, written with its whole year, and two figures apart at least: one may be misread. Order does not matter, both are read in the same. */
function datesDiffer(layer: string, seen: string): boolean {
  const days = (text: string): string[] => datesInText(text, 'day-first', 'paper', '2100-01-01').filter((d) => d.value.length === 10 && /\d{4}/.test(text.slice(d.at, d.at + d.length))).map((d) => d.value);
  const [[said, ...more], [shown, ...others]] = [days(layer), days(seen)];
  return said !== undefined && shown !== undefined && more.length + others.length === 0 && [...said].filter((c, i) => c !== shown[i]).length >= 2;
}
