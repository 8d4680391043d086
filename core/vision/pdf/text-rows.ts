/** Runs of a PDF's text layer as rows of print: columns stay apart, as the print reader's rows do. */
import type { TextLine } from '../../document/print-fields.ts';
import { isRightToLeft } from '../../document/page-text.ts';
import { unionOf, type Region } from '../../frame.ts';

/** One run of text, its box in pixels of the page. */
export type TextRun = { text: string; region: Region };

/** How much of the lower one's height two runs of a row share, and how far apart they stand, in heights. The gap of a column is wider than two letters; chosen, not measured. */
const sameRow = { shared: 0.5, gap: 1.5 } as const;

/** Top to bottom, then left to right. The text layer is exact: confidence 1. */
export function rowsOf(runs: readonly TextRun[]): TextLine[] {
  const rows: TextRun[][] = [];
  const byPlace = runs.filter((r) => r.text.trim() !== '').sort((a, b) => a.region.x - b.region.x);
  for (const run of byPlace) {
    const row = rows.find((r) => follows(r[r.length - 1]!.region, run.region));
    if (row) row.push(run);
    else rows.push([run]);
  }
  return rows.map(lineOf).sort((a, b) => a.region.y - b.region.y || a.region.x - b.region.x);
}

function follows(last: Region, next: Region): boolean {
  const low = Math.min(last.height, next.height);
  const shared = Math.min(last.y + last.height, next.y + next.height) - Math.max(last.y, next.y);
  const gap = next.x - (last.x + last.width);
  return shared >= sameRow.shared * low && gap <= sameRow.gap * low && gap > -low;
}

/** In the order in which it is read: a row of Arabic or Hebrew begins at its right end. */
function lineOf(row: readonly TextRun[]): TextLine {
  const words: TextLine['words'] = [];
  let last: TextRun | null = null;
  const isLeftward = isRightToLeft(row.map((r) => r.text).join(' '));
  for (const run of isLeftward ? row.toReversed() : row) {
    const [first, ...others] = wordsOf(run);
    const before = words.at(-1);
    if (first && before && last && (isLeftward ? isGlued(run, last) : isGlued(last, run))) words[words.length - 1] = { ...before, text: before.text + first.text, region: unionOf([before.region, first.region]) };
    else if (first) words.push(first);
    words.push(...others);
    last = run;
  }
  return { text: words.map((w) => w.text).join(' '), confidence: 1, region: unionOf(words.map((w) => w.region)), words };
}

/** A run that begins where the last one ended goes on with its word. A space is a quarter of the height and more in common fonts. */
const isGlued = (last: TextRun, next: TextRun): boolean =>
  !/\s$/.test(last.text) && !/^\s/.test(next.text) && next.region.x - (last.region.x + last.region.width) < 0.15 * next.region.height;

/** Words with their share of the run's width: letters differ in width, so places are right to a letter or two. */
function wordsOf({ text, region }: TextRun): TextLine['words'] {
  const pixels = region.width / Math.max(1, text.length);
  return [...text.matchAll(/\S+/g)].map((m) => ({ text: m[0], confidence: 1, region: { ...region, x: region.x + m.index * pixels, width: m[0].length * pixels } }));
}
