/** Pages that lie on their side or their head: what stands over what is told on the page as it is read, marks on the picture as it came. */
import { z } from 'zod';
import type { Region } from '../frame.ts';
import type { TextLine } from './print-fields.ts';

/** Where the rows run on the picture: `right` is upright. */
export const turnSchema = z.enum(['right', 'down', 'left', 'up']);
export type Turn = z.infer<typeof turnSchema>;
type Size = { width: number; height: number };

/** From the first word to the last of every row, rows counted by their letters; rows of one word do not say. */
export function turnOf(lines: readonly TextLine[]): Turn {
  const letters: Record<Turn, number> = { right: 0, down: 0, left: 0, up: 0 };
  for (const { words, text } of lines) {
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last || first === last) continue;
    const [dx, dy] = [middle(last.region).x - middle(first.region).x, middle(last.region).y - middle(first.region).y];
    letters[Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 'right' : 'left') : dy >= 0 ? 'down' : 'up'] += text.length;
  }
  return (['right', 'down', 'left', 'up'] as const).reduce((best, turn) => (letters[turn] > letters[best] ? turn : best), 'right');
}
const middle = ({ x, y, width, height }: Region): { x: number; y: number } => ({ x: x + width / 2, y: y + height / 2 });

const isOnSide = (turn: Turn): boolean => turn === 'down' || turn === 'up';
/** Of the page as it is read. */
export const uprightSize = ({ width, height }: Size, turn: Turn): Size => (isOnSide(turn) ? { width: height, height: width } : { width, height });

/** A place of the picture as a place of the page that is read. @param size of the picture */
export function uprightRegion({ x, y, width, height }: Region, size: Size, turn: Turn): Region {
  if (turn === 'left') return { x: size.width - x - width, y: size.height - y - height, width, height };
  if (turn === 'down') return { x: y, y: size.width - x - width, width: height, height: width };
  if (turn === 'up') return { x: size.height - y - height, y: x, width: height, height: width };
  return { x, y, width, height };
}

/** The way back. @param size of the picture */
export function pictureRegion(region: Region, size: Size, turn: Turn): Region {
  const back = { right: 'right', left: 'left', down: 'up', up: 'down' } as const;
  return uprightRegion(region, uprightSize(size, turn), back[turn]);
}

export const uprightLines = (lines: readonly TextLine[], size: Size, turn: Turn): TextLine[] =>
  lines.map((line) => ({ ...line, region: uprightRegion(line.region, size, turn), words: line.words.map((w) => ({ ...w, region: uprightRegion(w.region, size, turn) })) }));
