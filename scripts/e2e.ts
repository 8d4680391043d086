/** `npm run e2e`: the Playwright specs in a real Electron. Says what is missing before anything fails for it. Words go on to Playwright. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findElectron } from './electron/find.ts';
import { checkLibraries, hasDisplay } from './electron/system.ts';

const root = path.resolve(import.meta.dirname, '..');
const missing = whatIsMissing();
if (missing.length > 0) {
  for (const sentence of missing) console.error(`e2e: ${sentence}`);
  process.exit(1);
}
const run = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);

function whatIsMissing(): string[] {
  const runtime = findElectron(root, (line) => console.error(line));
  const found: string[] = [];
  if (!runtime) found.push('no Electron could be found or installed (scripts/electron/find.ts).');
  const libraries = runtime && checkLibraries(runtime.path);
  if (libraries) found.push(libraries);
  if (!hasDisplay(process.env, process.platform) && !works('Xvfb', ['-help'])) found.push('no display and no Xvfb. On Debian: apt-get install xvfb.');
  if (!works('ffmpeg', ['-version'])) found.push('no ffmpeg for the camera clips. On Debian: apt-get install ffmpeg.');
  return found;
}

function works(command: string, words: string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).error === undefined;
}
