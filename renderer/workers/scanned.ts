/** What a scanner gave, as pictures of single pages and single cards. */
import { study } from '../../core/brain.ts';
import type { Frame } from '../../core/frame.ts';
import { cardsOnGlass, straightened } from '../../core/vision/document/glass.ts';
import type { ScanLane } from '../../core/scanning.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import { acceptFileSize, readPictureHeader } from '../../core/vision/picture/header.ts';
import { isPdf } from '../../core/vision/picture/pdf-header.ts';
import type { ScannedPicture, ScanPurpose } from './api.ts';
import { decodePicture, encodePng, previewOf } from './decode.ts';
import { readPdfFile } from './paper.ts';
import { tiffPages } from './tiff.ts';

/** Nothing is cut out of what is scanned for these. */
const wholePages: readonly ScanPurpose[] = ['proof', 'golden-card', 'test'];
/** Long side of what is shown to choose by. */
const previewSide = 480;
/** Chosen: what the PDF reader draws of a file, too (ADR 14). */
const pagesOfFile = 12;

export async function picturesOfPage(engines: Engines, bytes: Uint8Array, purpose: ScanPurpose, { dpi, lane }: { dpi: number | null; lane: ScanLane }): Promise<{ pictures: ScannedPicture[]; left: number }> {
  const pictures: ScannedPicture[] = [];
  const { pages, left } = await pagesIn(bytes, purpose);
  for (const page of pages) {
    const cards = wholePages.includes(purpose) || (page.isFile && isPdf(bytes)) ? [] : await cardsIn(engines, page.frame, dpi);
    // A file that others could write is looked at as it came: cutting would take away what tells of changes.
    if (cards.length === 0 || (cards.length === 1 && page.isFile && lane === 'file')) {
      const own = page.isFile ? { bytes, file: null } : { bytes: await encodePng(page.frame), file: bytes };
      pictures.push({ ...own, preview: await previewOf(page.frame, previewSide), portrait: null });
      continue;
    }
    for (const card of cards) {
      // Only where there is something to choose: one card is the front.
      const portrait = cards.length > 1 ? await hasFace(engines, card) : null;
      pictures.push({ bytes: await encodePng(card), file: bytes, preview: await previewOf(card, previewSide), portrait });
    }
  }
  return { pictures, left };
}

/** `isFile`: the page is alone in its file, or shows a file that is read whole. */
type Page = { frame: Frame; isFile: boolean };

async function pagesIn(bytes: Uint8Array, purpose: ScanPurpose): Promise<{ pages: Page[]; left: number }> {
  if (isPdf(bytes)) {
    const { pages, pageCount } = await readPdfFile(bytes);
    const frames = pages.flatMap(({ picture }) => (picture ? [picture] : []));
    // A paper's text layer and its signs of change are in the file: it is read as it is, and shown by its first page.
    if (purpose !== 'document') return { pages: [{ frame: frames[0]!, isFile: true }], left: 0 };
    return { pages: frames.map((frame) => ({ frame, isFile: false })), left: pageCount - frames.length };
  }
  acceptFileSize(bytes.length);
  const { format, frames } = readPictureHeader(bytes);
  if (format !== 'tiff' || frames === 1) return { pages: [{ frame: (await decodePicture(bytes)).frame, isFile: true }], left: 0 };
  const pages = await tiffPages(bytes, pagesOfFile);
  return { pages: pages.map((frame) => ({ frame, isFile: false })), left: frames - pages.length };
}

async function cardsIn(engines: Engines, frame: Frame, dpi: number | null): Promise<Frame[]> {
  const opencv = await engines.opencv();
  return cardsOnGlass(frame, dpi).map((quad) => straightened(frame, opencv, quad, dpi));
}

/** null: could not be looked for; then the clerk says which side is which. */
async function hasFace(engines: Engines, { width, height, data }: Frame): Promise<boolean | null> {
  try {
    const { faces } = await study(engines, { frame: { width, height, data }, width, height, scale: 1 }).gather('faces');
    return faces.length > 0;
  } catch {
    return null;
  }
}
