/**
 * The matrix products of the recogniser in WebAssembly with SIMD (scripts/mrz-kernel/gemm.wat): a host of one memory, in which the
 * weights stay and each strip's maps are laid out anew.
 */
import { CodedError } from '../../errors.ts';

/** What is used of the host's WebAssembly; core knows no DOM and no Node types. */
type Memory = { buffer: ArrayBuffer; grow(pages: number): number };
type Exports = { memory: Memory; gemm(a: number, lda: number, b: number, bias: number, c: number, m: number, n: number, k: number, relu: number): void };
type WebAssemblyHost = { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: unknown } }> };

const pageBytes = 65_536;
const padded4 = (n: number): number => Math.ceil(n / 4) * 4;

/** A layer's matrix in the kernel's memory: `out` rows of `k` inputs, padded with zeros to a multiple of 4. */
export type KernelLayer = { weights: number; bias: number; out: number; k: number };

export type MrzKernel = {
  /** `weights` is out x inputs, row-major; `out` is even. For good: only at start, before scratch is taken. */
  addLayer(weights: Float32Array, bias: Float32Array, out: number, inputs: number): KernelLayer;
  /** Starts a new strip: all scratch is free again. */
  reset(): void;
  /** `floats` zeros in scratch; the address in bytes. Views of earlier addresses stay valid only until the next call. */
  scratch(floats: number): number;
  view(at: number, floats: number): Float32Array<ArrayBuffer>;
  /**
   * m rows, `lda` floats apart, times the layer -> m x out at `c`, then relu. Up to 3 rows beyond m are written and up to
   * 3 floats beyond the last row are read: take scratch with `padded` rows.
   */
  multiply(a: number, lda: number, layer: KernelLayer, c: number, m: number, relu: boolean): void;
};

/** Rows that scratch for m rows must have room for. */
export const paddedRows = padded4;

/** @throws CodedError engine.failed where the host has no WebAssembly SIMD. */
export async function createMrzKernel(bytes: Uint8Array): Promise<MrzKernel> {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (!host) throw new CodedError('engine.failed', { engine: 'mrz' });
  const { memory, gemm } = await host.instantiate(bytes, {}).then(
    ({ instance }) => instance.exports as Exports,
    () => {
      throw new CodedError('engine.failed', { engine: 'mrz' });
    },
  );
  let kept = 0;
  let used = 0;
  const take = (floats: number): number => {
    const at = used;
    // Blocks of 16 bytes, and room for the kernel's last reads.
    used += padded4(floats) * 4 + 16;
    const missing = used + 64 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    new Float32Array(memory.buffer, at, floats).fill(0);
    return at;
  };
  return {
    addLayer(weights, bias, out, inputs) {
      const k = padded4(inputs);
      const at = take(out * k), biasAt = take(out);
      const rows = new Float32Array(memory.buffer, at, out * k);
      for (let j = 0; j < out; j++) rows.set(weights.subarray(j * inputs, (j + 1) * inputs), j * k);
      new Float32Array(memory.buffer, biasAt, out).set(bias);
      kept = used;
      return { weights: at, bias: biasAt, out, k };
    },
    reset() {
      used = kept;
    },
    scratch: take,
    view: (at, floats) => new Float32Array(memory.buffer, at, floats),
    multiply(a, lda, layer, c, m, relu) {
      gemm(a, lda * 4, layer.weights, layer.bias, c, padded4(m), layer.out, layer.k * 4, relu ? 1 : 0);
    },
  };
}
