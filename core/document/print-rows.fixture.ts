/** For tests: a row of print as the reader gives it. */
import type { TextLine } from './print-fields.ts';

/** Letters 6 pixels wide, rows 12 high. */
export function rowOf(text: string, y: number, { x = 10, confidence = 0.9 }: { x?: number; confidence?: number } = {}): TextLine {
  let at = x;
  const words = text.split(' ').filter(Boolean).map((word) => {
    const region = { x: at, y, width: 6 * word.length, height: 12 };
    at += 6 * (word.length + 1);
    return { text: word, confidence, region };
  });
  return { text, confidence, region: { x, y, width: Math.max(1, at - x - 6), height: 12 }, words };
}
