/**
 * PDF files by pdf.js. A parser of strangers' files: the host runs it where it can be ended (a worker of its own), gives it fonts and character maps of our own copies,
 * and nothing it could fetch from a network. No script of a document runs and nothing is evaluated.
 */
import { CodedError, toCodedError } from '../../errors.ts';
import type { Frame } from '../../frame.ts';
import { drawingOf, type OperatorList, type Operators } from '../pdf/drawing.ts';
import { hasOwnText, pdfDpi, pdfLimits, type PdfContents, type PdfInfo, type PdfPage } from '../pdf/pdf-types.ts';
import { structureOf } from '../pdf/structure.ts';
import { rowsOf, type TextRun } from '../pdf/text-rows.ts';
import { isPdf } from '../picture/pdf-header.ts';

/** The PDF reader as the brain sees it: it lives in a place of its own. */
export type PdfReader = {
  /** @throws CodedError pdf.not-a-pdf, pdf.encrypted, pdf.damaged, pdf.no-pages, pdf.image-too-large, pdf.timeout, engine.failed */
  read(bytes: Uint8Array): Promise<PdfContents>;
};

/** What this file asks of pdf.js; typed here because the library's own types need a DOM. */
export type PdfLibrary = {
  getDocument(options: Record<string, unknown>): { promise: Promise<LibraryDocument>; destroy(): Promise<void> };
  OPS: Operators;
};
type Matrix = [number, number, number, number, number, number];
type Viewport = { width: number; height: number; transform: Matrix; scale: number };
type TextItem = { str: string; transform: Matrix; width: number } | { type: string };
type LibraryPage = {
  getViewport(options: { scale: number }): Viewport;
  streamTextContent(): { getReader(): { read(): Promise<{ done: boolean; value?: { items: TextItem[] } }> } };
  getOperatorList(): Promise<OperatorList>;
  getAnnotations(): Promise<{ subtype?: string }[]>;
  render(options: Record<string, unknown>): { promise: Promise<void> };
  cleanup(): void;
};
type LibraryDocument = {
  numPages: number;
  getPage(number: number): Promise<LibraryPage>;
  getMetadata(): Promise<{ info: Record<string, unknown>; metadata: { get(name: string): unknown } | null }>;
  hasJSActions(): Promise<boolean>;
};

export type PdfHost = {
  library: PdfLibrary;
  /** Options of the host: folders of our own copies (cMapUrl, standardFontDataUrl, wasmUrl), factories for a place without a document. */
  options: Record<string, unknown>;
  /** A white surface to draw on. */
  surface(width: number, height: number): { target: Record<string, unknown>; pixels(): Uint8ClampedArray };
};

/** Ours fail with a code already; the library names its errors. */
const codeOf = { PasswordException: 'pdf.encrypted', InvalidPDFException: 'pdf.damaged', MissingPDFException: 'pdf.damaged', FormatError: 'pdf.damaged', UnknownErrorException: 'pdf.damaged' } as const;

/** @throws CodedError pdf.not-a-pdf, pdf.encrypted, pdf.damaged, pdf.no-pages, pdf.image-too-large */
export async function readPdf(host: PdfHost, bytes: Uint8Array): Promise<PdfContents> {
  if (!isPdf(bytes)) throw new CodedError('pdf.not-a-pdf');
  const structure = structureOf(bytes);
  // The library would leave the picture out, and the page would be told as empty.
  if (structure.largestImage > pdfLimits.imagePixels) throw new CodedError('pdf.image-too-large', { megapixels: Math.round(structure.largestImage / 1e6), limit: pdfLimits.imagePixels / 1e6 });
  // The library takes the bytes away: it gets a copy.
  const task = host.library.getDocument({ ...host.options, data: bytes.slice(), isEvalSupported: false, enableXfa: false, stopAtErrors: false, disableFontFace: true, useSystemFonts: false, verbosity: 0, maxImageSize: pdfLimits.imagePixels });
  try {
    const document = await task.promise;
    if (document.numPages < 1) throw new CodedError('pdf.no-pages');
    const pages: PdfPage[] = [];
    for (let number = 1; number <= Math.min(document.numPages, pdfLimits.pages); number++) pages.push(await readPage(host, document, number));
    return { pageCount: document.numPages, pages, info: infoOf(await document.getMetadata()), structure, hasScripts: await document.hasJSActions() };
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : '';
    throw name in codeOf ? new CodedError(codeOf[name as keyof typeof codeOf], {}, { cause: thrown }) : toCodedError(thrown, 'pdf.damaged');
  } finally {
    await task.destroy();
  }
}

async function readPage(host: PdfHost, document: LibraryDocument, number: number): Promise<PdfPage> {
  const page = await document.getPage(number);
  const viewport = viewportOf(page);
  const size = { width: Math.max(1, Math.round(viewport.width)), height: Math.max(1, Math.round(viewport.height)) };
  const runs = (await textOf(page)).flatMap((item) => ('str' in item ? [runOf(item, viewport)] : []));
  const drawing = drawingOf(await page.getOperatorList(), host.library.OPS, viewport.transform, size);
  const annotations = (await page.getAnnotations()).flatMap((a) => a.subtype ?? []);
  const text = rowsOf(runs);
  // A page whose text is at hand is drawn for people only, and they look at the first.
  const picture = number === 1 || (number <= pdfLimits.drawn && !hasOwnText({ text, drawing })) ? await drawn(host, page, viewport, size) : null;
  page.cleanup();
  return { ...size, text, drawing, annotations, picture };
}

/** Not getTextContent(): that iterates over the stream, which Chromium 114 cannot. */
async function textOf(page: LibraryPage): Promise<TextItem[]> {
  const items: TextItem[] = [];
  const reader = page.streamTextContent().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) items.push(...(part.value?.items ?? []));
  return items;
}

/** Of text written level; a run at another angle keeps the place of its beginning only, so that it joins no row. */
function runOf({ str, transform: [a, b, , , e, f], width }: { str: string; transform: Matrix; width: number }, { transform: m, scale }: Viewport): TextRun {
  const x = m[0] * e + m[2] * f + m[4], y = m[1] * e + m[3] * f + m[5];
  const height = Math.hypot(a, b) * scale;
  const direction = m[0] * a + m[2] * b, rise = m[1] * a + m[3] * b;
  const isLevel = direction > 0 && Math.abs(rise) < 0.2 * direction;
  return { text: str, region: { x, y: y - 0.8 * height, width: isLevel ? width * scale : 1, height } };
}

/** At `pdfDpi`, or as large as a page may be drawn: text, marks and picture are told in the same pixels. */
function viewportOf(page: LibraryPage): Viewport {
  const { width, height } = page.getViewport({ scale: pdfDpi / 72 });
  return page.getViewport({ scale: (pdfDpi / 72) * Math.min(1, Math.sqrt(pdfLimits.pixels / (width * height))) });
}

async function drawn(host: PdfHost, page: LibraryPage, viewport: Viewport, { width, height }: { width: number; height: number }): Promise<Frame> {
  const surface = host.surface(width, height);
  await page.render({ ...surface.target, viewport }).promise;
  return { width, height, data: surface.pixels() };
}

function infoOf({ info, metadata }: Awaited<ReturnType<LibraryDocument['getMetadata']>>): PdfInfo {
  const inXmp = metadata?.get('xmp:createdate');
  const text = (name: string): string => (typeof info[name] === 'string' ? info[name].slice(0, 200) : '');
  return {
    producer: text('Producer'), creator: text('Creator'), created: text('CreationDate'), modified: text('ModDate'), createdInXmp: typeof inXmp === 'string' ? inXmp.slice(0, 40) : '',
    hasForm: info['IsAcroFormPresent'] === true || info['IsXFAPresent'] === true, signed: info['IsSignaturesPresent'] === true,
  };
}
