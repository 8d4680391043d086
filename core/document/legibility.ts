/** Whether a page that was read from pixels can be read at all, and what its picture lacks: told at the counter, where a better picture takes ten seconds. */
import type { PageLine } from './page-text.ts';
import type { PageLook, ProofReading } from './proof-reading.ts';

/** What to mend: print too small, the picture moved, out of focus, or too dark. */
export type Illegibility = 'small' | 'moved' | 'blurred' | 'dark';
export type Legibility = { page: number; /** Mean confidence of reading, by letters, 0..1. */ certainty: number; /** null: nothing about the picture says why; it may be a script or a hand that is not read. */ cause: Illegibility | null };

/** Letters a page must have to be spoken of: fewer are a stamp or a page number. Chosen. */
const fewestLetters = 12;

/**
 * Of 350 pictures (25 papers, 6 drawn and 19 of poa_docs and sroie_receipts, each as it is and in 13 states of blur, motion, darkness and size, 1 December 2026) these say why wherever a page was hardly read,
 * but for 3: a row of middle height below 9.5 pixels, edges 1.6 times as wide one way as the other, edges as wide as 0.14 of a row or 8 pixels. The cause named is the one that was drawn in 104 of 127: print that is small and moved is told as small.
 * `paper`: as doc.exposure counts paper as dark.
 */
const causes = { rowHeight: 9.5, anisotropy: 1.6, edgeByRow: 0.14, edgeWidth: 8, paper: 72 } as const;

/** Below this certainty the picture of a page is looked at for a cause; checks have their own limit, which lies lower. */
export const looksFrom = 0.75;

/** Mean confidence by letters of lines that were read from pixels; null: too few. */
export function certaintyOf(lines: readonly PageLine[]): number | null {
  const weighed = lines.map(({ text, confidence = 1 }) => ({ letters: text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, confidence }));
  const letters = weighed.reduce((n, l) => n + l.letters, 0);
  return letters < fewestLetters ? null : weighed.reduce((n, l) => n + l.letters * l.confidence, 0) / letters;
}

/** The page that was read worst; null: every page was read well, or is the file's own text. */
export function worstPage({ lines, looks = [] }: ProofReading): Legibility | null {
  const pages = looks.flatMap((look): Legibility[] => {
    const certainty = certaintyOf(lines.filter((line) => line.page === look.page));
    return certainty === null ? [] : [{ page: look.page, certainty, cause: causeOf(look) }];
  });
  return pages.sort((a, b) => a.certainty - b.certainty)[0] ?? null;
}

/** What is worst for the reader first: no focus helps print that is too small. */
function causeOf({ rowHeight, edgeWidth, anisotropy, paper }: PageLook): Illegibility | null {
  if (rowHeight < causes.rowHeight) return 'small';
  if (anisotropy >= causes.anisotropy) return 'moved';
  if (edgeWidth === null || edgeWidth > causes.edgeWidth || edgeWidth > causes.edgeByRow * rowHeight) return 'blurred';
  return paper < causes.paper ? 'dark' : null;
}
