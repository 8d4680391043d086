/** Two descriptors -> a distance; a distance -> a verdict. */
import type { MatchVerdict } from '../../case/verdicts.ts';

/** Unit vectors of the two networks for one face (or the fused ones of several pictures of it). */
export type FaceDescriptor = {
  /** face-api recognition net, 128 numbers. */
  faceApi: Float32Array;
  /** Human faceres, 1024 numbers. */
  faceres: Float32Array;
  /** Pictures in it. */
  frames: number;
};

/**
 * Median Euclidean distance of strangers, so that 1.0 reads "as far apart as two strangers": 18,810 impostor pairs of faces_orl
 * (20 people), printed by scripts/bench/face.ts.
 */
export const strangerUnits = { faceApi: 0.511, faceres: 1.088 };

/** Fused distance: mean of both distances in units of strangers. 0: same picture; around 1: strangers. */
export function compare(a: FaceDescriptor, b: FaceDescriptor): number {
  return (euclidean(a.faceApi, b.faceApi) / strangerUnits.faceApi + euclidean(a.faceres, b.faceres) / strangerUnits.faceres) / 2;
}

/**
 * At or below `match`: the same person. Above `different`: not. Between: a person decides. Chosen with faces_orl, and with a look at the
 * three other sets (docs/adr/0006-face-match.md has all counts and intervals).
 * - match: FMR 1:1,000 lies at 0.78 and 1:10,000 at 0.733 (tail fitted between 1:100 and 1:1,000); 0.71 keeps a distance from the closest
 *   of 19,000 strangers (0.737). Strangers called match: 0 of 19,000 there, 0 of 2,416 on the other sets, 0 of 31,544 across the sets.
 * - different: 9 of 900 same-person pairs lie above (8 of them of person s1, see the record), 98.9 % of the strangers do.
 */
export const matchThresholds = { match: 0.71, different: 0.83 };

export function verdict(distance: number | null): MatchVerdict {
  if (distance === null || !Number.isFinite(distance)) return 'none';
  if (distance <= matchThresholds.match) return 'match';
  return distance <= matchThresholds.different ? 'unsure' : 'different';
}

export function euclidean(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    const d = a[i]! - b[i]!;
    sum += d * d;
  }
  return Math.sqrt(sum);
}

export function unit(v: Float32Array): Float32Array {
  let sum = 0;
  for (const x of v) sum += x * x;
  const norm = Math.sqrt(sum) || 1;
  return v.map((x) => x / norm);
}
