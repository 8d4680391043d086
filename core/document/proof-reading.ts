/** What was read on a proof of address, as evidence keeps it: lines with places, so that dates, names and addresses can be judged again from it. */
import { z } from 'zod';
import { turnSchema } from './page-turn.ts';
import { documentTypeSchema } from './reading.ts';

const share = z.number().min(-1).max(2);

/** A PageLine (page-text.ts) within bounds. */
export const proofLineSchema = z.object({
  text: z.string().max(300),
  box: z.object({ x: share, y: share, width: share, height: share }),
  page: z.number().int().min(0).max(99),
  confidence: z.number().min(0).max(1).optional(),
});

/** How the print of a page looks on its picture. `rowHeight`: of the middle row, `edgeWidth`: 10 to 90 % of a step, both in pixels; `anisotropy`: widest by narrowest direction of blur; `paper`: level of the paper, 0..255. */
export const pageLookSchema = z.object({ page: z.number().int().min(0).max(99), rowHeight: z.number().min(0), edgeWidth: z.number().min(0).nullable(), anisotropy: z.number().min(0), paper: z.number().min(0).max(255) });
export type PageLook = z.infer<typeof pageLookSchema>;

/** Lines kept. Chosen, not measured: a page of small print has 120. */
export const mostProofLines = 1500;

export const proofReadingSchema = z.object({
  /** pdf: the file's own text · print: read from pixels. */
  source: z.enum(['pdf', 'print']),
  pageCount: z.number().int().min(1).max(100_000),
  /** Pages of a PDF that were looked at, where that is not all of them. */
  pagesRead: z.number().int().min(0).max(100_000).optional(),
  /** A PDF that holds JavaScript, which did not run. */
  hasScripts: z.boolean().optional(),
  /** Files embedded in a PDF, which were not opened. */
  attachments: z.number().int().min(0).max(100_000).optional(),
  lines: z.array(proofLineSchema).max(mostProofLines),
  /** Pages that were hardly read from their pixels, as they look. Older records have none. */
  looks: z.array(pageLookSchema).max(100).optional(),
  /** How the first page lies on its picture, where it is not upright; places of `lines` are those of the page as it is read. */
  turn: turnSchema.optional(),
  /** An identity document was brought instead: told by its machine-readable zone, its symbol or its print. null: it is none. */
  identity: documentTypeSchema.nullable(),
});
export type ProofReading = z.infer<typeof proofReadingSchema>;

/** Pages brought as pictures of their own, at most. Chosen: a bank statement of two sheets with its letter; each is read in 3 to 9 s. */
export const mostPagesBrought = 5;

/** Pages of one paper that were read each for itself, in their order: what is asked for may stand on any of them. @param pages at least one; a file of several pages is alone */
export function joinPages(pages: readonly ProofReading[]): ProofReading {
  if (pages.length === 1) return pages[0]!;
  const lines = pages.flatMap((reading, page) => reading.lines.map((line) => ({ ...line, page })));
  const looks = pages.flatMap((reading, page) => (reading.looks ?? []).map((look) => ({ ...look, page })));
  return { ...pages[0]!, pageCount: pages.length, lines: lines.slice(0, mostProofLines), ...(looks.length > 0 ? { looks } : {}) };
}
