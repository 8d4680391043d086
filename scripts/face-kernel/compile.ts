/** The kernel of the search among faces as the module that carries it: squares.wat -> electron/station/faces/squares.ts. */
import { fileURLToPath } from 'node:url';
import { compileWat } from '../wat.ts';

export const kernelPath = fileURLToPath(new URL('../../electron/station/faces/squares.ts', import.meta.url));

/** @throws Error with the line of the source where it does not compile. */
export async function kernelText(): Promise<string> {
  const bytes = await compileWat(new URL('squares.wat', import.meta.url));
  return `/** Written by \`npm run build:face-kernel\` from scripts/face-kernel/squares.wat. */\nexport const squaresWasm = '${Buffer.from(bytes).toString('base64')}';\n`;
}
