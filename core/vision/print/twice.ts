/**
 * One letter that the reader wrote twice: where it wavers between a capital and a small letter of one shape, or between l, I and 1, tesseract's network gives
 * both, one after the other (CoinEx in bold is read as CoinEXx). Two letters on the paper stand beside each other; of one letter read twice the places overlap.
 */
import type { PrintedWord } from '../engines/print.ts';

/**
 * Share of the narrower place that both take. Of letters read twice in `bench:statement` (11 in 7 pictures) it was 0.22 and more, of neighbours at most 0.09
 * (an E and an x that touch, which differ and stay two anyway).
 */
const leastShared = 0.15;

const shapeOf = (letter: string): string => letter.toLowerCase().replace('0', 'o').replace(/[1i|!]/, 'l');

/** The word with each letter once; as it was read where the reader gave no places. */
export function writtenOnce({ text, symbols }: PrintedWord): string {
  if (!symbols || symbols.length < 2) return text;
  return symbols.filter((symbol, i) => {
    const before = symbols[i - 1];
    if (!before || shapeOf(before.text) !== shapeOf(symbol.text)) return true;
    const [a, b] = [before.region, symbol.region];
    const shared = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    return shared < leastShared * Math.min(a.width, b.width);
  }).map((s) => s.text).join('');
}
