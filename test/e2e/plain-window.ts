/** Opens plain-window/ for Playwright. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { findElectron } from '../../scripts/electron/find.ts';
import { hangsMs } from './bounds.ts';
import { ensureDisplay } from './display.ts';
import { cleanEnvironment, playwrightLoader, root, screens } from './harness.ts';

export type PlainWindow = { page: Page; problems(): string[]; resize(width: number, height: number): Promise<void>; shot(name: string): Promise<void>; close(): Promise<void> };

/** @throws Error that says what is missing. */
export async function openPlainWindow(): Promise<PlainWindow> {
  const runtime = findElectron(root, (line) => console.error(line));
  if (!runtime) throw new Error('No Electron could be found, see scripts/electron/find.ts.');
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-window-'));
  const app = await _electron.launch({
    executablePath: runtime.path, cwd: root, timeout: hangsMs.one, chromiumSandbox: process.getuid?.() !== 0, env: { ...cleanEnvironment(), DISPLAY: await ensureDisplay() },
    args: ['-r', playwrightLoader, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), path.join(root, 'test/e2e/plain-window'), `--user-data-dir=${folder}`],
  });
  app.context().setDefaultTimeout(hangsMs.one);
  const page = await app.firstWindow({ timeout: hangsMs.one });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  return {
    page, problems: () => [...problems],
    resize: (width, height) => app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0]!, size[1]!), [width, height]),
    shot: async (name) => {
      mkdirSync(screens, { recursive: true });
      await page.screenshot({ path: path.join(screens, `${name}.png`), fullPage: true });
    },
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
