/** Builds only when a source, a resource or a dependency is not what the last build saw. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const inputs = ['core', 'electron', 'renderer', 'resources', 'scripts/build', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = 'out/build-stamp';

/** @returns false when the build failed; its output is on stderr then. */
export async function buildWhenNeeded(root: string, say: (line: string) => void): Promise<boolean> {
  const seen = fingerprint(root);
  const stamp = path.join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === seen) return true;
  say('Vestibule: building, this takes some seconds.');
  const done = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) {
    say(`${done.stdout}\n${done.stderr}`);
    return false;
  }
  writeFileSync(stamp, seen);
  return true;
}

/** Over path, size and time of change: a clone, a pull and an edit all change it, and it costs milliseconds. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const full = path.join(root, input);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory() ? readdirSync(full, { recursive: true, encoding: 'utf8' }).sort().map((name) => path.join(full, name)) : [full];
    for (const file of files) {
      const stat = statSync(file);
      if (stat.isFile() && !file.endsWith('.test.ts')) hash.update(`${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}
