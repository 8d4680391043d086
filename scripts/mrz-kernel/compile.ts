/** The recogniser's kernel from its source text: gemm.wat -> WebAssembly. */
import { fileURLToPath } from 'node:url';
import { compileWat } from '../wat.ts';

export const kernelPath = fileURLToPath(new URL('../../resources/models/mrz/gemm.wasm', import.meta.url));

/** @throws Error with the line of the source where it does not compile. */
export const compileKernel = (): Promise<Uint8Array> => compileWat(new URL('gemm.wat', import.meta.url));
