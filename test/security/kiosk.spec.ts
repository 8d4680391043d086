/** A kiosk against somebody who wants out of it, in the real Electron. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { electronArguments } from '../../scripts/electron/arguments.ts';
import { findElectron } from '../../scripts/electron/find.ts';
import { ensureDisplay } from '../e2e/display.ts';
import { launchStation, root, type RunningStation } from '../e2e/harness.ts';
import { noiseClip } from '../e2e/noise-clip.ts';
import { passphrase, setUp } from '../e2e/walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-kiosk-'));
  station = await launchStation({ dir: path.join(folder, 'data'), documentClip: noiseClip(folder), env: { VESTIBULE_KIOSK: '1' } });
  page = station.page;
  await setUp(page);
});
test.afterAll(async () => {
  await station.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

test('it fills the screen, without a frame and without tools', async () => {
  const window = await station.app.evaluate(({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows();
    own!.webContents.openDevTools();
    return { kiosk: own!.isKiosk(), tools: own!.webContents.isDevToolsOpened() };
  });
  expect(window).toEqual({ kiosk: true, tools: false });
});

test('keys that lead out never reach the page; keys of the journey do', async () => {
  await page.evaluate(() => {
    const keys: string[] = [];
    Object.assign(window, { keys, before: true });
    window.addEventListener('keydown', (event) => keys.push(event.key), true);
  });
  const heard = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return page.evaluate(() => (window as unknown as { keys: string[] }).keys.splice(0));
  };
  // Not by Playwright's keyboard: what an inspector types does not pass the main process.
  const press = (keys: readonly string[]) => station.app.evaluate(({ BrowserWindow }, pressed) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    for (const key of pressed) {
      const modifiers = key.split('+').slice(0, -1).filter((one) => one !== '') as 'control'[];
      const keyCode = key.endsWith('+') ? '+' : key.split('+').at(-1)!;
      for (const type of ['keyDown', 'keyUp'] as const) webContents.sendInputEvent({ type, keyCode, modifiers });
    }
  }, keys);
  await press(['control+R', 'control+shift+I', 'control+W', 'control+Q', 'control+P', 'control+O', 'control+-', 'alt+F4', 'alt+Left', 'F5', 'F11', 'F12', 'meta+D']);
  expect(await heard()).toEqual([]);
  await press(['A', 'Escape', 'Tab', 'control+A']);
  expect(await heard()).toEqual(['a', 'Escape', 'Tab', 'a']);
  expect(await page.evaluate(() => 'before' in window)).toBe(true);
});

test('it is not closed, minimised or zoomed', async () => {
  const after = await station.app.evaluate(async ({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows();
    own!.close();
    own!.minimize();
    own!.webContents.emit('zoom-changed', {}, 'in');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { windows: BrowserWindow.getAllWindows().length, minimised: own!.isMinimized(), zoom: own!.webContents.getZoomFactor() };
  });
  expect(after).toEqual({ windows: 1, minimised: false, zoom: 1 });
});

async function dialogsStayShut(): Promise<void> {
  const asked = station.app.evaluate(({ BrowserWindow }) => new Promise((resolve) => {
    BrowserWindow.getAllWindows()[0]!.webContents.debugger.on('message', (_event, method) => { if (method === 'Page.fileChooserOpened') resolve(method); });
  }));
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'hostile' });
    Object.assign(input.style, { position: 'fixed', inset: '0', zIndex: '999' });
    document.body.append(input);
  });
  await page.locator('#hostile').click();
  expect(await asked).toBe('Page.fileChooserOpened');
  await page.evaluate(() => document.getElementById('hostile')?.remove());
}

test('no file can be chosen: nothing offers it, and the dialog of the system stays shut', async () => {
  await byId('triage-open').click();
  await expect(byId('triage')).toBeVisible();
  await expect(byId('triage-import')).toHaveCount(0);
  await dialogsStayShut();
});

test('a second start shows the first and ends', async () => {
  const runtime = findElectron(root, () => {});
  const second = spawnSync(runtime!.path, electronArguments({ root, extra: [], say: () => {} }), { cwd: root, timeout: 180_000, env: { ...process.env, DISPLAY: await ensureDisplay(), VESTIBULE_DIR: path.join(folder, 'data') } });
  expect(second.status).toBe(0);
});

test('a supervisor closes it; a wrong passphrase does not, and both are lines in the trail', async () => {
  // What was looked at before a customer came goes with the page, and the new one is as shut.
  await byId('nav-home').click();
  await expect(byId('home')).toBeVisible();
  await dialogsStayShut();
  await byId('logout').click();
  await byId('kiosk-leave').click();
  const dialog = page.getByRole('dialog');
  await station.shot('kiosk-leave');
  await dialog.getByTestId('login-passphrase').fill('not this one');
  await dialog.getByTestId('login-submit').click();
  await expect(dialog.getByTestId('error-operator.unknown')).toBeVisible();
  await dialog.getByTestId('login-passphrase').fill(passphrase);
  await expect(dialog.getByTestId('login-submit')).toBeEnabled();
  const gone = new Promise<number | null>((resolve) => station.app.process().once('exit', resolve));
  await dialog.getByTestId('login-submit').click();
  expect(await gone).toBe(0);
  station = await launchStation({ dir: path.join(folder, 'data') });
  page = station.page;
  await byId('login-passphrase').fill(passphrase);
  await byId('login-submit').click();
  await expect(byId('home')).toBeVisible();
  type Bridge = { call(name: string, input: unknown): Promise<{ value: { action: string; facts: Record<string, unknown> }[] }> };
  const { value } = await page.evaluate(() => (window as unknown as { vestibule: Bridge }).vestibule.call('audit.list', { before: null, limit: 50 }));
  const lines = value.map(({ action, facts }) => [action, facts['at']]);
  expect(lines).toContainEqual(['kiosk.left', undefined]);
  expect(lines).toContainEqual(['session.refused', 'kiosk']);
});

test('a kiosk whose records are damaged is closed by the same passphrase; one whose keyring is, says so and shows the way out', async () => {
  await station.close();
  const data = (name: string) => path.join(folder, 'data/station', name);
  const bytes = readFileSync(data('station.db'));
  writeFileSync(data('station.db'), bytes.fill(0x55, 1000, 4000));
  station = await launchStation({ dir: path.join(folder, 'data'), env: { VESTIBULE_KIOSK: '1' } });
  page = station.page;
  await byId('kiosk-leave').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('login-passphrase').fill(passphrase);
  const gone = new Promise<number | null>((resolve) => station.app.process().once('exit', resolve));
  await dialog.getByTestId('login-submit').click();
  expect(await gone).toBe(0);
  writeFileSync(data('keyring.json'), '{}');
  station = await launchStation({ dir: path.join(folder, 'data'), env: { VESTIBULE_KIOSK: '1' } });
  page = station.page;
  await expect(byId('error-keyring.damaged')).toBeVisible();
  await expect(byId('kiosk-leave')).toBeVisible();
  await station.kill();
});
