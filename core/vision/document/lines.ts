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
const spread = 2;
/** Levels a reduced pixel at which a vote is full: a strong edge counts no more than a fair one, so that faint borders stay visible. */
const fullVote = 12;

/** The strongest lines of the two orientations that are square to each other, each list best first. */
export function linesOf(gradient: Gradient, noise: number, perFamily: number): { along: FoundLine[]; across: FoundLine[] } {
  const { width, height } = gradient;
  const reach = Math.ceil(Math.hypot(width, height)) + 2;
  const bins = 2 * reach;
  const votes = new Float32Array(angles * bins);
  const cosines = Float64Array.from({ length: angles }, (_, a) => Math.cos((a * Math.PI) / angles));
  const sines = Float64Array.from({ length: angles }, (_, a) => Math.sin((a * Math.PI) / angles));
  const orientation = new Float64Array(90);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const m = gradient.magnitude[i]!;
      if (gradient.ridge[i] === 0 || m < noise) continue;
      const vote = Math.min(1, m / fullVote);
      const angle = Math.round((Math.atan2(gradient.gy[i]!, gradient.gx[i]!) * 180) / Math.PI);
      for (let k = -spread; k <= spread; k++) {
        const a = (angle + k + 360) % angles;
        const rho = x * cosines[a]! + y * sines[a]!;
        votes[a * bins + Math.round(rho) + reach]! += vote;
      }
    }
  }
  const peaks = peaksOf(votes, bins, reach, Math.min(width, height));
  for (const p of peaks.slice(0, 60)) orientation[p.angle % 90]! += p.votes;
  const main = dominant(orientation);
  const family = (angle: number) => Math.abs(((angle - main + 270) % 180) - 90) < 45;
  const toLine = (p: Peak): FoundLine => ({ nx: cosines[p.angle]!, ny: sines[p.angle]!, d: p.rho, votes: p.votes, border: false });
  const upright = borderLines([1, 0], width);
  const level = borderLines([0, 1], height);
  const [alongBorders, acrossBorders] = family(0) ? [upright, level] : [level, upright];
  return {
    along: [...peaks.filter((p) => family(p.angle)).slice(0, perFamily).map(toLine), ...alongBorders],
    across: [...peaks.filter((p) => !family(p.angle)).slice(0, perFamily).map(toLine), ...acrossBorders],
  };
}

function borderLines([nx, ny]: [number, number], size: number): FoundLine[] {
  return [0, size - 1].map((d) => ({ nx, ny, d, votes: 0, border: true }));
}

type Peak = { angle: number; rho: number; votes: number };

function peaksOf(votes: Float32Array, bins: number, reach: number, shortSide: number): Peak[] {
  // A side shorter than a tenth of the picture's short side belongs to no document that could be read.
  const floor = shortSide * 0.1;
  const found: Peak[] = [];
  for (let a = 0; a < angles; a++) {
    for (let r = 2; r < bins - 2; r++) {
      const v = votes[a * bins + r]!;
      if (v >= floor && isPeak(votes, bins, reach, a, r, v)) found.push({ angle: a, rho: r - reach, votes: v });
    }
  }
  return found.sort((p, q) => q.votes - p.votes);
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

function dominant(orientation: Float64Array): number {
  let best = 0;
  let most = -1;
  for (let a = 0; a < 90; a++) {
    let sum = 0;
    for (let k = -6; k <= 6; k++) sum += orientation[(a + k + 90) % 90]!;
    if (sum > most) {
      most = sum;
      best = a;
    }
  }
  return best;
}
