/** WebAssembly text -> bytes, with SIMD. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

/** @throws Error with the line of the source where it does not compile. */
export async function compileWat(source: URL): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const module = parseWat(path.basename(fileURLToPath(source)), readFileSync(source, 'utf8'), { simd: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
