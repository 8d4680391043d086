/** Two descriptors -> a distance; a distance -> a verdict. */
import type { MatchVerdict } from '../../case/case.ts';

/** Unit vectors of the two networks for one face (or the fused ones of several pictures of it). */
export type FaceDescriptor = {
  /** face-api recognition net, 128 numbers. */
  faceApi: Float32Array;
  /** Human faceres, 1024 numbers. */
  faceres: Float32Array;
  /** Pictures in it. */
  frames: number;
};

/** Median Euclidean distance of strangers on faces_orl, so that 1.0 reads "as far apart as two strangers". Set by scripts/bench/face.ts. */
const strangers = { faceApi: 1, faceres: 1 };

/** Fused distance: mean of both distances in units of strangers. 0: same picture; around 1: strangers. */
export function compare(a: FaceDescriptor, b: FaceDescriptor): number {
  return (euclidean(a.faceApi, b.faceApi) / strangers.faceApi + euclidean(a.faceres, b.faceres) / strangers.faceres) / 2;
}

/** At or below `match`: the same person. Above `different`: not. Between: a person decides. */
export const matchThresholds = { match: 0.5, different: 0.8 };

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
