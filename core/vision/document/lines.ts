/**
 * Straight lines by a Hough transform in which each edge pixel votes only for the orientation of its own gradient: a pixel costs
 * five votes instead of 180, and text or texture, whose gradients point everywhere, piles up little.
 */
import type { Gradient } from './reduce.ts';
import type { Line } from './plane.ts';

export type FoundLine = Line & {
  /** Summed vote; comparable within one picture only. */
  votes: number;
  /** One of the picture's four borders, offered as the side of a document that goes on outside. */
  border: boolean;
};

const angles = 180;
/** Votes are spread this many degrees to each side: the direction of a Sobel gradient is good to about 2 degrees. Chosen, not measured. */
const ofGradient = 2;
/** Levels a reduced pixel at which a vote is full: a strong edge counts no more than a fair one, so that faint borders stay visible. */
const fullVote = 12;

/**
 * Lines are rationed by direction, so that the grain of a table does not crowd out a card that lies across it. Sectors of 30 degrees,
 * centred on level and upright.
 */
const sectors = 6;

/** The strongest lines of each direction and the picture's four borders, best first. `spread`: degrees to which the gradient's direction is known. */
export function linesOf(gradient: Gradient, noise: number, perSector: number, most: number, spread = ofGradient): FoundLine[] {
  const { width, height } = gradient;
  const reach = Math.ceil(Math.hypot(width, height)) + 2;
  const bins = 2 * reach;
  const votes = new Float32Array(angles * bins);
  const cosines = Float64Array.from({ length: angles }, (_, a) => Math.cos((a * Math.PI) / angles));
  const sines = Float64Array.from({ length: angles }, (_, a) => Math.sin((a * Math.PI) / angles));
  for (let y = 1; y < height - 1; y++) voteOfRow(gradient, y, noise, spread, cosines, sines, votes, reach);
  const peaks = peaksOf(votes, bins, reach, Math.min(width, height));
  const taken = new Uint8Array(sectors);
  const kept: FoundLine[] = [];
  for (const p of peaks) {
    const sector = Math.round((p.angle * sectors) / angles) % sectors;
    if (taken[sector]! >= perSector) continue;
    taken[sector]!++;
    kept.push({ nx: cosines[p.angle]!, ny: sines[p.angle]!, d: p.rho, votes: p.votes, border: false });
    if (kept.length === most) break;
  }
  return [...kept, ...borderLines([1, 0], width), ...borderLines([0, 1], height)];
}

function voteOfRow({ width, magnitude, ridge, gx, gy }: Gradient, y: number, noise: number, spread: number, cosines: Float64Array, sines: Float64Array, votes: Float32Array, reach: number): void {
  for (let x = 1; x < width - 1; x++) {
    const i = y * width + x;
    const m = magnitude[i]!;
    if (ridge[i] === 0 || m < noise) continue;
    const vote = Math.min(1, m / fullVote);
    const angle = Math.round((Math.atan2(gy[i]!, gx[i]!) * 180) / Math.PI);
    for (let k = -spread; k <= spread; k++) {
      const a = (angle + k + 360) % angles;
      // Rounded by cutting off, of a number that is never below 0.
      votes[a * 2 * reach + ((x * cosines[a]! + y * sines[a]! + reach + 0.5) | 0)]! += vote;
    }
  }
}

function borderLines([nx, ny]: [number, number], size: number): FoundLine[] {
  return [0, size - 1].map((d) => ({ nx, ny, d, votes: 0, border: true }));
}

type Peak = { angle: number; rho: number; votes: number };

function peaksOf(votes: Float32Array, bins: number, reach: number, shortSide: number): Peak[] {
  // A side shorter than a tenth of the picture's short side belongs to no document that could be read.
  const floor = shortSide * 0.1;
  const found: Peak[] = [];
  for (let a = 0; a < angles; a++) peaksOfAngle(votes, bins, reach, a, floor, found);
  return found.sort((p, q) => q.votes - p.votes);
}

function peaksOfAngle(votes: Float32Array, bins: number, reach: number, a: number, floor: number, found: Peak[]): void {
  for (let r = 2; r < bins - 2; r++) {
    const v = votes[a * bins + r]!;
    if (v >= floor && isPeak(votes, bins, reach, a, r, v)) found.push({ angle: a, rho: r - reach, votes: v });
  }
}

function isPeak(votes: Float32Array, bins: number, reach: number, a: number, r: number, v: number): boolean {
  for (let da = -3; da <= 3; da++) {
    let b = a + da;
    let centre = r;
    if (b < 0 || b >= angles) {
      b = (b + angles) % angles;
      centre = 2 * reach - r;
    }
    for (let dr = -2; dr <= 2; dr++) {
      const at = centre + dr;
      if ((da === 0 && dr === 0) || at < 0 || at >= bins) continue;
      const other = votes[b * bins + at]!;
      if (other > v || (other === v && (da < 0 || (da === 0 && dr < 0)))) return false;
    }
  }
  return true;
}
