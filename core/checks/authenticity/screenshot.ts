/** Vote of row P1.5 (and A1.2): the picture was copied from a screen by a program, or painted by one; no camera or scanner made it. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';
import { counter, fromOwnDevice } from '../vote.ts';

/** Height over width of A4 and US Letter, and how near a rendered page comes. A page of a program is another question (row A1); cards lie. */
const pageShapes = [297 / 210, 11 / 8.5];
const pageTolerance = 0.004;
/** Coarsest DC step of a JPEG (quality 63 in libjpeg's scale) with which neighbouring blocks still differ by noise. Chosen: 1.5 levels. */
const coarsest = 12;
/** Painted tiles side by side differ in smooth photographs; this share of equal ones counts nothing. Measured: photographs 0.2 to 0.93, screens 0.98 to 1. */
const chance = 0.9;
/** A dark screen in a file without loss: pure black over this share, whose runs end clearly; clipped shadow fades out. Chosen, not measured. */
const dark = { black: 0.3, clearEnds: 0.2, ends: 100 };

export const screenshot = defineCheck({
  id: 'auth.screenshot',
  subject: 'document',
  stages: ['capture'],
  lane: 'coach',
  concern: 'fraud',
  partOf: counter,
  artifacts: ['frame', 'exactPixels', 'pictureFile'],
  // Measured: 25 of 27 screenshots have 0.05 and more, photographs and scans 0.036 and less but for 1 (bench:authenticity).
  threshold: { limit: 0.04, direction: 'at-most', unit: 'share painted' },
  strings: {
    failure: 'The picture looks copied from a screen by a program.',
    remedy: 'Staff must look at the document itself, not at a picture of it.',
    note: 'One sign among several; must not accuse. Variants: painted (areas of exactly one colour), named (the file says it is a screenshot).',
    variants: {
      painted: { failure: 'The picture has areas of exactly one colour, as on a screen.', remedy: 'Staff must look at the document itself, not at a picture of it.' },
      named: { failure: 'The file says that it is a copy of a screen.', remedy: 'Staff must look at the document itself, not at a picture of it.' },
    },
  },
  measure({ frame, exactPixels, pictureFile }, context) {
    const own = fromOwnDevice(context);
    if (own) return own;
    const traces = pictureFile?.traces;
    if (traces?.screenGrab) return measured(1, [], { variant: 'named', weight: 2 });
    const shape = frame.height / frame.width;
    if (pageShapes.some((s) => Math.abs(shape / s - 1) < pageTolerance)) return notApplicable('page-shape');
    if ((traces?.quantisation?.[0] ?? 0) > coarsest) return notAssessed('compressed-too-hard');
    const { painted, sameAsNeighbour, black, clearEnds, ends, region } = exactPixels;
    const paint = painted * Math.max(0, (sameAsNeighbour - chance) / (1 - chance));
    const darkScreen = traces?.lossless && black >= dark.black && clearEnds >= dark.clearEnds && ends >= dark.ends ? black : 0;
    return measured(Math.max(paint, darkScreen), region ? [region] : [], { variant: 'painted', weight: 2 });
  },
});
