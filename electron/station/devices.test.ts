import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, noon, passphrase, removeFolders, setupInput } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';

let station: RunningStation;
let now = Date.parse(noon);
const dayMs = 86_400_000;
const device = 'camera-of-desk-3';
const note = (fault: 'camera.unplugged' | 'camera.slow' | null, rate: number | null = null, of = device) => must(station.call('devices.note', { device: of, label: 'Desk camera', fault, rate }));
const history = async (of = device) => (await must(station.call('devices.history', { device: of }))).days;

beforeAll(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), clock: () => new Date(now) });
  await must(station.call('setup.complete', setupInput));
  await must(station.call('operators.add', { name: 'auditor', role: 'auditor', passphrase }));
});
afterAll(() => {
  station.close();
  removeFolders();
});

it('counts uses and faults by day, with the lowest rate that was seen', async () => {
  await note(null, 29.9);
  await note(null, 24.1);
  await note(null);
  await note('camera.unplugged');
  await note('camera.unplugged');
  await note('camera.slow');
  expect(await history()).toEqual([{ day: '2026-11-23', used: 3, rate: 24.1, faults: { 'camera.slow': 1, 'camera.unplugged': 2 } }]);
  await note('camera.unplugged', 6.5);
  expect((await history())[0]).toMatchObject({ used: 3, rate: 6.5, faults: { 'camera.unplugged': 3 } });
  expect(await history('another')).toEqual([]);
});

it('a scanner has a history as a camera has, of uses and of its own faults', async () => {
  const scanner = 'escl/at:192.168.1.20';
  for (const fault of ['scanner.jammed', 'scanner.jammed', null] as const) await must(station.call('devices.note', { device: scanner, label: 'Office scanner', fault, rate: null }));
  expect(await history(scanner)).toEqual([{ day: '2026-11-23', used: 1, rate: null, faults: { 'scanner.jammed': 2 } }]);
  for (const fault of ['printer.failed', 'scanner.invented']) expect(await codeOf(station.answer('devices.note', { device: scanner, label: '', fault, rate: null }))).toBe('input.invalid');
});

it('shows the last thirty days', async () => {
  now += 29 * dayMs;
  await note(null, 30);
  expect((await history()).map((row) => row.day)).toEqual(['2026-11-23', '2026-12-22']);
  now += dayMs;
  expect((await history()).map((row) => row.day)).toEqual(['2026-12-22']);
  now += 120 * dayMs;
  await note('camera.slow');
  expect((await history()).map((row) => [row.day, row.faults])).toEqual([['2027-04-22', { 'camera.slow': 1 }]]);
});

it('takes no fault that is none of a camera, and nothing from an auditor', async () => {
  expect(await codeOf(station.call('devices.note', { device, label: '', fault: 'store.corrupt' as 'camera.slow', rate: null }))).toBe('input.invalid');
  await must(station.call('session.login', { name: 'auditor', passphrase }));
  expect(await codeOf(station.call('devices.history', { device }))).toBe('operator.not-allowed');
});
