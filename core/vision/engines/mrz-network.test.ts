import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../../../scripts/mrz-kernel/compile.ts';
import { createRandom } from '../../../scripts/train-mrz/random.ts';
import { stripHeight, type Strip } from '../mrz/strip.ts';
import { forward, layersFromFloat16, loadMrzNetwork, logSoftmaxRows, mrzClasses } from './mrz-network.ts';

const resources = fileURLToPath(new URL('../../../resources/', import.meta.url));
const load = async (name: string): Promise<Uint8Array> => readFileSync(resources + name);

const random = createRandom(44);
const strip = (width: number): Strip => ({ width, data: Float32Array.from({ length: width * stripHeight }, () => random.between(-2, 2)) });

describe('the kernel', () => {
  it('is what its source compiles to (npm run build:mrz-kernel)', async () => {
    expect(Buffer.from(await load('models/mrz/gemm.wasm')).equals(Buffer.from(await compileKernel()))).toBe(true);
  });

  it.each([4, 37, 90, 611, 864, 130])('says of a strip %i columns wide what the plain loops say', async (width) => {
    const network = await loadMrzNetwork(load);
    network.read(strip(999));
    const one = strip(width);
    const { log, steps } = network.read(one);
    const plain = forward(layersFromFloat16(await load('models/mrz/ocr-b.f16')), one);
    logSoftmaxRows(plain.logits, plain.steps, mrzClasses);
    expect(steps).toBe(plain.steps);
    let apart = 0;
    for (let i = 0; i < log.length; i++) apart = Math.max(apart, Math.abs(log[i]! - plain.logits[i]!));
    expect(apart).toBeLessThan(1e-3);
  });

  it('is refused when it is no WebAssembly', async () => {
    const spoilt = loadMrzNetwork(async (name) => (name.endsWith('.wasm') ? new Uint8Array(40) : load(name)));
    await expect(spoilt).rejects.toMatchObject({ code: 'engine.failed' });
  });
});
