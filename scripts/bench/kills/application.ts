/** The application as a user starts it, spoken to over its debugging port: a page that crashed is taken hold of anew, which Playwright's launcher cannot. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { electronArguments } from '../../electron/arguments.ts';
import { findElectron } from '../../electron/find.ts';
import { ensureDisplay } from '../../../test/e2e/display.ts';
import { processesBelow } from '../station/processes.ts';
import { isRunning, sleep } from './wait.ts';
import { openWindow, type Window } from './window.ts';

export const root = path.resolve(import.meta.dirname, '../../..');

export const targets = ['station', 'renderer', 'main', 'all'] as const;
export type Target = (typeof targets)[number];

export type Application = {
  /** As it is now. */
  window(): Window;
  /** After the page was loaded anew. */
  attach(): Promise<void>;
  /** At least one, or it is not running. */
  pids(target: Target): number[];
  /** Ended, with everything it started. */
  gone(): Promise<void>;
  close(): Promise<void>;
};

/** Chosen: a loaded machine may take long; beyond it, it hangs. */
const startMs = 240_000;

/** @param data the folder VESTIBULE_DIR names @throws Error when no Electron is found or it does not start */
export async function startApplication(data: string): Promise<Application> {
  const runtime = findElectron(root, () => {});
  if (!runtime) throw new Error('No Electron could be found, see scripts/electron/find.ts.');
  const { ELECTRON_RUN_AS_NODE: _mode, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(runtime.path, ['--remote-debugging-port=0', ...electronArguments({ root, extra: [], say: () => {} })], {
    cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...env, DISPLAY: await ensureDisplay(), VESTIBULE_DIR: data },
  });
  const port = await portOf(child);
  const main = child.pid ?? 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let current: Window | null = null;
  const all = new Set<number>();
  const pids = (target: Target): number[] => {
    const below = processesBelow(main);
    for (const { pid } of below) all.add(pid);
    const found = { main: below.filter(({ pid }) => pid === main), station: below.filter((p) => p.kind === 'station'), renderer: below.filter((p) => p.kind === 'renderer'), all: below }[target];
    return found.map(({ pid }) => pid);
  };
  const attach = async (): Promise<void> => {
    current?.close();
    for (const until = Date.now() + startMs; ; await sleep(100)) {
      const opened = await openPage(port).catch(() => null);
      if (opened !== null) {
        current = opened;
        return;
      }
      if (Date.now() > until) throw new Error('The window did not come.');
    }
  };
  const gone = async (): Promise<void> => {
    current?.close();
    await ended;
    const until = Date.now() + startMs;
    while ([...all].some(isRunning)) {
      if (Date.now() > until) throw new Error('A process of the application was left running.');
      await sleep(20);
    }
  };
  await attach();
  return {
    window: () => current!, attach, pids, gone,
    close: async () => {
      pids('all');
      child.kill('SIGTERM');
      await gone();
    },
  };
}

/** @throws Error while there is none, or it does not answer yet */
async function openPage(port: string): Promise<Window> {
  const listed = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string; url: string; webSocketDebuggerUrl: string }[];
  const page = listed.find(({ type, url }) => type === 'page' && url.startsWith('app://'));
  if (!page) throw new Error('There is no window yet.');
  const opened = await openWindow(page.webSocketDebuggerUrl);
  const alive = await Promise.race([opened.evaluate<boolean>(`document.readyState !== 'loading'`), sleep(10_000).then(() => false)]);
  if (alive) return opened;
  opened.close();
  throw new Error('The window does not answer yet.');
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Electron did not start: ${said.slice(-500)}`)), startMs);
    child.once('exit', () => reject(new Error(`Electron ended: ${said.slice(-500)}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
}
