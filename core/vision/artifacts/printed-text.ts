import type { TextLine } from '../../document/print-fields.ts';
import type { GrayImage } from '../../frame.ts';
import type { PrintReader } from '../engines/print.ts';
import { resize } from '../mrz/pyramid.ts';
import { rotated, type QuarterTurns } from '../mrz/turn.ts';
import { defineArtifact } from './artifact.ts';

// Long side for print: capitals of 2 mm on an ID-1 card that fills the picture come out 30 pixels high, what Tesseract's model was trained on.
const printSide = 1500;
// Confident letters from which a page counts as the right way up.
const enoughLetters = 25;

/** Lines of print, places in pixels of the frame. Takes seconds. */
export const printedText = defineArtifact({
  name: 'printedText',
  async make(gather, engines): Promise<TextLine[]> {
    const { documents } = await gather('documentGeometry');
    // Turning is for a document that lies the other way; where none was found, one look of some seconds is enough.
    return printOf(await gather('gray'), await engines.print(), documents.length > 0 ? [0, 2, 1, 3] : [0]);
  },
});

/** Lines in source pixels. A picture that reads badly upright is tried the other ways round. */
async function printOf(gray: GrayImage, print: PrintReader, ways: readonly QuarterTurns[]): Promise<TextLine[]> {
  const scale = Math.min(3, printSide / Math.max(gray.width, gray.height));
  const picture = resize(gray, gray.width * scale, gray.height * scale);
  let best: TextLine[] = [];
  for (const turns of ways) {
    const { image, back } = rotated(picture, turns);
    const { lines } = await print.read(image);
    const here = lines.map((l) => {
      const region = back(l.region);
      return { text: l.text, confidence: l.confidence, region: { x: region.x / scale, y: region.y / scale, width: region.width / scale, height: region.height / scale } };
    });
    if (lettersOf(here) > lettersOf(best)) best = here;
    if (lettersOf(best) >= enoughLetters) break;
  }
  return best;
}

const lettersOf = (lines: readonly TextLine[]): number => lines.filter((l) => l.confidence > 0.7).reduce((n, l) => n + l.text.replaceAll(/[^A-Za-z0-9]/g, '').length, 0);
