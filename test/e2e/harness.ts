/**
 * Opens the station in a real Electron, as `npm start` does, for Playwright. Each station gets its own data folder, its own display when
 * there is none, and a camera that is fed from a file (see camera.ts).
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronArguments } from '../../scripts/electron/arguments.ts';
import { findElectron, type ElectronRuntime } from '../../scripts/electron/find.ts';
import { hangsMs } from './bounds.ts';
import { createCamera, type CameraFeed } from './camera.ts';
import { ensureDisplay } from './display.ts';

export const root = path.resolve(import.meta.dirname, '../..');
/** Playwright leaves it out when it is given an executable; without it the window may open before the test is attached, and hangs. */
export const playwrightLoader = path.join(root, 'node_modules/playwright-core/lib/server/electron/loader.js');
export const screens = path.join(root, 'test-results/screens');

export type LaunchOptions = {
  /** Data folder; kept after close() when given, so that a second launch finds it. Default: a new one, removed at close(). */
  dir?: string;
  /** Full-range MJPEG clips (see camera.ts) for station.camera.show('document' | 'face'). The document one is on at the start. */
  documentClip?: string;
  faceClip?: string;
  /** What the camera of the clips calls itself. */
  cameraName?: string;
  size?: { width: number; height: number };
  env?: Record<string, string>;
  /** Further Chromium switches. */
  switches?: string[];
};

export type RunningStation = {
  app: ElectronApplication;
  page: Page;
  dir: string;
  camera: CameraFeed;
  /** What Electron wrote to stderr and stdout so far. */
  output(): string;
  /** Errors of the page so far: exceptions, refused by the policy, console errors. A journey should end with none. */
  problems(): string[];
  /** Saves test-results/screens/NAME.png. */
  shot(name: string): Promise<void>;
  /** SIGKILL to the whole application, as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

let runtime: ElectronRuntime | null | undefined;

/** @throws Error that says what is missing. */
export async function launchStation(options: LaunchOptions = {}): Promise<RunningStation> {
  runtime ??= findElectron(root, (line) => console.error(line));
  if (!runtime) throw new Error('No Electron could be found, see scripts/electron/find.ts.');
  const display = await ensureDisplay();
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'vestibule-e2e-'));
  mkdirSync(dir, { recursive: true });
  const camera = createCamera({ document: options.documentClip, face: options.faceClip }, options.cameraName);
  const app = await _electron.launch({
    executablePath: runtime.path,
    args: ['-r', playwrightLoader, ...electronArguments({ root, extra: [...camera.switches, ...(options.switches ?? [])], say: () => {} })],
    cwd: root,
    timeout: hangsMs.one,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...cleanEnvironment(), DISPLAY: display, VESTIBULE_DIR: dir, ...options.env },
  });
  const lines: string[] = [];
  app.process().stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  app.process().stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  // For clicks and the like Playwright has a bound of its own, of 30 s.
  app.context().setDefaultTimeout(hangsMs.one);
  const page = await app.firstWindow({ timeout: hangsMs.one });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.waitForLoadState('domcontentloaded');
  if (options.size) await resize(app, options.size);
  const forget = (): void => {
    camera.dispose();
    if (!options.dir) rmSync(dir, { recursive: true, force: true });
  };
  return {
    app, page, dir, camera,
    output: () => lines.join(''),
    problems: () => [...problems],
    shot: async (name) => {
      mkdirSync(screens, { recursive: true });
      await page.screenshot({ path: path.join(screens, `${name}.png`) });
    },
    kill: async () => {
      const gone = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
      app.process().kill('SIGKILL');
      await gone;
      camera.dispose();
    },
    close: async () => {
      await app.close();
      forget();
    },
  };
}

async function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height), size);
}

export function cleanEnvironment(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _mode, NODE_OPTIONS: _options, ...env } = process.env;
  return env as Record<string, string>;
}
