/**
 * How blurred an aligned face is, and whether in one direction only, by re-blurring (Crete, Dolmiere, Ladret, Nicolas 2007: "The blur effect"): what a
 * further blur takes away from the differences of neighbours. Contrast and brightness cancel out.
 */
import { insideFace } from './oval.ts';

/**
 * Below it a face moved (`evenness`). Of 220 pictures of 55 faces (every 6th of the sets), sharp and out of focus by up to 6 % of the eye distance, two lie below (both
 * out of focus by 6 %); of 385 moved by 15 and 25 % of it, in five directions, 333.
 */
export const leastEvenness = 0.72;

export type FaceBlur = {
  /** 0..1, of the worse of across and down. */
  sharpness: number;
  /** Sharpness of the least sharp direction over that of the sharpest, 0..1, each against what faces show in it: lens blur leaves it near 1, movement does not. */
  evenness: number;
  /** The least sharp direction, degrees from the picture's horizontal: 0, 45, 90 or 135. */
  blurDegrees: number;
};

/**
 * `taps` of the further blur: 9 pixels, on the diagonals 7 of them (9.9). `usual`: median of 55 faces of the sets (every 6th picture), sharp and out of focus
 * by 2 and 4 % of the eye distance, rounded; brows, eyes and lips lie across, so that faces are sharpest downwards.
 */
const directions = [
  { degrees: 0, x: 1, y: 0, taps: 9, usual: 0.48 },
  { degrees: 45, x: 1, y: 1, taps: 7, usual: 0.5 },
  { degrees: 90, x: 0, y: 1, taps: 9, usual: 0.54 },
  { degrees: 135, x: -1, y: 1, taps: 7, usual: 0.5 },
] as const;

/** @param gray size x size luminance, aligned with padding .25 */
export function blurOf(gray: Float32Array, size: number): FaceBlur {
  const all = directions.map((d) => ({ ...d, sharpness: sharpnessAlong(gray, size, d) }));
  const upright = all.filter((d) => d.taps === 9).map((d) => d.sharpness);
  const [least, ...others] = all.map(({ degrees, sharpness, usual }) => ({ degrees, share: sharpness / usual })).sort((a, b) => a.share - b.share);
  const most = others.at(-1)!.share;
  return { sharpness: Math.min(...upright), evenness: most > 0 ? least!.share / most : 1, blurDegrees: least!.degrees };
}

function sharpnessAlong(gray: Float32Array, size: number, { x: dx, y: dy, taps }: (typeof directions)[number]): number {
  const step = dy * size + dx;
  const reach = (taps - 1) / 2;
  let [kept, all] = [0, 0];
  for (let y = reach + 1; y < size - reach; y += 1) {
    for (let x = reach + 1; x < size - reach - 1; x += 1) {
      if (!insideFace(x / size, y / size)) continue;
      const place = y * size + x;
      const before = Math.abs(gray[place]! - gray[place - step]!);
      // Neighbouring means share all but their ends.
      const after = Math.abs(gray[place + reach * step]! - gray[place - (reach + 1) * step]!) / taps;
      all += before;
      kept += Math.max(0, before - after);
    }
  }
  return all > 0 ? kept / all : 0;
}
