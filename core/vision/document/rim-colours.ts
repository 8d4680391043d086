/**
 * What has none of the colours of the ground it lies on: wood, stripes and cloth, which no plane fits, are told from a card by the colours they show along the picture's
 * rim; and a finger that comes in from outside by those it has there.
 */
import { boxBlur } from './departure.ts';

/** Steps of luminance and of the two colour differences, levels: a place counts for the steps next to its own too. Chosen, not measured. */
const stepOf = { luma: 8, colour: 5 };
/** Steps that the two can take; colour differences span -130..130. */
const stepsOf = { luma: 34, colour: 54 };
/** Least share of the rim a colour takes to be one of its own: noise is less. Chosen, not measured. */
const leastShare = 0.001;
/** Of the eight half sides of the picture a ground shows on so many; what leaves the picture over a corner shows on two. Chosen, not measured. */
const leastHalfSides = 3;
/** Largest share of the rim that fingers or a sleeve take; a page that leaves the picture takes more. Chosen, not measured. */
const mostArms = 0.15;

/**
 * 1 where no colour of the ground is, threads and specks left out; null where much of the rim is no ground: something large leaves the picture.
 * @param planes luma and two colour differences, smoothed. @param rim places that count, of `all` there are
 */
export function strangeToRim(planes: readonly Float32Array[], width: number, height: number, rim: readonly number[], all: number): Float32Array | null {
  const bins = binsOf(planes, width * height);
  const counts = new Uint32Array(stepsOf.luma * stepsOf.colour * stepsOf.colour);
  const halfSides = new Uint8Array(counts.length);
  for (const i of rim) count(bins[i]!, 1 << halfSideOf(i, width, height), counts, halfSides);
  const least = Math.max(4, leastShare * all);
  const spread = (bin: number): boolean => counts[bin]! >= least && bitsIn[halfSides[bin]!]! >= leastHalfSides;
  const arms = rim.filter((i) => !spread(bins[i]!));
  if (arms.length > mostArms * all) return null;
  const isArm = new Uint8Array(counts.length);
  for (const i of arms) isArm[bins[i]!] = counts[bins[i]!]! >= least ? 1 : 0;
  const strange = new Float32Array(width * height);
  for (let i = 0; i < strange.length; i++) if (isArm[bins[i]!] === 0 && !spread(bins[i]!)) strange[i] = 1;
  return boxBlur(strange, width, height, 2).map((most) => (most > 0.5 ? 1 : 0));
}

/** How many half sides a mask has. */
const bitsIn = Uint8Array.from({ length: 256 }, (_, mask) => [1, 2, 4, 8, 16, 32, 64, 128].filter((bit) => (mask & bit) > 0).length);

const limited = (at: number, steps: number): number => (at < 1 ? 1 : at > steps - 2 ? steps - 2 : at);
const colourStep = (v: number): number => limited(Math.round(v / stepOf.colour) + stepsOf.colour / 2, stepsOf.colour);

function binsOf([luma, blueness, redness]: readonly Float32Array[], size: number): Uint32Array {
  const bins = new Uint32Array(size);
  for (let i = 0; i < size; i++) bins[i] = (limited(Math.round(luma![i]! / stepOf.luma), stepsOf.luma) * stepsOf.colour + colourStep(blueness![i]!)) * stepsOf.colour + colourStep(redness![i]!);
  return bins;
}

function count(bin: number, halfSide: number, counts: Uint32Array, halfSides: Uint8Array): void {
  for (let l = -1; l <= 1; l++) {
    for (let b = -1; b <= 1; b++) {
      for (let r = -1; r <= 1; r++) {
        const at = bin + (l * stepsOf.colour + b) * stepsOf.colour + r;
        counts[at]!++;
        halfSides[at]! |= halfSide;
      }
    }
  }
}

/** Which half of which side of the picture a place of the rim is nearest to, 0..7. */
function halfSideOf(i: number, width: number, height: number): number {
  const [x, y] = [i % width, Math.floor(i / width)];
  const level = Math.min(y, height - 1 - y) < Math.min(x, width - 1 - x);
  return (level ? 4 : 0) + (2 * x < width ? 2 : 0) + (2 * y < height ? 1 : 0);
}
