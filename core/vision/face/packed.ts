/** A descriptor with each of its numbers in one byte: a quarter of its size, for what is kept in memory or sent far. */
import { descriptorLengths } from '../../case/face-descriptor.ts';
import type { FaceDescriptor } from './compare.ts';

/**
 * Largest component a byte can say, by network; larger ones are cut, and the cut counts as rounding. Of 330 pictures of the face
 * sets the largest were 0.361 and 0.213 (`npm run bench:seen-before`).
 */
const reach = { faceApi: 0.4, faceres: 0.3 };
const steps = 127;
export const packedStep = { faceApi: reach.faceApi / steps, faceres: reach.faceres / steps } as const;
export type Network = keyof typeof packedStep;

const { faceApi: apiBytes, faceres: resBytes } = descriptorLengths;

/** @returns how far the packed vector lies from the true one. */
export function pack(from: Float32Array, to: Int8Array, network: Network): number {
  const unit = packedStep[network];
  let sum = 0;
  for (let i = 0; i < to.length; i += 1) {
    const kept = Math.max(-steps, Math.min(steps, Math.round(from[i]! / unit)));
    to[i] = kept;
    sum += (from[i]! - kept * unit) ** 2;
  }
  return Math.sqrt(sum);
}

/** faceApi, then faceres. */
export function packFace({ faceApi, faceres }: FaceDescriptor): Int8Array {
  const bytes = new Int8Array(apiBytes + resBytes);
  pack(faceApi, bytes.subarray(0, apiBytes), 'faceApi');
  pack(faceres, bytes.subarray(apiBytes), 'faceres');
  return bytes;
}

/** @param bytes as packFace() gives them */
export function unpackFace(bytes: Int8Array, frames: number): FaceDescriptor {
  return { faceApi: unpack(bytes, 0, apiBytes, packedStep.faceApi), faceres: unpack(bytes, apiBytes, resBytes, packedStep.faceres), frames };
}

// A loop: Float32Array.from() with a function takes ten times as long, and a list is unpacked at every search.
function unpack(bytes: Int8Array, from: number, length: number, unit: number): Float32Array {
  const vector = new Float32Array(length);
  for (let i = 0; i < length; i += 1) vector[i] = bytes[from + i]! * unit;
  return vector;
}
