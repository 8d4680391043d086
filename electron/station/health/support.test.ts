import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mira, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from '../create.ts';

const dir = newFolder();
let station: RunningStation;
beforeAll(async () => {
  station = await createStation({ dir, resourcesDir: newResources(), clock: () => new Date(noon) });
  await must(station.call('setup.complete', setupInput));
  await must(station.call('case.submit', (await prepareCase(station)).evidence));
});
afterAll(() => {
  station.close();
  removeFolders();
});

const seen = { cameras: [{ label: 'Desk camera' }], display: { name: 'scale 1', width: 1920, height: 1080 } };
type Said = Record<string, unknown> & { log: Record<string, unknown>[]; findings: Record<string, unknown>[] };
async function written(): Promise<{ text: string; said: Said }> {
  const { file, folder } = await must(station.call('support.report', seen));
  const text = readFileSync(path.join(folder, file), 'utf8');
  return { text, said: JSON.parse(text) as Said };
}

it('says how computer, devices, records and queue are, with the history of devices, as a clerk may ask', async () => {
  await must(station.call('devices.note', { device: 'x', label: 'Desk camera', fault: 'camera.slow', rate: 6 }));
  await must(station.call('operators.add', { name: 'clerk', role: 'clerk', passphrase }));
  await must(station.call('session.logout', {}));
  await must(station.call('session.login', { name: 'clerk', passphrase }));
  const { said } = await written();
  expect(said).toMatchObject({
    cameras: [{ name: 'Desk camera' }], displays: [seen.display], store: { opens: true, code: null }, queue: null, parked: { parked: 0 }, clock: { now: noon, lastSigned: noon }, machine: { node: process.versions.node },
    devices: [{ label: 'Desk camera', day: noon.slice(0, 10), kind: 'camera.slow', times: 1, rate: 6 }],
  });
  expect(said.log.map((line) => line['event'])).toContain('store.opened');
});

it('holds nothing of a customer and names nobody, whatever lies in the log', async () => {
  appendFileSync(path.join(dir, 'station.log'), `${JSON.stringify({ at: noon, event: 'call.failed', code: 'internal', holder: mira.surname })}\nno JSON of ${mira.documentNumber}\n`);
  const { text, said } = await written();
  for (const secret of [mira.surname, mira.documentNumber, supervisorName, passphrase, setupInput.stationName, setupInput.branch, dir]) expect(text).not.toContain(secret);
  expect(said.log.at(-1)).toEqual({ at: noon, event: 'call.failed', code: 'internal' });
});

it('tells what is wrong in words', async () => {
  await must(station.call('session.logout', {}));
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  await must(station.call('devices.save', { documentCamera: 'x', faceCamera: null, scanner: null, cameraNames: { document: 'Desk camera', face: '' }, cameraControls: { document: {}, face: {} } }));
  const { said } = await written();
  expect(said.findings).toContainEqual(expect.objectContaining({ code: 'camera.card-first', refuses: false, message: expect.stringMatching(/\w+\. \w+/) as string, remedy: expect.stringMatching(/\w/) as string }));
});
