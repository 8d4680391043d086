/**
 * A proof of address, whatever it comes as: what every host asks of it. The same calls in a worker, in Node and in a test; hosts bring engines and the decoded paper.
 */
import { study, type InspectOptions, type Study } from './brain.ts';
import { checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckResult, type Gather } from './checks/check.ts';
import { counter } from './checks/vote.ts';
import { isIdentity, typeOfMrz, typeOfPrint } from './document/classification.ts';
import { certaintyOf, looksFrom } from './document/legibility.ts';
import { pageTextOf, textLinesOf, type PageLine } from './document/page-text.ts';
import { turnOf, uprightLines, uprightSize, type Turn } from './document/page-turn.ts';
import { mostProofLines, type PageLook, type ProofReading } from './document/proof-reading.ts';
import type { DocumentType } from './document/reading.ts';
import { readSymbols } from './document/symbols.ts';
import type { Engines } from './vision/engines/engine.ts';
import { createGatherer } from './vision/gather.ts';
import { hasOwnText, type PdfContents } from './vision/pdf/pdf-types.ts';
import { isBlank } from './vision/picture/blank.ts';
import { regionInFile, type Picture } from './vision/picture/picture.ts';

export type Paper = { kind: 'pdf'; contents: PdfContents } | { kind: 'picture'; picture: Picture };

/** A paper under work. `pages`: the studies of its pictures by page; a page of a PDF that was not drawn has none. */
export type PaperStudy = { paper: Paper; pages: readonly (Study | null)[] };

export function studyPaper(engines: Engines, paper: Paper): PaperStudy {
  if (paper.kind === 'picture') return { paper, pages: [study(engines, paper.picture)] };
  const { contents } = paper;
  const given = { effort: 'still', faceTracker: null, outlineTracker: null, burstFrames: [], pictureFile: null, pdfContents: contents } as const;
  return { paper, pages: contents.pages.map(({ picture: frame, width, height }) => frame && { picture: { frame, width, height, scale: 1 }, gather: createGatherer(engines, { ...given, frame }) }) };
}

/** Every line of the paper with its place. Pages of a PDF that have no text layer are read from their pixels. @throws CodedError engine.*, language.* */
export async function readProof({ paper, pages }: PaperStudy): Promise<ProofReading> {
  const lines: PageLine[] = [];
  const looks: PageLook[] = [];
  let fromPixels = paper.kind === 'picture';
  let turn: Turn = 'right';
  for (const [page, studied] of pages.entries()) {
    const drawn = paper.kind === 'pdf' ? paper.contents.pages[page]! : null;
    if (drawn && (hasOwnText(drawn) || !studied)) lines.push(...pageTextOf(drawn.text, drawn, page).lines);
    else if (studied && !(await isEmpty(studied))) {
      const { frame } = studied.picture;
      const read = await studied.gather('paperText');
      const lies = turnOf(read);
      if (page === 0) turn = lies;
      const own = pageTextOf(uprightLines(read, frame, lies), uprightSize(frame, lies), page).lines;
      lines.push(...own);
      if ((certaintyOf(own) ?? 1) < looksFrom) looks.push(await lookOf(studied, own, page, lies));
      fromPixels ||= drawn !== null && page === 0;
    }
  }
  return {
    source: fromPixels ? 'print' : 'pdf',
    ...(turn === 'right' ? {} : { turn }),
    ...(paper.kind === 'pdf' ? fileOf(paper.contents, pages) : { pageCount: 1 }),
    ...(looks.length > 0 ? { looks } : {}),
    lines: lines.slice(0, mostProofLines).map((l) => ({ ...l, text: wholeCharacters(l.text, 300) })),
    identity: await identityOf(fromPixels ? (pages[0] ?? null) : null, lines),
  };
}

/** @param lines as they were read on the page */
async function lookOf({ gather, picture }: Study, lines: readonly PageLine[], page: number, lies: Turn): Promise<PageLook> {
  const { sourceEdgeWidth, anisotropy } = await gather('textSharpness');
  const { bright } = await gather('documentLight');
  const heights = lines.map(({ box }) => box.height).sort((a, b) => a - b);
  return { page, rowHeight: (heights[heights.length >> 1] ?? 0) * uprightSize(picture.frame, lies).height, edgeWidth: Number.isFinite(sourceEdgeWidth) ? sourceEdgeWidth : null, anisotropy, paper: bright };
}

/** What the clerk is told of the file itself: what was not looked at, run or opened. */
function fileOf({ pageCount, pages: opened, hasScripts, structure }: PdfContents, pages: PaperStudy['pages']): Pick<ProofReading, 'pageCount' | 'pagesRead' | 'hasScripts' | 'attachments'> {
  const pagesRead = opened.filter((page, i) => page.text.length > 0 || pages[i]).length;
  return { pageCount, ...(pagesRead < pageCount ? { pagesRead } : {}), ...(hasScripts ? { hasScripts } : {}), ...(structure.attachments > 0 ? { attachments: structure.attachments } : {}) };
}

/** At most so many UTF-16 units, and no half of a character at the end: JSON with one is refused by head office. */
const wholeCharacters = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');

const isEmpty = async ({ gather }: Study): Promise<boolean> => isBlank(await gather('gray'));

/** Words of a page from which on it is a letter and no card. The bills of `bench:address` have 70 and more, cards up to 60 with their labels. Chosen, not measured on real ones. */
const wordsOfALetter = 80;

/** @param first the first page where it is a picture: a zone or a symbol is looked for on it, unless it is plainly a letter. That takes three seconds. */
async function identityOf(first: Study | null, lines: readonly PageLine[]): Promise<DocumentType | null> {
  if (first && (await isEmpty(first))) return null;
  const onFirst = lines.filter((l) => l.page === 0);
  const type = typeOfPrint(textLinesOf({ lines: onFirst }));
  const named = isIdentity(type?.class) ? type : null;
  const words = onFirst.reduce((n, l) => n + l.text.split(' ').length, 0);
  // A zone read as words: tesseract makes many things of its fillers, but some stay.
  if (!first || (!named && words >= wordsOfALetter && !onFirst.some((l) => l.text.includes('<<')))) return named;
  const found = await first.gather('mrzFinding');
  if (found) return typeOfMrz(found.mrz);
  const { fields, documentType } = readSymbols(await first.gather('barcodes'));
  return fields && documentType ? documentType : named;
}

/** Votes on a picture of a document that speak of any picture: what the file says of itself, and parts that stand in it twice. */
const votesOnPaper: readonly string[] = ['auth.metadata', 'auth.edited-pixels'];

/** The capture checks of a paper, places in pixels of its picture (of a PDF: of its first page). @throws never for what a check could not do. */
export async function inspectProof({ paper, pages }: PaperStudy, { context, rules, captureId = null }: InspectOptions): Promise<CheckResult[]> {
  const first = pages[0]!;
  const run = { context, captureId, limitOf: rules.limitOf };
  const votes = paper.kind === 'pdf' ? [] : await runChecks(checks.filter((c) => c.partOf === counter && votesOnPaper.includes(c.id) && rules.enabled(c.id)), first.gather, run);
  const gather: Gather = (name) => (name === 'votes' ? Promise.resolve(votes as never) : first.gather(name));
  const isWanted = (c: AnyCheck): boolean => c.subject === 'address' && c.stages.includes('capture') && rules.enabled(c.id);
  const results = await runChecks(checks.filter(isWanted), gather, run);
  return results.map((r) => ({ ...r, regions: r.regions.map((region) => regionInFile(region, first.picture.scale)) }));
}
