import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findElectron } from '../../electron/find.ts';
import { electronArguments } from '../../electron/arguments.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What the application told (`tell.cjs`), with the milliseconds since its own start. */
export type Told = { what: string; ms: number };

/**
 * The real application on an empty folder, with nothing attached to it, until its window is shown or `withinMs` is over; then it is killed.
 *
 * @throws Error when no Electron is found
 */
export async function startUntilShown(options: { display: string; withinMs: number; env?: Record<string, string> }): Promise<Told[]> {
  const runtime = findElectron(root, (line) => console.error(line));
  if (!runtime) throw new Error('No Electron could be found, see scripts/electron/find.ts.');
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-window-'));
  const { ELECTRON_RUN_AS_NODE: _mode, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(runtime.path, ['-r', path.join(import.meta.dirname, 'tell.cjs'), ...electronArguments({ root, extra: [], say: () => {} })], {
    cwd: root, env: { ...env, DISPLAY: options.display, VESTIBULE_DIR: dir, ...options.env }, stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let text = '';
  const told = (): Told[] => [...text.matchAll(/^(shown|stopped|gone:\S+) (\d+)$/gm)].map(([, what, ms]) => ({ what: what!, ms: Number(ms) }));
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, options.withinMs);
    const end = (): void => { clearTimeout(timer); resolve(); };
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); if (told().some(({ what }) => what === 'shown')) end(); });
    child.once('error', end);
    child.once('exit', end);
  });
  child.kill('SIGKILL');
  await gone;
  // Its children end by themselves, and write into the folder until then.
  rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return told();
}
