/** What a PDF's text layer says against what its page shows: glyphs need not look like the letters they stand for, and white letters on white are read by nobody. */
import { datesInText } from '../../document/dates-in-print.ts';
import { editsTo, fold } from '../../document/phrases.ts';
import type { Region } from '../../frame.ts';

/** `seen`: as it was read from the pixels; empty: nothing. `region`: pixels of the page. */
export type LayerRow = { layer: string; seen: string; region: Region };
/** `none`: there is no text layer, or no picture to hold it against · `unread`: the look was not finished. */
export type LayerLook = { kind: 'rows'; rows: LayerRow[] } | { kind: 'none' } | { kind: 'unread' };

/** Share of a row's letters that must be wrong before it is another text and no poor reading. Chosen; `npm run bench:address -- --real` counts genuine files that reach it. */
const otherText = 0.5;
/** Letters and figures of a row that is asked about: shorter ones are read badly by themselves. Chosen. */
const fewest = 6;

/**
 * Runs of what our language packs read, Latin letters and European figures; other letters and figures part them. What is not drawn (marks, joiners, controls)
 * is left out: else one such character would take a row out of the comparison.
 */
const runsOf = (text: string): string[] => fold(text.normalize('NFKC').replaceAll(/[\p{C}\p{M}]/gu, '')).replaceAll(/[^\p{L}\p{N}]/gu, '').split(/[^\p{Script=Latin}0-9]+/u).filter((run) => run !== '');
const lengthOf = (runs: readonly string[]): number => runs.reduce((sum, run) => sum + run.length, 0);

/** Days written with their whole year, in any figures. Order does not matter, layer and picture are read in the same. */
const daysIn = (text: string): string[] =>
  datesInText(text, 'day-first', 'paper', '2100-01-01').filter((d) => d.value.length === 10 && /\p{Nd}{4}/u.test(text.slice(d.at, d.at + d.length))).map((d) => d.value);

/** There is enough in it that can be read of a picture, or a day. A row of another script alone is not asked about. */
export const isReadable = (text: string): boolean => lengthOf(runsOf(text)) >= fewest || daysIn(text).length > 0;

/** Rows whose picture says something else. A day that differs is enough: it is what a forger changes. */
export function unlikeRows(rows: readonly LayerRow[]): LayerRow[] {
  return rows.filter(({ layer, seen }) => {
    if (datesDiffer(layer, seen)) return true;
    const wanted = runsOf(layer), got = runsOf(seen).join('');
    return lengthOf(wanted) >= fewest && wanted.reduce((sum, run) => sum + editsTo(run, got), 0) >= otherText * lengthOf(wanted);
  });
}

/** One day on either, and two figures apart at least: one may be misread. */
function datesDiffer(layer: string, seen: string): boolean {
  const [[said, ...more], [shown, ...others]] = [daysIn(layer), daysIn(seen)];
  return said !== undefined && shown !== undefined && more.length + others.length === 0 && [...said].filter((c, i) => c !== shown[i]).length >= 2;
}
