/** Folders in a place where every program of the computer may write. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newScratch, removeLeftScratch } from './scratch.ts';

let parent: string;
beforeEach(() => { parent = mkdtempSync(path.join(tmpdir(), 'vestibule-scratch-')); });
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A process that has ended. */
const gone = spawnSync(process.execPath, ['-e', '']).pid;
const own = process.getuid?.() ?? 0;
const left = (end: string): string => path.join(parent, `vestibule-scan-${gone}-${end}`);

it('is a new folder for this user alone, and gone when it is removed', () => {
  const scratch = newScratch([parent]);
  expect(path.dirname(scratch.dir)).toBe(parent);
  expect(statSync(scratch.dir).mode & 0o777).toBe(0o700);
  writeFileSync(path.join(scratch.dir, 'page'), 'x');
  scratch.remove();
  expect(existsSync(scratch.dir)).toBe(false);
});

it('is made elsewhere where the first place takes none, and says so where no place does', () => {
  const nowhere = path.join(parent, 'nowhere');
  const scratch = newScratch([nowhere, parent]);
  expect(path.dirname(scratch.dir)).toBe(parent);
  scratch.remove();
  expect(() => newScratch([nowhere])).toThrow('store.failed');
});

it('what a killed station left is removed; folders of a running one, of other users, links and files are not touched', () => {
  mkdirSync(left('old'));
  writeFileSync(path.join(left('old'), 'page'), 'x');
  mkdirSync(path.join(parent, `vestibule-scan-${process.ppid}-runs`));
  writeFileSync(left('file'), 'x');
  mkdirSync(path.join(parent, 'elsewhere'));
  symlinkSync(path.join(parent, 'elsewhere'), left('link'));
  removeLeftScratch([parent, path.join(parent, 'nowhere')], own);
  expect([left('old'), path.join(parent, `vestibule-scan-${process.ppid}-runs`), left('file'), path.join(parent, 'elsewhere')].map((p) => existsSync(p))).toEqual([false, true, true, true]);
});

it('a folder of another user, whatever its mode, is left alone and keeps no station from starting', () => {
  mkdirSync(left('foreign'));
  chmodSync(left('foreign'), 0o777);
  expect(() => removeLeftScratch([parent], own + 1)).not.toThrow();
  expect(existsSync(left('foreign'))).toBe(true);
});

it('a process that ends in the middle of a scan takes its folder with it', () => {
  const script = `import { newScratch } from ${JSON.stringify(path.join(import.meta.dirname, 'scratch.ts'))}; console.log(newScratch([${JSON.stringify(parent)}]).dir); process.exit(3);`;
  const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(status).toBe(3);
  expect(stdout).toContain('vestibule-scan-');
  expect(existsSync(stdout.trim())).toBe(false);
});
