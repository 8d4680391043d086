/** Back-propagation and Adam for the recogniser's five layers, in plain typed arrays. */
import { channels, forward, logSoftmaxRows, mrzClasses, noneClass, stepColumns, type Activations, type Layer, layerShapes } from '../../core/vision/engines/mrz-network.ts';
import { gemm } from '../../core/vision/mrz/gemm.ts';
import { stripHeight, stripPitch } from '../../core/vision/mrz/strip.ts';
import type { Random } from './random.ts';
import type { Labelled } from './synth.ts';

const h1 = stripHeight / 2;
const h2 = stripHeight / 4;

/** Weights drawn after He et al. 2015. */
export function initialLayers(random: Random): Layer[] {
  return layerShapes.map((l) => ({
    weights: Float32Array.from({ length: l.out * l.inputs }, () => random.normal(Math.sqrt(2 / l.inputs))),
    bias: new Float32Array(l.out),
  }));
}

// Share of the pitch: within `near` of a centre the step must name the character, beyond `far` of all it must say none.
const near = 0.24, far = 0.38;

/** Class of every step; -1 where nothing is asked. */
export function targetsOf(sample: Labelled, steps: number): Int16Array {
  const targets = new Int16Array(steps).fill(noneClass);
  for (const { column, index } of sample.centres) {
    if (index < 0) continue;
    const from = Math.max(0, Math.ceil((column - far * stripPitch) / stepColumns)), to = Math.min(steps - 1, Math.floor((column + far * stripPitch) / stepColumns));
    for (let i = from; i <= to; i++) targets[i] = Math.abs(i * stepColumns - column) <= near * stripPitch ? index : -1;
  }
  return targets;
}

export type Learner = { layers: Layer[]; gradients: Layer[]; step(rate: number): void; learn(sample: Labelled): { loss: number; right: number; asked: number } };

export function createLearner(layers: Layer[]): Learner {
  const zeros = (): Layer[] => layers.map((l) => ({ weights: new Float32Array(l.weights.length), bias: new Float32Array(l.bias.length) }));
  const gradients = zeros(), first = zeros(), second = zeros();
  let count = 0;
  let transposed = layers.map((l, i) => transpose(l.weights, layerShapes[i]!.out, layerShapes[i]!.inputs));
  let asked = 0;
  return {
    layers, gradients,
    learn: (sample) => {
      const result = learnOne(layers, transposed, gradients, sample);
      asked += result.asked;
      return result;
    },
    step: (rate) => {
      count += 1;
      layers.forEach((layer, i) => {
        adam(layer.weights, gradients[i]!.weights, first[i]!.weights, second[i]!.weights, rate, count, asked);
        adam(layer.bias, gradients[i]!.bias, first[i]!.bias, second[i]!.bias, rate, count, asked);
      });
      transposed = layers.map((l, i) => transpose(l.weights, layerShapes[i]!.out, layerShapes[i]!.inputs));
      asked = 0;
    },
  };
}

function adam(w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, rate: number, count: number, asked: number): void {
  const c1 = 1 - 0.9 ** count, c2 = 1 - 0.999 ** count;
  const share = 1 / Math.max(1, asked);
  for (let i = 0; i < w.length; i++) {
    const d = g[i]! * share;
    m[i] = 0.9 * m[i]! + 0.1 * d;
    v[i] = 0.999 * v[i]! + 0.001 * d * d;
    w[i] = w[i]! - (rate * (m[i]! / c1)) / (Math.sqrt(v[i]! / c2) + 1e-8);
    g[i] = 0;
  }
}

function learnOne(layers: readonly Layer[], transposed: readonly Float32Array[], gradients: readonly Layer[], sample: Labelled): { loss: number; right: number; asked: number } {
  const a = forward(layers, sample.strip);
  const targets = targetsOf(sample, a.steps);
  const out = lossOf(a, targets);
  const s = a.steps;
  const { first, second, third, fourth } = channels;
  back(gradients[4]!, out.delta, s, mrzClasses, a.map4, fourth, fourth);
  const d4 = through(out.delta, transposed[4]!, s, fourth, mrzClasses);
  gate(d4, a.map4, 0);
  back(gradients[3]!, d4, s, fourth, a.map3, third, 7 * third);
  const d3 = overlap(through(d4, transposed[3]!, s, 7 * third, fourth), s, 7, third);
  gate(d3, a.map3, 3 * third);
  back(gradients[2]!, d3, s, third, a.map2, h2 * second, 3 * h2 * second);
  const d2 = overlap(through(d3, transposed[2]!, s, 3 * h2 * second, third), s, 3, h2 * second);
  gate(d2, a.map2, h2 * second);
  const k2 = 9 * first;
  back(gradients[1]!, d2, s * h2, second, a.patches2, k2, k2);
  const w1 = a.map1.length / (h1 * first);
  const d1 = scatter(through(d2, transposed[1]!, s * h2, k2, second), w1, s);
  gate(d1, a.map1, 0);
  back(gradients[0]!, d1, w1 * h1, first, a.patches1, 25, 25);
  return out;
}

function lossOf(a: Activations, targets: Int16Array): { loss: number; right: number; asked: number; delta: Float32Array } {
  const delta = a.logits.slice();
  logSoftmaxRows(delta, a.steps, mrzClasses);
  let loss = 0, right = 0, asked = 0;
  for (let i = 0, o = 0; i < a.steps; i++, o += mrzClasses) {
    const target = targets[i]!;
    if (target < 0) {
      delta.fill(0, o, o + mrzClasses);
      continue;
    }
    let best = 0;
    for (let j = 1; j < mrzClasses; j++) if (delta[o + j]! > delta[o + best]!) best = j;
    loss -= delta[o + target]!;
    asked += 1;
    if (best === target) right += 1;
    for (let j = 0; j < mrzClasses; j++) delta[o + j] = Math.exp(delta[o + j]!);
    delta[o + target] = delta[o + target]! - 1;
  }
  return { loss, right, asked, delta };
}

/** Adds dOut^T * rows to the layer's gradient; rows start `lda` apart and are k long. */
function back(gradient: Layer, dOut: Float32Array, m: number, n: number, rows: Float32Array, lda: number, k: number): void {
  const dT = transpose(dOut, m, n);
  const rT = new Float32Array(k * m);
  for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) rT[p * m + i] = rows[i * lda + p]!;
  const sum = new Float32Array(n * k);
  gemm(dT, 0, m, rT, sum, n, k, m, null);
  for (let i = 0; i < sum.length; i++) gradient.weights[i] = gradient.weights[i]! + sum[i]!;
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) gradient.bias[j] = gradient.bias[j]! + dOut[i * n + j]!;
}

function through(dOut: Float32Array, transposedWeights: Float32Array, m: number, k: number, n: number): Float32Array {
  const out = new Float32Array(m * k);
  gemm(dOut, 0, n, transposedWeights, out, m, k, n, null);
  return out;
}

/** Sums overlapping windows of `taps` columns back onto the columns, padding dropped. */
function overlap(windows: Float32Array, columns: number, taps: number, depth: number): Float32Array {
  const half = (taps - 1) >> 1;
  const out = new Float32Array(columns * depth);
  for (let i = 0; i < columns; i++) {
    for (let t = 0; t < taps; t++) {
      const x = i + t - half;
      if (x < 0 || x >= columns) continue;
      const from = (i * taps + t) * depth;
      for (let c = 0; c < depth; c++) out[x * depth + c] = out[x * depth + c]! + windows[from + c]!;
    }
  }
  return out;
}

/** The way back of the 3x3 stride-2 patches over map1. */
function scatter(patches: Float32Array, w1: number, w2: number): Float32Array {
  const depth = channels.first;
  const out = new Float32Array(w1 * h1 * depth);
  for (let ox = 0, o = 0; ox < w2; ox++) {
    for (let oy = 0; oy < h2; oy++, o += 9 * depth) {
      for (let t = 0; t < 9; t++) {
        const x = ox * 2 - 1 + Math.floor(t / 3), y = oy * 2 - 1 + (t % 3);
        if (x < 0 || y < 0 || x >= w1 || y >= h1) continue;
        const to = (x * h1 + y) * depth;
        for (let c = 0; c < depth; c++) out[to + c] = out[to + c]! + patches[o + t * depth + c]!;
      }
    }
  }
  return out;
}

function gate(delta: Float32Array, map: Float32Array, offset: number): void {
  for (let i = 0; i < delta.length; i++) if (map[offset + i]! <= 0) delta[i] = 0;
}

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j]!;
  return out;
}
