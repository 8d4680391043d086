/** What a build was made of, kept beside its output: tells whether the next start must build again. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const inputs = ['core', 'electron', 'renderer', 'resources', 'scripts/build', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampOf = (root: string): string => path.join(root, 'out/build-stamp');

export function isBuilt(root: string): boolean {
  return existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === fingerprint(root);
}

/** Over path, size and time of change: a clone, a pull and an edit all change it, and it costs milliseconds. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const full = path.join(root, input);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory() ? readdirSync(full, { recursive: true, encoding: 'utf8' }).sort().map((name) => path.join(full, name)) : [full];
    for (const file of files) hash.update(line(root, file));
  }
  return hash.digest('hex');
}

function line(root: string, file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() && !file.endsWith('.test.ts') ? `${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}\n` : '';
}

/** Belongs to the part that is built last. What changes while the build runs makes the next start build again. */
export function writesStamp(root: string): Plugin {
  const before = fingerprint(root);
  return { name: 'vestibule:stamp', apply: 'build', closeBundle: () => writeFileSync(stampOf(root), before) };
}
