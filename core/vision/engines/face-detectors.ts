/**
 * Both face detectors of face-api (weights MIT), run layer by layer on tfjs with bias, batch norm and activation fused into each convolution,
 * and each layer's output let go as soon as the next one stands. face-api's own forward passes keep every activation of a pass alive
 * and walk over each several times; the answers agree to the last digits (face-detectors.test.ts).
 */
import type { Rgb } from '../face/pixels.ts';
import type { FoundFace } from './face.ts';
import type { Tensor, Tf, WeightMap } from './face-library.types.ts';

export type Detector = {
  /** Faces of a square cut-out scored above `minScore`, best first. */
  find(square: Rgb, minScore: number): Promise<FoundFace[]>;
};

type Layer = (x: Tensor) => Tensor;

type Activation = { name: 'relu6' | 'leakyrelu' | 'linear'; alpha?: number };

const relu6: Activation = { name: 'relu6' };
// Slope of Tiny YOLO v2.
const leaky = { name: 'leakyrelu', alpha: 0.1 } as const satisfies Activation;
const linear: Activation = { name: 'linear' };

function conv(tf: Tf, filter: Tensor, bias: Tensor, activation: Activation, stride = 1, pad: 'same' | 'valid' = 'same'): Layer {
  return (x) => tf.fused.conv2d({ x, filter, strides: stride, pad, bias, activation: activation.name, ...(activation.alpha ? { leakyreluAlpha: activation.alpha } : {}) });
}

/** Runs a chain; whatever a layer took in is let go, except tensors of `keep`. */
function chain(x: Tensor, layers: readonly Layer[], keep: ReadonlySet<Tensor>): Tensor {
  let now = x;
  for (const layer of layers) {
    const next = layer(now);
    if (!keep.has(now)) now.dispose();
    now = next;
  }
  return now;
}

function inputOf(tf: Tf, square: Rgb, valueOf: (v: number, channel: number) => number): Tensor {
  const values = new Float32Array(square.data.length);
  for (let i = 0; i < values.length; i += 3) for (let c = 0; c < 3; c += 1) values[i + c] = valueOf(square.data[i + c]!, c);
  return tf.tensor(values, [1, square.height, square.width, 3], 'float32');
}

function weight(weights: WeightMap, name: string): Tensor {
  const found = weights[name];
  if (!found) throw new Error(`the model has no ${name}`);
  return found;
}

const none: ReadonlySet<Tensor> = new Set();
const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));

// ---- tiny detector: five separable convolutions after a plain one, one box an anchor and cell of 32 pixels

// Widths and heights in cells, mean colour: configuration of face-api's TinyFaceDetector.
const tinyAnchors = [[1.603231, 2.094468], [6.041143, 7.080126], [2.882459, 3.518061], [4.266906, 5.178857], [9.041765, 10.66308]] as const;
const tinyMean = [117.001, 114.697, 97.404] as const;
const tinyOverlap = 0.4;

export function createTinyDetector(tf: Tf, weights: WeightMap): Detector {
  const pool = (stride: 1 | 2): Layer => (x) => tf.maxPool(x, 2, stride, 'same');
  const separable = (i: number, activation: Activation): Layer[] => [
    (x) => tf.depthwiseConv2d(x, weight(weights, `conv${i}/depthwise_filter`), 1, 'same'),
    conv(tf, weight(weights, `conv${i}/pointwise_filter`), weight(weights, `conv${i}/bias`), activation),
  ];
  // The greatest of four after the activation is the activation of the greatest: a quarter of the values, the same to the bit.
  const halved: Layer[] = [pool(2), (x) => tf.leakyRelu(x, leaky.alpha)];
  const layers: Layer[] = [
    conv(tf, weight(weights, 'conv0/filters'), weight(weights, 'conv0/bias'), linear, 1, 'valid'), ...halved,
    ...[1, 2, 3, 4].flatMap((i) => [...separable(i, linear), ...halved]), ...separable(5, leaky), pool(1),
    conv(tf, weight(weights, 'conv8/filters'), weight(weights, 'conv8/bias'), linear),
  ];
  return {
    async find(square, minScore) {
      const out = chain(inputOf(tf, square, (v, c) => (v - tinyMean[c]!) / 255), layers, none);
      const cells = out.shape[1]!;
      const values = await dataOf(out);
      return strongest(tinyCandidates(values, cells, square.width, minScore), tinyOverlap);
    },
  };
}

function tinyCandidates(values: Float32Array, cells: number, side: number, minScore: number): FoundFace[] {
  const found: FoundFace[] = [];
  const unit = side / cells;
  for (let i = 0; i < cells * cells * tinyAnchors.length; i += 1) {
    const score = sigmoid(values[i * 5 + 4]!);
    if (score <= minScore) continue;
    const anchor = tinyAnchors[i % tinyAnchors.length]!;
    const cell = Math.floor(i / tinyAnchors.length);
    const width = Math.exp(values[i * 5 + 2]!) * anchor[0] * unit;
    const height = Math.exp(values[i * 5 + 3]!) * anchor[1] * unit;
    const x = ((cell % cells) + sigmoid(values[i * 5]!)) * unit - width / 2;
    const y = (Math.floor(cell / cells) + sigmoid(values[i * 5 + 1]!)) * unit - height / 2;
    found.push({ x, y, width, height, score });
  }
  return found;
}

// ---- SSD MobileNet v1

const ssdSide = 512;
const ssdOverlap = 0.5;
// Layers of MobileNet v1 that halve the picture, and epsilon of its batch norm.
const halving: readonly number[] = [2, 4, 6, 12];
const epsilon = 0.001;

export function createSsdDetector(tf: Tf, weights: WeightMap): Detector {
  const pointwise = (prefix: string, stride = 1): Layer => conv(tf, weight(weights, `${prefix}_pointwise/weights`), weight(weights, `${prefix}_pointwise/convolution_bn_offset`), relu6, stride);
  const pair = (i: number): Layer[] => [depthwise(tf, weights, `MobilenetV1/Conv2d_${i}_depthwise`, halving.includes(i) ? 2 : 1), pointwise(`MobilenetV1/Conv2d_${i}`)];
  const pairs = (from: number, to: number): Layer[] => Array.from({ length: to - from + 1 }, (_, k) => pair(from + k)).flat();
  const more = (i: number): Layer[] => [pointwise(`Prediction/Conv2d_${i}`), pointwise(`Prediction/Conv2d_${i + 1}`, 2)];
  const stages: readonly Layer[][] = [[pointwise('MobilenetV1/Conv2d_0', 2), ...pairs(1, 11)], pairs(12, 13), more(0), more(2), more(4), more(6)];
  const predictor = (i: number, what: string): Layer => {
    const prefix = `Prediction/BoxPredictor_${i}/${what}`;
    return conv(tf, weight(weights, `${prefix}/weights`), weight(weights, `${prefix}/biases`), linear);
  };
  const boxOf = stages.map((_, i) => predictor(i, 'BoxEncodingPredictor'));
  const classOf = stages.map((_, i) => predictor(i, 'ClassPredictor'));
  const anchors = weight(weights, 'Output/extra_dim').data();
  return {
    async find(square, minScore) {
      if (square.width !== ssdSide || square.height !== ssdSide) throw new RangeError(`the detector wants ${ssdSide} pixels a side`);
      let now = inputOf(tf, square, (v) => v / 127.5 - 1);
      const predictions: [Tensor, Tensor][] = [];
      stages.forEach((layers, i) => {
        // What a stage gives feeds the predictors and then the next stage, which lets it go.
        now = chain(now, layers, none);
        predictions.push([boxOf[i]!(now), classOf[i]!(now)]);
      });
      now.dispose();
      const read = predictions.map(async ([boxes, classes]) => [await dataOf(boxes), await dataOf(classes)] as const);
      return strongest(ssdCandidates(await Promise.all(read), await anchors, minScore), ssdOverlap);
    },
  };
}

/** Depthwise convolution with its batch norm folded into filter and bias. */
function depthwise(tf: Tf, weights: WeightMap, prefix: string, stride: number): Layer {
  const of = (name: string): Tensor => weight(weights, `${prefix}/BatchNorm/${name}`);
  const filters = weight(weights, `${prefix}/depthwise_weights`);
  const [filter, bias] = tf.tidy(() => {
    const scale = tf.div(of('gamma'), tf.sqrt(tf.add(of('moving_variance'), epsilon)));
    return [tf.mul(filters, tf.reshape(scale, [scale.shape[0]!, 1])), tf.sub(of('beta'), tf.mul(of('moving_mean'), scale))] as [Tensor, Tensor];
  });
  filters.dispose();
  return (x) => tf.fused.depthwiseConv2d({ x, filter, strides: stride, pad: 'same', bias, activation: 'relu6' });
}

/** Box encodings (centre and log size against the anchor, scaled by 10 and 5) and scores; three classes a box, the second is "face". */
function ssdCandidates(read: readonly (readonly [boxes: Float32Array, classes: Float32Array])[], anchors: Float32Array, minScore: number): FoundFace[] {
  const found: FoundFace[] = [];
  let anchor = 0;
  for (const [boxes, classes] of read) {
    for (let i = 0; i < boxes.length / 4; i += 1, anchor += 1) {
      const score = sigmoid(classes[i * 3 + 1]!);
      if (score > minScore) found.push({ ...ssdBox(boxes.subarray(i * 4, i * 4 + 4), anchors.subarray(anchor * 4, anchor * 4 + 4)), score });
    }
  }
  return found;
}

/** Inside the cut-out, in its pixels. Anchors are top, left, bottom, right in shares of the side. */
function ssdBox(code: Float32Array, [top, left, bottom, right]: Float32Array): Omit<FoundFace, 'score'> {
  const [tall, wide] = [bottom! - top!, right! - left!];
  const y = (code[0]! / 10) * tall + (top! + bottom!) / 2;
  const x = (code[1]! / 10) * wide + (left! + right!) / 2;
  const halfTall = (Math.exp(code[2]! / 5) * tall) / 2;
  const halfWide = (Math.exp(code[3]! / 5) * wide) / 2;
  const inside = (v: number): number => Math.max(0, Math.min(1, v)) * ssdSide;
  const [x0, x1, y0, y1] = [inside(x - halfWide), inside(x + halfWide), inside(y - halfTall), inside(y + halfTall)];
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** Non-maximum suppression: the best of each group of boxes whose overlap (intersection over union) is above the limit. */
function strongest(candidates: FoundFace[], limit: number): FoundFace[] {
  const kept: FoundFace[] = [];
  for (const one of candidates.sort((a, b) => b.score - a.score)) if (kept.every((k) => overlap(k, one) <= limit)) kept.push(one);
  return kept;
}

function overlap(a: FoundFace, b: FoundFace): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const tall = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (wide <= 0 || tall <= 0) return 0;
  return (wide * tall) / (a.width * a.height + b.width * b.height - wide * tall);
}

async function dataOf(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data();
  } finally {
    tensor.dispose();
  }
}
