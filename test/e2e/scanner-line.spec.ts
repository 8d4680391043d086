/** Devices: how each scanner stands in one line, and a page of it to see that it works; nothing of that page stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { errorTexts } from '../../core/errors.ts';
import { startEsclServer } from '../fakes/escl-server.ts';
import { saneDesk, saneIsInstalled, saneIsMissing } from '../fakes/sane.ts';
import { launchStation, type RunningStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { setUp } from './walk.ts';

let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);
const open = async (env: Record<string, string> = {}): Promise<void> => {
  station = await launchStation({ size: { width: 1280, height: 1200 }, documentClip: noiseClip(folder), env });
  page = station.page;
  await setUp(page);
  await byId('nav-devices').click();
};
const scanOfStation = (): Promise<unknown> => page.evaluate(async () => {
  type Bridge = { vestibule: { call(name: string, input: unknown): Promise<{ value: unknown }> } };
  return (await (window as unknown as Bridge).vestibule.call('scanner.state', {})).value;
});

test.beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'vestibule-scanner-')); });
test.afterEach(() => station?.close());
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a scanner of SANE is ready, gives a page of its glass, and the page is dropped', async () => {
  test.skip(!saneIsInstalled, saneIsMissing);
  const sane = saneDesk();
  await open({ SANE_CONFIG_DIR: sane.dir });
  const state = byId('scanner-state-test:0');
  await expect(state).toHaveText('Ready');
  await byId('scanner-test-test:0').click();
  const tested = byId('scanner-tested-test:0');
  await expect(tested).toContainText(/^One page in \d+\.\d s: Glass, 300 dpi, Colour\. It is not kept\.$/);
  await expect.poll(() => tested.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100);
  expect(await scanOfStation()).toBeNull();
  await expect(state).toHaveText('Ready');
  await expect(byId('history-line-scanner-test:0')).toContainText('No fault · days of use in the last thirty: 1');
  await tested.scrollIntoViewIfNeeded();
  await station.shot('scanner-tested');
  expect(station.problems()).toEqual([]);
  sane.remove();
});

test('a scanner that jams and is then switched off says so in its line, and both stand in its history', async () => {
  const server = await startEsclServer({ fault: { page: 1, kind: 'jam-of-last-sheet' } });
  await open();
  const name = `escl/at:${server.address}`;
  await byId('scan-addresses').fill(server.address);
  await byId('scan-settings-save').click();
  const state = byId(`scanner-state-${name}`);
  await expect(state).toHaveText('Ready');
  await byId(`scanner-test-${name}`).click();
  await expect(state).toHaveAttribute('data-state', 'scanner.jammed');
  await expect(state).toContainText(errorTexts['scanner.jammed'].message);
  await expect(byId('error-scanner.jammed')).toHaveCount(0);
  expect(await scanOfStation()).toBeNull();
  await expect(byId(`history-line-scanner-${name}`)).toContainText('Faults: 1');
  await state.scrollIntoViewIfNeeded();
  await station.shot('scanner-jammed');
  // Chosen, so that it has a line where it does not answer.
  await byId('device-scanner').click();
  await byId(`device-scanner-${name}`).click();
  await server.close();
  await byId('scanner-look').click();
  await expect(state).toHaveAttribute('data-state', /^scanner\.(missing|connection|timeout)$/);
  await station.shot('scanner-off');
});
