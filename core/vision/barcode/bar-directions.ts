/**
 * In which directions the bars of a symbol may run. ZXing finds a PDF417 only within a few degrees of a quarter turn, because a scan line must
 * stay in one row of the symbol; bars are the strongest grating in a picture, so their direction can be told before they are read.
 */
import type { GrayImage } from '../../frame.ts';
import { resize } from '../mrz/pyramid.ts';

/** Long side on which directions are told, pixels: bars of 2 pixels in a picture of 2400 are still seen. Chosen, not measured. */
const side = 1200;
const tile = 24;
/** A direction weaker than this share of the strongest is not looked at. Chosen, not measured. */
const worthALook = 0.4;
// Least share of a tile's gradients that agree in direction: a grating of bars is near 1, running text about 0.3. Chosen on rendered symbols.
const leastCoherence = 0.5;
/** Mean squared gradient of a tile below which it is empty, gray levels squared. Chosen, not measured. */
const leastEnergy = 40;

/**
 * Degrees 0 to 90 by which the picture is to be turned (anticlockwise on screen) so that bars stand upright or lie flat; strongest first, 0 for
 * none. @param most how many
 */
export function barDirections(gray: GrayImage, most: number): number[] {
  const scale = Math.max(1, Math.max(gray.width, gray.height) / side);
  const image = softened(softened(scale === 1 ? gray : resize(gray, gray.width / scale, gray.height / scale)));
  const votes = new Float64Array(90);
  for (let y = 1; y + tile < image.height; y += tile) {
    for (let x = 1; x + tile < image.width; x += tile) {
      const found = gratingOf(image, x, y);
      if (found) votes[found.degrees] = votes[found.degrees]! + found.strength;
    }
  }
  return peaksOf(votes, most);
}

/** Mean of 3 x 3: bars as fine as the pixels would show the pixels' directions and not their own. The border stays as it is. */
function softened({ width, height, data }: GrayImage): GrayImage {
  const rows = Float32Array.from(data);
  for (let p = 1; p < data.length - 1; p++) rows[p] = (data[p - 1]! + data[p]! + data[p + 1]!) / 3;
  const out = Uint8Array.from(data);
  for (let p = width; p < data.length - width; p++) out[p] = Math.round((rows[p - width]! + rows[p]! + rows[p + width]!) / 3);
  return { width, height, data: out };
}

/** The direction of a tile by its structure tensor (Bigün and Granlund 1987); null where it has none. */
function gratingOf({ width, data }: GrayImage, left: number, top: number): { degrees: number; strength: number } | null {
  let xx = 0, yy = 0, xy = 0;
  for (let y = top; y < top + tile; y++) {
    for (let x = left; x < left + tile; x++) {
      const p = y * width + x;
      // Scharr's operator: its direction is true to a fraction of a degree where plain differences are off by 5.
      const nw = data[p - width - 1]!, ne = data[p - width + 1]!, sw = data[p + width - 1]!, se = data[p + width + 1]!;
      const gx = (3 * (ne - nw + se - sw) + 10 * (data[p + 1]! - data[p - 1]!)) / 16;
      const gy = (3 * (sw - nw + se - ne) + 10 * (data[p + width]! - data[p - width]!)) / 16;
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  }
  const energy = xx + yy;
  if (energy < leastEnergy * tile * tile) return null;
  const coherence = Math.hypot(xx - yy, 2 * xy) / energy;
  if (coherence < leastCoherence) return null;
  const degrees = (0.5 * Math.atan2(2 * xy, xx - yy) * 180) / Math.PI;
  return { degrees: ((Math.round(degrees) % 90) + 90) % 90, strength: coherence * Math.sqrt(energy) };
}

function peaksOf(votes: Float64Array, most: number): number[] {
  // Neighbours of 2 degrees speak for the same symbol.
  const near = (centre: number, reach: number): number[] => Array.from({ length: 2 * reach + 1 }, (_, i) => (centre + i - reach + 90) % 90);
  const left = Float64Array.from(votes);
  const peaks: number[] = [];
  let strongest = 0;
  while (peaks.length < most) {
    const smooth = Array.from(left, (_, i) => near(i, 2).reduce((sum, j) => sum + left[j]!, 0));
    const best = smooth.indexOf(Math.max(...smooth));
    strongest = Math.max(strongest, smooth[best]!);
    if (smooth[best]! <= 0 || smooth[best]! < worthALook * strongest) break;
    // Upright or lying bars have been looked at already.
    if (Math.min(best, 90 - best) > 2) peaks.push(centreOf(left, near(best, 2), best));
    for (const j of near(best, 6)) left[j] = 0;
  }
  return peaks;
}

/** Weighted middle of a peak, to a tenth of a degree and better. */
function centreOf(votes: Float64Array, around: readonly number[], best: number): number {
  let sum = 0, weight = 0;
  around.forEach((j, i) => {
    sum += votes[j]! * (i - (around.length - 1) / 2);
    weight += votes[j]!;
  });
  return best + sum / weight;
}
