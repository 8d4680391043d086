/** For tests: a page from rows of text; two or more blanks part a row into columns. */
import type { PageText } from './page-text.ts';

/** 90 letters a row, 60 rows a page; a row is half as high as its pitch. An empty row is a gap. */
export function pageOf(text: string, page = 0): PageText {
  const [across, down] = [1 / 90, 1 / 60];
  return {
    lines: text.replace(/^\n/, '').split('\n').flatMap((row, y) => [...row.matchAll(/\S+(?: \S+)*/g)].map(({ 0: part, index }) => ({
      text: part, page, box: { x: index * across, y: y * down, width: part.length * across, height: 0.55 * down },
    }))),
  };
}
