/** A real station sends a real case to a real hub: connected by two codes, sent, confirmed, and the receipt shows. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createStation } from '../../electron/station/create.ts';
import { closeCase } from '../fakes/hub-kit.ts';
import { openStationStore } from '../fakes/station-store.ts';
import { must, newResources, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { launchStation, root } from './harness.ts';
import { passphrase } from './walk.ts';

const node = path.join(root, 'node_modules/node/bin/node');

/** The hub as `npm run hub` starts it, on its embedded database. */
async function startHub(dir: string): Promise<{ child: ChildProcess; url: string; code: string }> {
  const child = spawn(node, ['hub/main.ts'], { cwd: root, env: { ...process.env, HUB_DIR: dir, HUB_PORT: '0', HUB_NAME: 'Head office', DATABASE_URL: undefined } });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => { said += piece.toString(); });
  await expect.poll(() => said).toMatch(/Hub code/);
  return { child, url: /http:\/\/[\d.:]+/.exec(said)![0], code: /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(said)![0] };
}

/** Another process, as the administrator's is. */
const hubCommand = (dir: string, ...args: string[]): Promise<string> => new Promise((resolve) => {
  const child = spawn(node, ['hub/main.ts', ...args], { cwd: root, env: { ...process.env, HUB_DIR: dir, DATABASE_URL: undefined } });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => { said += piece.toString(); });
  child.once('exit', () => resolve(said));
});

test.afterAll(removeFolders);

test('a supervisor connects the station, and the case is confirmed by head office', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-sending-'));
  const before = await createStation({ dir: path.join(dir, 'station'), resourcesDir: newResources() });
  await must(before.call('setup.complete', { ...setupInput, supervisor: { name: 'Ines Okafor', passphrase } }));
  await closeCase(before);
  const damaged = await closeCase(before, undefined, 3000, 7);
  before.close();
  const store = await openStationStore(path.join(dir, 'station'), passphrase);
  store.prepare('UPDATE capture_bytes SET picture = zeroblob(3000) WHERE capture_id = ?').run(damaged.captureIds[0]);
  store.close();
  const hub = await startHub(path.join(dir, 'hub'));
  const station = await launchStation({ dir, size: { width: 1280, height: 800 } });
  const { page } = station;
  try {
    await page.getByTestId('login-passphrase').fill(passphrase);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-sending').click();
    await expect(page.getByTestId('sending-waiting')).toHaveText('4');
    await page.getByTestId('hub-url').fill(hub.url);
    await page.getByTestId('hub-code').fill('AAAA-BBBB-CCCC-DDDD');
    await page.getByTestId('hub-ask').click();
    await expect(page.getByTestId('hub-form')).toContainText('does not fit the hub');
    await page.getByTestId('hub-code').fill(hub.code.toLowerCase());
    await page.getByTestId('hub-ask').click();
    const code = await page.getByTestId('sending-code').innerText();
    await station.shot('sending-pending');
    // Whose code it is, and then yes to that.
    let yes: string[] = [];
    await expect.poll(async () => {
      const said = await hubCommand(path.join(dir, 'hub'), 'approve', code, ...yes);
      yes = /--yes=\S+/.exec(said) ?? [];
      return said;
    }).toContain('approved');
    await expect(page.getByTestId('sending-receipted')).toHaveText('2');
    await expect(page.getByTestId('sending-live')).toContainText('Everything that is due has been sent');
    // What waits for a person stands first, says why, and leads to its record.
    await expect(page.getByTestId('sending-parked')).toHaveText('2');
    await expect(page.getByTestId('sending-row').first()).toContainText('A picture on this disk is damaged');
    await expect(page.getByTestId('sending-row').last()).toContainText('Confirmed');
    await station.shot('sending-confirmed');
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
    await expect(page.getByTestId('sending-rules')).toHaveText('Decisions and pictures are sent at any hour, as fast as the line goes.');
    // Paused, a record that is tried again waits; it can be carried by hand meanwhile, to where somebody chooses.
    await page.getByTestId('sending-pause').click();
    await expect(page.getByTestId('sending-live')).toContainText('Sending is paused');
    await expect(page.getByTestId('sending-now')).toBeDisabled();
    await page.getByTestId('sending-retry').first().click();
    await expect(page.getByTestId('sending-waiting')).toHaveText('1');
    const stick = path.join(dir, 'queue on a stick.vsc');
    await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, stick);
    await page.getByTestId('carry-write').click();
    await expect(page.getByTestId('carry-place')).toContainText(stick);
    await station.shot('sending-carried');
    expect(statSync(stick).size).toBeGreaterThan(0);
    expect(await hubCommand(path.join(dir, 'hub'), 'import', stick)).toContain('Receipts for the station');
    // Where no place was chosen, or none can be written, it lies where it always did.
    await station.app.evaluate(({ dialog }) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' }); });
    await page.getByTestId('carry-write').click();
    await expect(page.getByTestId('carry-place')).toContainText(/It lies in .*exports/);
    await station.app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path.join(dir, 'not', 'there', 'queue.vsc'));
    await page.getByTestId('carry-write').click();
    await expect(page.getByTestId('carry')).toContainText('could not be saved there');
    await page.getByTestId('sending-pause').click();
    await expect(page.getByTestId('sending-now')).toBeEnabled();
    await page.getByTestId('sending-now').click();
    // The picture is damaged still: it waits for a person again.
    await expect(page.getByTestId('sending-parked')).toHaveText('2');
    await expect(page.getByTestId('sending-live')).toContainText('Everything that is due has been sent');
    // A hub that moved is given its new address here; nothing is left by one press.
    await page.getByTestId('sending-leave').click();
    await station.shot('sending-leave');
    await page.getByTestId('sending-stay').click();
    await expect(page.getByTestId('hub-form')).toBeHidden();
    await page.getByTestId('sending-leave').click();
    await page.getByTestId('sending-leave-yes').click();
    await expect(page.getByTestId('hub-form')).toBeVisible();
    await page.getByTestId('sending-open').first().click();
    await expect(page.getByTestId('record')).toContainText(/\d{8}-0002/);
    expect(await hubCommand(path.join(dir, 'hub'), 'stations')).toMatch(/approved .*Harbour/);
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    hub.child.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  }
});
