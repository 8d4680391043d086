/** What the station itself sees to, whatever a window says: settings that cannot be meant, sources that no case holds, and pages that outlive nobody. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { noScanSettings, type ScanWish } from '../../core/scanning.ts';
import { captureInput, codeOf, must, newFolder, newResources, passphrase, pictureOf, removeFolders, setupInput, supervisorName } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';
import type { ScannerDriver } from './scan/driver.ts';

const wish: ScanWish = { name: 'any', source: null, dpi: null, colour: null, paper: 'whole' };
const second = 'Tomas Wirth';
let station: RunningStation;
let settled: string[];
const driver: ScannerDriver = {
  id: 'sane', prefix: '', lane: 'file', wanted: () => true, list: () => Promise.resolve([]), capabilities: () => Promise.resolve({ label: 'Any', sources: [], resolutions: [], colours: [], button: false }),
  scan: async function* () { for (const n of [1, 2]) yield { mime: 'image/png', bytes: new Uint8Array([n]), settle: async (kept) => void settled.push(`${n} ${kept}`) }; },
};

beforeEach(async () => {
  settled = [];
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), tools: { scannerDrivers: () => [driver] } });
  await must(station.call('setup.complete', setupInput));
});
afterAll(removeFolders);

async function scanned(): Promise<string> {
  const { scanId } = await must(station.call('scanner.start', { wish, after: null }));
  await expect.poll(async () => (await must(station.call('scanner.state', {})))?.phase).toBe('ended');
  return scanId;
}
const gone = (): Promise<void> => expect.poll(async () => (station.call('scanner.state', {}).then((s) => (s.ok ? s.value : s.error.code)))).not.toMatchObject({ phase: 'ended' });

it('a source is given up only for captures that are stored', async () => {
  const scanId = await scanned();
  const [caseId, captureId] = [randomUUID(), randomUUID()];
  expect(await codeOf(station.call('scanner.keep', { scanId, page: 1, captureIds: [captureId] }))).toBe('store.not-found');
  expect(settled).toEqual([]);
  await must(station.call('draft.save', { caseId, state: {} }));
  await must(station.call('capture.put', captureInput(caseId, captureId, 'document-front', pictureOf(100))));
  await must(station.call('scanner.keep', { scanId, page: 1, captureIds: [captureId] }));
  expect(settled).toEqual(['1 true']);
  await must(station.call('scanner.drop', { scanId }));
  expect(settled).toEqual(['1 true', '2 false']);
});

it('pages of a scan end with the session, also where another operator takes over, and with the case', async () => {
  await must(station.call('operators.add', { name: second, role: 'supervisor', passphrase }));
  await scanned();
  await must(station.call('session.login', { name: second, passphrase }));
  await gone();
  await scanned();
  await must(station.call('draft.discard', { caseId: randomUUID() }));
  await gone();
  await scanned();
  await must(station.call('session.logout', {}));
  expect(await codeOf(station.call('scanner.state', {}))).toBe('session.needed');
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  expect(await must(station.call('scanner.state', {}))).toBeNull();
  // Given back by the driver in its own time.
  await expect.poll(() => settled).toEqual(['1 false', '2 false', '1 false', '2 false', '1 false', '2 false']);
});

it.each([
  [{ addresses: ['192.168.1.20', '8.8.8.8'] }, 'scanner.address'], [{ addresses: ['ftp://10.0.0.1'] }, 'scanner.address'], [{ addresses: ['user:word@10.0.0.1'] }, 'scanner.address'],
  [{ folder: 'scans' }, 'scanner.folder-path'], [{ folder: '../scans' }, 'scanner.folder-path'],
])('settings %j are refused and the old ones stay', async (more, code) => {
  expect(await codeOf(station.call('scanner.save-settings', { ...noScanSettings, ...more }))).toBe(code);
  expect(await must(station.call('scanner.settings', {}))).toEqual(noScanSettings);
});

it('settings that can be meant are kept', async () => {
  const good = { network: true, addresses: ['192.168.1.20', 'scanner.local:8080', 'https://10.0.0.7/eSCL'], folder: '/srv/scans' };
  await must(station.call('scanner.save-settings', good));
  expect(await must(station.call('scanner.settings', {}))).toEqual(good);
});
