/** Several pictures of one face -> one descriptor. */
import { unit, type FaceDescriptor } from './compare.ts';

/**
 * Weighted mean of the unit vectors, made a unit vector again.
 * @param weights one a descriptor, >= 0; equal when left out. Comes from the picture's quality (`FaceDescription.weight`).
 * @throws RangeError when there is nothing to fuse.
 */
export function fuse(descriptors: readonly FaceDescriptor[], weights: readonly number[] = descriptors.map(() => 1)): FaceDescriptor {
  const total = weights.reduce((s, w) => s + w, 0);
  if (descriptors.length === 0 || weights.length !== descriptors.length || !(total > 0)) throw new RangeError('nothing to fuse');
  return {
    faceApi: mean(descriptors.map((d) => d.faceApi), weights),
    faceres: mean(descriptors.map((d) => d.faceres), weights),
    frames: descriptors.reduce((n, d) => n + d.frames, 0),
  };
}

function mean(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const out = new Float32Array(vectors[0]!.length);
  vectors.forEach((v, i) => {
    for (let k = 0; k < out.length; k += 1) out[k] = out[k]! + v[k]! * weights[i]!;
  });
  return unit(out);
}
