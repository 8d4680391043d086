/** Builds only when a source, a resource or a dependency is not what the last build saw. */
import { spawnSync } from 'node:child_process';
import { isBuilt } from './stamp.ts';

/** @returns false when the build failed; its output went to `say` then. */
export function buildWhenNeeded(root: string, say: (line: string) => void): boolean {
  if (isBuilt(root)) return true;
  say('Vestibule: building, this takes some seconds.');
  const done = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) say(`${done.stdout}\n${done.stderr}`);
  return done.status === 0;
}
