/**
 * The OCR-B recogniser: a small fully convolutional network trained by scripts/train-mrz on synthetic lines only. It slides along a
 * strip and says for every fourth column which of 37 characters is centred there, or none.
 * Weights: resources/models/mrz/ocr-b.f16 (little-endian float16, layer by layer, weights then biases) with ocr-b.json beside it.
 */
import { CodedError } from '../../errors.ts';
import { gemm } from '../mrz/gemm.ts';
import { stripHeight, type Strip } from '../mrz/strip.ts';
import type { ResourceLoader } from './engine.ts';
import { createMrzKernel, paddedRows, type KernelLayer, type MrzKernel } from './mrz-kernel.ts';

export const mrzAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
/** 37 characters, then "none centred here". */
export const mrzClasses = mrzAlphabet.length + 1;
export const noneClass = mrzAlphabet.length;

/** Columns of the strip per step of the output. */
export const stepColumns = 4;

export const channels = { first: 16, second: 32, third: 64, fourth: 96 } as const;
const h1 = stripHeight / 2;
const h2 = stripHeight / 4;

/** Rows x columns of each layer's matrix, in the order they are stored. */
export const layerShapes = [
  { name: 'conv1', out: channels.first, inputs: 5 * 5 },
  { name: 'conv2', out: channels.second, inputs: 3 * 3 * channels.first },
  { name: 'conv3', out: channels.third, inputs: 3 * h2 * channels.second },
  { name: 'conv4', out: channels.fourth, inputs: 7 * channels.third },
  { name: 'output', out: mrzClasses, inputs: channels.fourth },
] as const;

export type Layer = { weights: Float32Array; bias: Float32Array };

/** Log posteriors, `steps` x mrzClasses; step i is centred on column i * stepColumns. */
export type StripPosteriors = { steps: number; log: Float32Array };

export type MrzNetwork = { read(strip: Strip): StripPosteriors };

/** @throws CodedError model.missing, model.changed, engine.failed */
export async function loadMrzNetwork(load: ResourceLoader): Promise<MrzNetwork> {
  const [bytes, kernel] = await Promise.all([load('models/mrz/ocr-b.f16'), load('models/mrz/gemm.wasm').then(createMrzKernel)]);
  const wanted = layerShapes.reduce((n, l) => n + l.out * (l.inputs + 1), 0) * 2;
  if (bytes.length !== wanted) throw new CodedError('model.changed', { model: 'mrz' });
  return createMrzNetwork(layersFromFloat16(bytes), kernel);
}

export function createMrzNetwork(layers: readonly Layer[], kernel: MrzKernel): MrzNetwork {
  const matrices = layerShapes.map(({ out, inputs }, i) => kernel.addLayer(layers[i]!.weights, layers[i]!.bias, out, inputs));
  return {
    read: (strip) => {
      const { log, steps } = infer(kernel, matrices, strip);
      logSoftmaxRows(log, steps, mrzClasses);
      return { steps, log };
    },
  };
}

/** The same as forward(), kept in the kernel's memory: maps are written straight where the next layer reads them. */
function infer(kernel: MrzKernel, [conv1, conv2, conv3, conv4, output]: readonly KernelLayer[], strip: Strip): StripPosteriors {
  kernel.reset();
  const w1 = Math.ceil(strip.width / 2), w2 = Math.ceil(w1 / 2);
  const { first, second, third, fourth } = channels;
  // All addresses first: taking scratch may move the memory.
  const patches1 = kernel.scratch(paddedRows(w1 * h1) * 25), map1 = kernel.scratch(paddedRows(w1 * h1) * first);
  const patches2 = kernel.scratch(paddedRows(w2 * h2) * 9 * first), map2 = kernel.scratch((paddedRows(w2) + 2) * h2 * second + 4 * second);
  const map3 = kernel.scratch((paddedRows(w2) + 6) * third), map4 = kernel.scratch(paddedRows(w2) * fourth), logits = kernel.scratch(paddedRows(w2) * mrzClasses);
  patches(strip.data, strip.width, stripHeight, 1, 5, w1, h1, kernel.view(patches1, w1 * h1 * 25));
  kernel.multiply(patches1, 25, conv1!, map1, w1 * h1, true);
  patches(kernel.view(map1, w1 * h1 * first), w1, h1, first, 3, w2, h2, kernel.view(patches2, w2 * h2 * 9 * first));
  const column2 = h2 * second, column3 = third;
  kernel.multiply(patches2, 9 * first, conv2!, map2 + column2 * 4, w2 * h2, true);
  clear(kernel, map2 + (w2 + 1) * column2 * 4, column2 + 4 * second);
  kernel.multiply(map2, column2, conv3!, map3 + 3 * column3 * 4, w2, true);
  clear(kernel, map3 + (w2 + 3) * column3 * 4, 3 * column3);
  kernel.multiply(map3, column3, conv4!, map4, w2, true);
  kernel.multiply(map4, fourth, output!, logits, w2, false);
  return { steps: w2, log: kernel.view(logits, w2 * mrzClasses).slice() };
}

/** The zero columns behind a map: rows beyond the last one have been written there. */
const clear = (kernel: MrzKernel, at: number, floats: number): void => void kernel.view(at, floats).fill(0);

export function layersFromFloat16(bytes: Uint8Array): Layer[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (count: number): Float32Array => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++, at += 2) values[i] = float16(view.getUint16(at, true));
    return values;
  };
  return layerShapes.map((l) => ({ weights: take(l.out * l.inputs), bias: take(l.out) }));
}

function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * The network in plain JavaScript, for the training: everything it needs again on the way back. Maps are [x][y][channel]; `p` maps are padded with zero columns.
 */
export type Activations = { steps: number; patches1: Float32Array; map1: Float32Array; patches2: Float32Array; map2: Float32Array; map3: Float32Array; map4: Float32Array; logits: Float32Array };

export function forward(layers: readonly Layer[], strip: Strip): Activations {
  const w1 = Math.ceil(strip.width / 2);
  const w2 = Math.ceil(w1 / 2);
  const { first, second, third, fourth } = channels;
  const patches1 = patches(strip.data, strip.width, stripHeight, 1, 5, w1, h1);
  const map1 = new Float32Array(w1 * h1 * first);
  gemm(patches1, 0, 25, layers[0]!.weights, map1, w1 * h1, first, 25, layers[0]!.bias);
  relu(map1);
  const patches2 = patches(map1, w1, h1, first, 3, w2, h2);
  const out2 = new Float32Array(w2 * h2 * second);
  gemm(patches2, 0, 9 * first, layers[1]!.weights, out2, w2 * h2, second, 9 * first, layers[1]!.bias);
  relu(out2);
  const column2 = h2 * second;
  const map2 = new Float32Array((w2 + 2) * column2);
  map2.set(out2, column2);
  const out3 = new Float32Array(w2 * third);
  gemm(map2, 0, column2, layers[2]!.weights, out3, w2, third, 3 * column2, layers[2]!.bias);
  relu(out3);
  const map3 = new Float32Array((w2 + 6) * third);
  map3.set(out3, 3 * third);
  const map4 = new Float32Array(w2 * fourth);
  gemm(map3, 0, third, layers[3]!.weights, map4, w2, fourth, 7 * third, layers[3]!.bias);
  relu(map4);
  const logits = new Float32Array(w2 * mrzClasses);
  gemm(map4, 0, fourth, layers[4]!.weights, logits, w2, mrzClasses, fourth, layers[4]!.bias);
  return { steps: w2, patches1, map1, patches2, map2, map3, map4, logits };
}

function relu(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
}

/** size x size windows at every second pixel, centred, zero outside; a row a window, [dx][dy][channel]. */
function patches(
  map: Float32Array, width: number, height: number, depth: number, size: number, outWidth: number, outHeight: number,
  out = new Float32Array(outWidth * outHeight * size * size * depth),
): Float32Array {
  const half = (size - 1) >> 1;
  const row = size * size * depth;
  for (let ox = 0, o = 0; ox < outWidth; ox++) {
    for (let oy = 0; oy < outHeight; oy++, o += row) {
      const y0 = oy * 2 - half;
      const from = Math.max(0, y0), to = Math.min(height, y0 + size);
      for (let dx = 0; dx < size; dx++) {
        const x = ox * 2 - half + dx;
        if (x < 0 || x >= width) continue;
        const source = (x * height + from) * depth;
        const target = o + (dx * size + from - y0) * depth;
        for (let i = 0, n = (to - from) * depth; i < n; i++) out[target + i] = map[source + i]!;
      }
    }
  }
  return out;
}

export function logSoftmaxRows(values: Float32Array, rows: number, columns: number): void {
  for (let r = 0, o = 0; r < rows; r++, o += columns) {
    let max = -Infinity;
    for (let j = 0; j < columns; j++) if (values[o + j]! > max) max = values[o + j]!;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.exp(values[o + j]! - max);
    const shift = max + Math.log(sum);
    for (let j = 0; j < columns; j++) values[o + j] = values[o + j]! - shift;
  }
}
