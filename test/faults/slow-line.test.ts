/** A whole case over 40 kB/s that are cut every few seconds, as at the edge of a 3G cell: real station, real hub. */
import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { readPicture } from '../../hub/stored-picture.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, settled, startStation } from '../fakes/hub-kit.ts';
import { mira, newResources, pictureOf, removeFolders } from '../fakes/station-kit.ts';
import { startSlowLine } from '../fakes/slow-line.ts';

const rate = 40_000;
const pictureBytes = 200_000;
/** Less than a picture: none gets through in one piece. */
const cutEvery = 110_000;

const running = hubOn(testDatabases()[0]!.open);
afterAll(removeFolders);

it('finishes over 40 kB/s with cuts, piece by piece, at the speed of the line', async () => {
  const { hostname, port } = new URL(running().url);
  const line = await startSlowLine({ host: hostname, port: Number(port) }, { rate, cutEvery });
  const station = await startStation(newResources(), 'Far out');
  await enrol(station, { ...running(), url: line.url });
  const from = performance.now();
  const { captureIds } = await closeCase(station, mira, pictureBytes, 3);
  const status = await settled(station, ({ counts }) => counts.receipted === 2, 240);
  const seconds = (performance.now() - from) / 1000;
  expect(status.rows.every((row) => row.parts.every(({ have, chunks }) => have === chunks))).toBe(true);
  for (const [n, captureId] of captureIds.entries()) {
    const there = await readPicture(running().hub, 'Far out', captureId);
    expect(createHash('sha256').update(there!).digest('hex')).toBe(createHash('sha256').update(pictureOf(pictureBytes, 3 + n)).digest('hex'));
  }
  expect(line.cuts()).toBeGreaterThanOrEqual(Math.floor((captureIds.length * pictureBytes) / cutEvery));
  console.log(`slow line: ${captureIds.length} pictures of ${pictureBytes / 1000} kB in ${seconds.toFixed(1)} s, ${line.cuts()} cuts, ${(line.sent() / 1000).toFixed(0)} kB sent (${(line.sent() / (captureIds.length * pictureBytes)).toFixed(2)} of what they hold)`);
  // What was cut off is sent again, and no more.
  expect(line.sent()).toBeLessThan(2.5 * captureIds.length * pictureBytes);
  // The line was a line: nothing came through faster than it carries.
  expect(seconds).toBeGreaterThan(line.sent() / rate * 0.8);
  station.close();
  await line.close();
}, 300_000);
