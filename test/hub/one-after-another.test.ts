/** Pictures go one after another: each is read once, and the first case is whole before the second one's begin. */
import { afterAll, expect, it, vi } from 'vitest';
import { createStation } from '../../electron/station/create.ts';
import type * as Captures from '../../electron/station/store/captures.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startStation } from '../fakes/hub-kit.ts';
import { mira, must, newResources, removeFolders } from '../fakes/station-kit.ts';

const reads: string[] = [];
vi.mock('../../electron/station/store/captures.ts', async (original) => {
  const real = await original<typeof Captures>();
  return { ...real, readPicture: (...given: Parameters<typeof real.readPicture>) => { reads.push(given[1]); return real.readPicture(...given); } };
});

const resourcesDir = newResources();
afterAll(removeFolders);
const running = hubOn(testDatabases().at(-1)!.open);
/** Some requests each. */
const pictureBytes = 3_000_000;

it('of two cases the first has both its receipts before the second one\'s first picture, and no picture is read twice', async () => {
  const first = await startStation(resourcesDir, 'Harbour');
  await enrol(first, running());
  await must(first.call('sync.pause', { paused: true }));
  const cases = [await closeCase(first, mira, pictureBytes, 1), await closeCase(first, { ...mira, documentNumber: 'L898902C4' }, pictureBytes, 3)];
  first.close();
  /** Answered ones: the picture a request was for, or the packet whose facts it brought. */
  const asked: string[] = [];
  const receipts: number[] = [];
  const station = await createStation({ dir: first.dir, resourcesDir, tools: { fetch: async (url, init) => {
    const [, packetId, , captureId] = /packets\/([0-9a-f-]+)(\/parts\/([0-9a-f-]+))?/.exec(url.toString()) ?? [];
    const answer = await fetch(url, init);
    const text = await answer.text();
    if (packetId !== undefined) {
      if (captureId !== undefined || asked.length >= 4) asked.push(captureId ?? packetId);
      else asked.push('facts');
      if (text.includes('hub-receipt') || JSON.parse((JSON.parse(text) as { body: string }).body).receipt !== null) receipts.push(asked.length);
    }
    return new Response(text, { status: answer.status, headers: answer.headers });
  } } });
  await login(station);
  reads.length = 0;
  await must(station.call('sync.pause', { paused: false }));
  await settled(station, ({ counts }) => counts.receipted === 4);
  station.close();
  const pictures = asked.filter((one) => cases.some(({ captureIds }) => captureIds.includes(one)));
  const runs = pictures.filter((one, n) => one !== pictures[n - 1]);
  expect(pictures.length).toBeGreaterThan(8);
  expect(runs).toEqual([...cases[0]!.captureIds, ...cases[1]!.captureIds]);
  expect(reads).toEqual(runs);
  expect(receipts.length).toBe(4);
  expect(receipts[1]).toBeLessThan(asked.indexOf(cases[1]!.captureIds[0]) + 1);
});
