/** The recogniser's kernel from its source text: gemm.wat -> WebAssembly with SIMD. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

export const kernelPath = fileURLToPath(new URL('../../resources/models/mrz/gemm.wasm', import.meta.url));

/** @throws Error with the line of the source where it does not compile. */
export async function compileKernel(): Promise<Uint8Array> {
  const source = readFileSync(new URL('gemm.wat', import.meta.url), 'utf8');
  const { parseWat } = await wabt();
  const module = parseWat('gemm.wat', source, { simd: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
