/** An empty page, told before anything is searched on it: a page without print takes the longest to read. */
import type { GrayImage } from '../../frame.ts';

/** Levels of 255 between the lightest and the darkest patch. Chosen: half the shade that a row of thin gray print leaves in a patch; a scan with a shaded margin is not called empty and is read. */
const even = 8;
/** Patches across the shorter side. */
const across = 96;

export function isBlank({ width, height, data }: GrayImage): boolean {
  const side = Math.max(1, Math.floor(Math.min(width, height) / across));
  let [least, most] = [255, 0];
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side) {
      let sum = 0;
      for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) sum += data[y * width + x]!;
      const mean = sum / (side * side);
      least = Math.min(least, mean);
      most = Math.max(most, mean);
      if (most - least > even) return false;
    }
  }
  return true;
}
