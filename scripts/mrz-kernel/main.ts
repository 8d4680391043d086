/** `npm run build:mrz-kernel`: writes resources/models/mrz/gemm.wasm. */
import { writeFileSync } from 'node:fs';
import { compileKernel, kernelPath } from './compile.ts';

const bytes = await compileKernel();
writeFileSync(kernelPath, bytes);
console.log(`${kernelPath}: ${bytes.length} bytes`);
