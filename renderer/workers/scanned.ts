/** What a scanner gave, as pictures of single pages and single cards. */
import { study } from '../../core/brain.ts';
import type { Frame } from '../../core/frame.ts';
import { cardsOnGlass, straightened } from '../../core/vision/document/glass.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import { acceptFileSize, readPictureHeader } from '../../core/vision/picture/header.ts';
import { isPdf } from '../../core/vision/picture/pdf-header.ts';
import type { ScannedPicture, ScanPurpose } from './api.ts';
import { decodePicture, encodePng, previewOf, tiffPages } from './decode.ts';
import { readPdfFile } from './paper.ts';

/** Long side of what is shown to choose by. */
const previewSide = 480;
/** Chosen: what the PDF reader draws of a file, too (ADR 14). */
const pagesOfFile = 12;

export async function picturesOfPage(engines: Engines, bytes: Uint8Array, purpose: ScanPurpose, dpi: number | null): Promise<ScannedPicture[]> {
  const found: ScannedPicture[] = [];
  for (const page of await pagesIn(bytes, purpose)) {
    const cards = purpose === 'proof' || purpose === 'golden-card' || (page.bytes && isPdf(page.bytes)) ? [] : await cardsIn(engines, page.frame, dpi);
    if (cards.length === 0) found.push({ bytes: page.bytes ?? (await encodePng(page.frame)), preview: await previewOf(page.frame, previewSide), portrait: null });
    for (const card of cards) {
      // Only where there is something to choose: one card is the front.
      const portrait = cards.length > 1 ? await hasFace(engines, card) : null;
      found.push({ bytes: await encodePng(card), preview: await previewOf(card, previewSide), portrait });
    }
  }
  return found;
}

/** `bytes`: the page's own file, where it is alone in it. */
type Page = { frame: Frame; bytes: Uint8Array | null };

async function pagesIn(bytes: Uint8Array, purpose: ScanPurpose): Promise<Page[]> {
  if (isPdf(bytes)) {
    const frames = (await readPdfFile(bytes)).pages.flatMap((page) => (page.picture ? [page.picture] : []));
    // A paper's text layer and its signs of change are in the file: it is read as it is, and shown by its first page.
    return purpose === 'document' ? frames.map((frame) => ({ frame, bytes: null })) : [{ frame: frames[0]!, bytes }];
  }
  acceptFileSize(bytes.length);
  const { format, frames } = readPictureHeader(bytes);
  if (format === 'tiff' && frames > 1) return (await tiffPages(bytes, pagesOfFile)).map((frame) => ({ frame, bytes: null }));
  return [{ frame: (await decodePicture(bytes)).frame, bytes }];
}

async function cardsIn(engines: Engines, frame: Frame, dpi: number | null): Promise<Frame[]> {
  const opencv = await engines.opencv();
  return cardsOnGlass(frame, opencv, dpi).map((quad) => straightened(frame, opencv, quad, dpi));
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
