/**
 * Pictures for the demonstration devices: made once, in the background of the first start, and laid where the window finds them
 * (out/resources/demo: document.mjpeg, document.json with the offsets of its JPEGs, face.mjpeg, face.json, and passport.jpg for the picture with document and sheet). No codec and no ffmpeg.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeSpecimens } from './make.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The index last: the window takes its presence for "all is there".
const files = ['passport.jpg', 'document.mjpeg', 'face.mjpeg', 'document.json', 'face.json'] as const;

/** Makes what is missing. Never throws: a station without demonstration devices is still a station. */
export async function makeDemo(say: (line: string) => void, cache = join(root, '.cache'), served = join(root, 'out/resources/demo')): Promise<boolean> {
  try {
    if (!files.every((f) => existsSync(join(cache, 'demo', f)))) say('Vestibule: making the pictures of the demonstration devices, once; they appear in about a minute.');
    await makeSpecimens(['demo'], cache, () => {});
    mkdirSync(served, { recursive: true });
    for (const file of files) copyFileSync(join(cache, 'demo', file), join(served, file));
    return true;
  } catch (thrown) {
    say(`Vestibule: there are no demonstration devices. ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The station that starts beside it comes first.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  process.exit((await makeDemo((line) => console.error(line))) ? 0 : 1);
}
