/** Descriptors of made-up people, no picture behind them. */
import { descriptorLengths } from '../../core/case/face-descriptor.ts';
import { strangerUnits, unit, type FaceDescriptor } from '../../core/vision/face/compare.ts';
import { createRandom } from '../../scripts/specimens/random.ts';

export type Strangers = {
  /** Somebody new. */
  next(): FaceDescriptor;
  /** The same person in another picture: about `apart` away, in the unit of compare(). */
  again(face: FaceDescriptor, apart: number): FaceDescriptor;
};

/** Directions in which people differ: with so many, distances of strangers scatter about as on faces_orl (bench:seen-before prints both). */
const directions = 32;

/** The same people for the same seed. */
export function createStrangers(seed: string): Strangers {
  const { normal: gauss } = createRandom(seed);
  const network = (length: number, median: number) => {
    const mean = unit(Float32Array.from({ length }, gauss));
    const axes = Array.from({ length: directions }, () => unit(Float32Array.from({ length }, gauss)));
    // Before the vectors are made units again, strangers lie `median` apart when each of the axes moves them so much.
    const spread = median / Math.sqrt(2 * directions) / Math.sqrt(1 - median ** 2 / 2);
    return (): Float32Array => {
      const face = Float32Array.from(mean);
      for (const axis of axes) {
        const z = gauss() * spread;
        for (let i = 0; i < length; i += 1) face[i] = face[i]! + axis[i]! * z;
      }
      return unit(face);
    };
  };
  const [faceApi, faceres] = [network(descriptorLengths.faceApi, strangerUnits.faceApi), network(descriptorLengths.faceres, strangerUnits.faceres)];
  const moved = (vector: Float32Array, by: number): Float32Array => {
    const aside = unit(Float32Array.from({ length: vector.length }, gauss));
    return unit(vector.map((x, i) => x + by * aside[i]!));
  };
  return {
    next: () => ({ faceApi: faceApi(), faceres: faceres(), frames: 5 }),
    again: (face, apart) => ({ faceApi: moved(face.faceApi, apart * strangerUnits.faceApi), faceres: moved(face.faceres, apart * strangerUnits.faceres), frames: 5 }),
  };
}
