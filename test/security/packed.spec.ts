/**
 * The station as electron-builder packs it (unpacked folder, around the development runtime): driven through its window like a user, and
 * attacked through the doors Electron leaves in a program. What is packed for hand-out differs in the runtime only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { doors, type DebuggingDoor } from '../../electron/debugging.ts';
import { packTrial, withArchiveChanged, type Trial } from '../../scripts/package/trial.ts';
import { packUpdate } from '../../scripts/package/update.ts';
import { createCamera, type CameraFeed } from '../e2e/camera.ts';
import { clip } from '../e2e/clips.ts';
import { ensureDisplay } from '../e2e/display.ts';
import { root } from '../e2e/harness.ts';
import { beginPassport, documentIsCaptured, setUp } from '../e2e/walk.ts';

test.describe.configure({ mode: 'serial' });
test.skip(process.platform !== 'linux', 'The trial is packed for Linux.');

/** Of the station under test, made anew for each run. */
const publisher = generateKeyPairSync('ed25519');
let trial: Trial;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-packed-'));
  const keyFile = path.join(folder, 'update-key.pem');
  writeFileSync(keyFile, publisher.publicKey.export({ type: 'spki', format: 'pem' }));
  trial = await packTrial(root, (line) => console.error(line), keyFile);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Started = { process: ChildProcess; output(): string; ended: Promise<number | null> };

async function start(program: string, words: string[], env: Record<string, string> = {}): Promise<Started> {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _mode, ...clean } = process.env;
  const child = spawn(program, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...words], {
    env: { ...clean, DISPLAY: await ensureDisplay(), VESTIBULE_DIR: path.join(folder, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => { said += piece.toString(); });
  return { process: child, output: () => said, ended: new Promise((resolve) => child.once('close', resolve)) };
}

/** Ends it after `ms` if it has not ended by itself; what it wrote until then. */
async function within(started: Started, ms: number): Promise<{ code: number | null; output: string }> {
  const timer = setTimeout(() => started.process.kill('SIGKILL'), ms);
  const code = await started.ended;
  clearTimeout(timer);
  return { code, output: started.output() };
}

test('the packed station is set up, reads a passport and lists what it is made of', async () => {
  const camera: CameraFeed = createCamera({ document: clip('document-good'), face: clip('face-customer') });
  const started = await start(trial.drivable, [...camera.switches, '--remote-debugging-port=0'], { VESTIBULE_TEST_CLOCK: '2031-01-01T10:00:00.000Z' });
  const { browser, page } = await attach(started);
  try {
    await setUp(page);
    const status = await page.evaluate(() => (window as unknown as { vestibule: { call(name: string, input: unknown): Promise<{ value: { date: string } }> } }).vestibule.call('station.status', {}));
    // A packed station has no test clock.
    expect(status.value.date).not.toMatch(/^2031/);
    await beginPassport(page);
    await documentIsCaptured(page);
    await expect(page.getByTestId('mrz')).toBeVisible();
  } finally {
    await browser.close();
    started.process.kill('SIGTERM');
    await within(started, 20_000);
    camera.dispose();
  }
});

async function attach(started: Started): Promise<{ browser: Browser; page: Page }> {
  const address = () => /DevTools listening on (ws:\/\/\S+)/.exec(started.output())?.[1];
  await expect.poll(address).toBeDefined();
  const browser = await chromium.connectOverCDP(address() ?? '', { noDefaults: true });
  const windows = () => browser.contexts().flatMap((context) => context.pages());
  await expect.poll(() => windows().length).toBe(1);
  const [page] = windows();
  if (page === undefined) throw new Error('The window is gone.');
  return { browser, page };
}

test('carries its bill of materials', () => {
  const file = path.join(path.dirname(trial.program), 'resources/app.asar.unpacked/out/resources/sbom.cdx.json');
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: { name: string; version?: string }[] };
  // The one it was packed around, not the one package.json asks for.
  expect(components.find(({ name }) => name === 'electron')?.version).toBe(trial.electron);
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['vue', 'better-sqlite3', 'electron', 'models/face-api/face_recognition_model.bin', 'tessdata/eng.traineddata.gz']));
});

test('the fuses are welded as the table says', async () => {
  const wire = await getCurrentFuseWire(trial.program) as unknown as Record<number, number>;
  const states = Object.fromEntries(Object.values(FuseV1Options).filter((option): option is FuseV1Options => typeof option === 'number').map((option) => [FuseV1Options[option], wire[option] === undefined ? null : String.fromCharCode(wire[option])]));
  expect(states).toMatchObject({
    RunAsNode: '0', EnableNodeOptionsEnvironmentVariable: '0', EnableNodeCliInspectArguments: '0', EnableCookieEncryption: '1', OnlyLoadAppFromAsar: '1', EnableEmbeddedAsarIntegrityValidation: '1',
  });
});

/** As each is given; one that takes no value has none. */
const values: Partial<Record<DebuggingDoor, string>> = { 'remote-debugging-port': '=0', 'use-file-for-fake-video-capture': '=/tmp/customer.mjpeg' };
for (const door of doors.map((name) => `--${name}${values[name] ?? ''}`)) {
  test(`does not open with ${door}`, async () => {
    const { code, output } = await within(await start(trial.program, [door]), 30_000);
    expect(code).toBe(1);
    expect(output).toContain(`does not open with ${door.replace(/=.*/, '')}`);
    expect(output).not.toContain('DevTools listening');
  });
}

test('is no general Node, takes no module from the environment, and no inspector', async () => {
  const mark = path.join(folder, 'was-here');
  const evil = path.join(folder, 'evil.cjs');
  writeFileSync(evil, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  for (const [words, env] of [[[evil], { ELECTRON_RUN_AS_NODE: '1' }], [[], { NODE_OPTIONS: `--require ${evil}` }], [['--inspect=0'], {}], [['-r', evil], {}]] as [string[], Record<string, string>][]) {
    const { output } = await within(await start(trial.program, words, env), 6_000);
    expect(output).not.toContain('Debugger listening');
    expect(existsSync(mark)).toBe(false);
  }
});

test('takes an update from a signed file, starts the new version through the same name, and goes back', async () => {
  const program = path.join(folder, 'program');
  const [first, next] = [path.join(folder, 'first.vestibule-update'), path.join(folder, 'next.vestibule-update')];
  const packed = path.dirname(trial.program);
  const newer = path.join(path.dirname(packed), 'newer');
  await withArchiveChanged(packed, newer, (files) => {
    const about = path.join(files, 'package.json');
    writeFileSync(about, JSON.stringify({ ...(JSON.parse(readFileSync(about, 'utf8')) as object), version: '99.0.0' }));
  });
  const { version } = await packUpdate(packed, first, publisher.privateKey);
  await packUpdate(newer, next, publisher.privateKey);
  const order = async (by: string, ...words: string[]) => within(await start(by, words), 150_000);
  const name = path.join(program, 'vestibule');

  const installed = await order(trial.program, `--install-update=${first}`, `--into=${program}`);
  expect(installed.output).toContain(`INSTALLED ${version}`);
  expect((await order(name, '--update-status')).output).toMatch(new RegExp(`CURRENT ${version}, .* every file as its publisher signed it`));
  expect((await order(name, `--install-update=${next}`)).output).toContain(`INSTALLED 99.0.0, in place of ${version}`);
  const selfTest = await order(name, `--self-test=${path.join(folder, 'tried')}`);
  expect(selfTest).toMatchObject({ code: 0 });
  expect(selfTest.output).toContain('Vestibule 99.0.0: self-test passed');
  expect((await order(name, `--install-update=${first}`)).output).toContain('update.not-newer');
  expect((await order(name, '--roll-back-update')).output).toContain(`ROLLED BACK ${version}, in place of 99.0.0`);
  expect((await order(name, `--self-test=${path.join(folder, 'tried again')}`)).output).toContain(`Vestibule ${version}: self-test passed`);
});
