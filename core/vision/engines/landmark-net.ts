/**
 * face-api's 68 landmarks (weights MIT), its own pass layer by layer. The sums are made in the same order, so that the answers are the same to
 * the bit (landmark-net.test.ts); its mean colour made as a tensor for each picture, a quarter of the pass, and its tidying up are left out.
 */
import type { Point } from '../../frame.ts';
import type { Rgb } from '../face/pixels.ts';
import type { Tensor, Tf, WeightMap } from './face-library.types.ts';

export type LandmarkNet = {
  /** @param face 112 x 112. @returns pixels of it */
  find(face: Rgb): Promise<Point[]>;
};

const side = 112;
// Mean colour: configuration of face-api's feature extractor.
const mean = [122.782, 117.001, 104.298].map(Math.fround);

export function createLandmarkNet(tf: Tf, weights: WeightMap): LandmarkNet {
  const of = (name: string): Tensor => {
    const found = weights[name];
    if (!found) throw new Error(`the model has no ${name}`);
    return found;
  };
  // Bias apart: fused into the convolution it would be added first, and the last digits be others.
  const plain = (x: Tensor, name: string): Tensor => tf.add(tf.conv2d(x, of(`${name}/filters`), 2, 'same'), of(`${name}/bias`));
  const separable = (x: Tensor, name: string, stride: number): Tensor =>
    tf.add(tf.conv2d(tf.depthwiseConv2d(x, of(`${name}/depthwise_filter`), stride, 'same'), of(`${name}/pointwise_filter`), 1, 'valid'), of(`${name}/bias`));
  const block = (x: Tensor, name: string, first: boolean): Tensor => {
    const a = tf.relu(first ? plain(x, `${name}/conv0`) : separable(x, `${name}/conv0`, 2));
    const b = separable(a, `${name}/conv1`, 1);
    const c = separable(tf.relu(tf.add(a, b)), `${name}/conv2`, 1);
    const bc = (d: Tensor): Tensor => tf.add(a, tf.add(b, d));
    return tf.relu(bc(tf.add(c, separable(tf.relu(bc(c)), `${name}/conv3`, 1))));
  };
  // A model that lacks a layer is told when it is loaded.
  for (const name of ['dense0/conv0/filters', 'dense3/conv3/bias', 'fc/weights', 'fc/bias']) of(name);
  return {
    async find(face) {
      if (face.width !== side || face.height !== side) throw new RangeError(`the landmarks want ${side} pixels a side`);
      const out = tf.tidy(() => {
        const features = ['dense0', 'dense1', 'dense2', 'dense3'].reduce((x, name, i) => block(x, name, i === 0), inputOf(tf, face));
        const pooled = tf.avgPool(features, 7, 2, 'valid');
        return tf.add(tf.matMul(tf.reshape(pooled, [1, 256]), of('fc/weights')), of('fc/bias'));
      });
      try {
        return pointsOf(await out.data());
      } finally {
        out.dispose();
      }
    },
  };
}

function inputOf(tf: Tf, { data }: Rgb): Tensor {
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i += 3) for (let c = 0; c < 3; c += 1) values[i + c] = Math.fround(data[i + c]! - mean[c]!) / 255;
  return tf.tensor(values, [1, side, side, 3], 'float32');
}

/** Shares of the side, by way of pixels in single precision as face-api goes. */
const placeOf = (share: number): number => Math.fround(Math.fround(share * side) / side) * side;
const pointsOf = (shares: Float32Array): Point[] => Array.from({ length: shares.length / 2 }, (_, i) => ({ x: placeOf(shares[2 * i]!), y: placeOf(shares[2 * i + 1]!) }));
