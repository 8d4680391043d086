/**
 * Pictures for the demonstration devices, in .cache/demo: made once, before the first start. A folder a device with index.json and
 * 0000.jpg, 0001.jpg, ... (1280x720, 15 a second, a loop). No codec and no ffmpeg; only fonts-ocr-b must be there, else this
 * says so and the demonstration documents are left out.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSpecimens } from './make.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes what is missing. Never throws: a station without demonstration devices is still a station. */
export async function makeDemo(say: (line: string) => void = console.log): Promise<boolean> {
  const folder = resolve(root, '.cache');
  try {
    if (!existsSync(join(folder, 'demo'))) say('Making the pictures for the demonstration devices, once (about half a minute).');
    await makeSpecimens(['demo'], folder, () => {});
    return true;
  } catch (thrown) {
    say(`The demonstration devices are not available: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit((await makeDemo()) ? 0 : 1);
