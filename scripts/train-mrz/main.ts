/**
 * Trains the OCR-B recogniser on synthetic lines and writes resources/models/mrz/. `npm run train:mrz [-- --strips N --out DIR]`
 * Deterministic: same seed, same fonts, same sharp -> same weights.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createMrzKernel } from '../../core/vision/engines/mrz-kernel.ts';
import { createMrzNetwork, layerShapes, layersFromFloat16, mrzAlphabet, mrzClasses, noneClass, stepColumns, type Layer, type MrzNetwork } from '../../core/vision/engines/mrz-network.ts';
import { kernelPath } from '../mrz-kernel/compile.ts';
import { loadFaces, type Face } from './glyphs.ts';
import { createLearner, initialLayers } from './learn.ts';
import { createRandom } from './random.ts';
import { degradations, synthesise, type Labelled } from './synth.ts';

const { values: options } = parseArgs({ options: { strips: { type: 'string', default: '120000' }, seed: { type: 'string', default: '9303' }, out: { type: 'string', default: 'resources/models/mrz' } } });

const recipe = { seed: Number(options.seed), strips: Number(options.strips), charactersPerStrip: 10, batch: 8, topRate: 0.0015, lastRate: 0.00001 };

const faces = await loadFaces();
const random = createRandom(recipe.seed);
const learner = createLearner(initialLayers(random));
const started = Date.now();
train();
const bytes = toFloat16(learner.layers);
// What is measured is what is shipped: the rounded weights.
const network = createMrzNetwork(layersFromFloat16(bytes), await createMrzKernel(readFileSync(kernelPath)));
const report = {
  what: 'OCR-B recogniser for machine-readable zones, trained by scripts/train-mrz on synthetic lines only',
  fonts: faces.map((f) => ({ name: f.name, share: f.weight })),
  recipe,
  layers: layerShapes,
  trainedSeconds: Math.round((Date.now() - started) / 1000),
  sha256: createHash('sha256').update(bytes).digest('hex'),
  /** Share of characters named right at their centre, on strips of an unseen seed; `confident`: with posterior >= 0.95, `confidentWrong`: of these. */
  accuracy: accuracy(network, faces),
};
mkdirSync(options.out, { recursive: true });
writeFileSync(path.join(options.out, 'ocr-b.f16'), bytes);
writeFileSync(path.join(options.out, 'ocr-b.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report.accuracy, null, 1));

function train(): void {
  const steps = Math.floor(recipe.strips / recipe.batch);
  let loss = 0, right = 0, asked = 0;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < recipe.batch; i++) {
      // The first tenth is easy, so that the net finds the letters before the dirt.
      const forced = step < steps / 20 ? 'easy' : undefined;
      const got = learner.learn(synthesise(random, faces, recipe.charactersPerStrip, forced));
      loss += got.loss;
      right += got.right;
      asked += got.asked;
    }
    const warm = Math.min(1, step / 100);
    learner.step(warm * (recipe.lastRate + (recipe.topRate - recipe.lastRate) * 0.5 * (1 + Math.cos((Math.PI * step) / steps))));
    if ((step + 1) % 250 === 0) {
      console.log(`${(step + 1) * recipe.batch} strips · loss ${(loss / asked).toFixed(4)} · right ${((100 * right) / asked).toFixed(2)} % · ${Math.round((Date.now() - started) / 1000)} s`);
      [loss, right, asked] = [0, 0, 0];
    }
    if ((step + 1) % 2500 === 0) {
      mkdirSync(options.out, { recursive: true });
      writeFileSync(path.join(options.out, 'ocr-b.f16'), toFloat16(learner.layers));
    }
  }
}

function accuracy(net: MrzNetwork, with_: readonly Face[]): Record<string, { characters: number; right: number; confident: number; confidentWrong: number; worst: string[] }> {
  const fresh = createRandom(recipe.seed + 1);
  return Object.fromEntries(degradations.map((kind) => {
    let characters = 0, right = 0, confident = 0, confidentWrong = 0;
    const confusions = new Map<string, number>();
    for (let i = 0; i < 400; i++) {
      const sample = synthesise(fresh, with_, recipe.charactersPerStrip, kind);
      const { log, steps } = net.read(sample.strip);
      for (const { best, posterior, truth } of named(sample, log, steps)) {
        characters += 1;
        if (best === truth) right += 1;
        else confusions.set(`${mrzAlphabet[truth]}>${mrzAlphabet[best] ?? '-'}`, (confusions.get(`${mrzAlphabet[truth]}>${mrzAlphabet[best] ?? '-'}`) ?? 0) + 1);
        if (posterior >= 0.95) {
          confident += 1;
          if (best !== truth) confidentWrong += 1;
        }
      }
    }
    const worst = [...confusions].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([pair, n]) => `${pair} ${n}`);
    return [kind, { characters, right: round(right / characters), confident: round(confident / characters), confidentWrong, worst }];
  }));
}

function round(x: number): number {
  return Math.round(x * 1e5) / 1e5;
}

function named(sample: Labelled, log: Float32Array, steps: number): { best: number; posterior: number; truth: number }[] {
  const out = [];
  for (const { column, index } of sample.centres) {
    if (index < 0) continue;
    const step = Math.max(0, Math.min(steps - 1, Math.round(column / stepColumns)));
    let best = noneClass;
    for (let j = 0; j < mrzClasses; j++) if (log[step * mrzClasses + j]! > log[step * mrzClasses + best]!) best = j;
    out.push({ best, posterior: Math.exp(log[step * mrzClasses + best]!), truth: index });
  }
  return out;
}

function toFloat16(layers: readonly Layer[]): Uint8Array {
  const count = layers.reduce((n, l) => n + l.weights.length + l.bias.length, 0);
  const view = new DataView(new ArrayBuffer(count * 2));
  let at = 0;
  for (const layer of layers) {
    for (const part of [layer.weights, layer.bias]) {
      for (const v of part) {
        view.setUint16(at, half(v), true);
        at += 2;
      }
    }
  }
  return new Uint8Array(view.buffer);
}

/** Nearest float16; weights are small, so overflow cannot happen. */
function half(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  const fraction = Math.round((size / 2 ** exponent - 1) * 1024);
  return sign | (((exponent + 15) << 10) + fraction);
}
