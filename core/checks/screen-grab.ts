/** What rows P1.5 and A1.2 share: signs that no camera or scanner made these pixels, but a program. */
import type { ArtifactMap } from '../vision/artifacts/artifact.ts';
import { measured, notApplicable, notAssessed, type CheckContext, type Measured } from './check.ts';
import { fromOwnDevice } from './vote.ts';

/** Height over width of A4 and US Letter, and how near a rendered page comes. A page of a program is another question (row A1); cards lie. */
const pageShapes = [297 / 210, 11 / 8.5];
const pageTolerance = 0.004;
/** Coarsest DC step of a JPEG (quality 63 in libjpeg's scale) with which neighbouring blocks still differ by noise. Chosen: 1.5 levels. */
const coarsest = 12;
/** Painted tiles side by side differ in smooth photographs; this share of equal ones counts nothing. Measured: photographs 0.2 to 0.93, screens 0.98 to 1. */
const chance = 0.9;
/** A dark screen in a file without loss: pure black over this share, whose runs end clearly; clipped shadow fades out. Chosen, not measured. */
const dark = { black: 0.3, clearEnds: 0.2, ends: 100 };

/** Share of the picture that is painted in one exact colour, with `values.variant` painted or named. */
export function measureScreenGrab({ frame, exactPixels, pictureFile }: Pick<ArtifactMap, 'frame' | 'exactPixels' | 'pictureFile'>, context: CheckContext): Measured {
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
}
