/** How long a station needs for a thousand packets, without faults, and how much memory it uses while it sends many pictures. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStation } from '../../../electron/station/create.ts';
import type { StationInit } from '../../../electron/station/protocol.ts';
import type { HubChild } from '../../../test/fakes/hub-child.ts';
import { closeCase } from '../../../test/fakes/hub-kit.ts';
import { spawnStationChild } from '../../../test/fakes/station-child.ts';
import { mira, must, newResources, passphrase, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { confirm } from '../../hub/confirm.ts';
import { cpuSecondsOf, megabytesOf, withHub } from './with-hub.ts';

export type Drained = {
  /** Until the station had head office's word on the last decision, and on the last picture. */
  factsSeconds: number; allSeconds: number; bytes: number;
  /** Of the station's own process, until the decisions were there. */
  factsCpuSeconds: number;
  /** Megabytes of the station's process: before it sends, the most in the first half of the time, and in the second. */
  memory: { before: number; first: number; second: number };
};

/** Chosen: 155 were measured (one picture of 8 MB as it lies, opened and sealed, and what the collector has not come to); the 200 MB of the shortest run held together with that would be over it. */
export const mostMegabytesMore = 250;

/** Whatever waits, one picture at a time is in memory. */
export const isFlat = ({ before, first, second }: Drained['memory']): boolean => second <= first * 1.1 && Math.max(first, second) <= before + mostMegabytesMore;

/** A station's queue of `packets` decisions, each case with two pictures of `pictureBytes`. */
export const stationDrain = (postgresql: string | null, packets: number, pictureBytes: number): Promise<Drained> => withHub(postgresql, async ({ hub, dir }) => {
  const [stationDir, resourcesDir] = [path.join(dir, 'station'), newResources()];
  const filling = await createStation({ dir: stationDir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
  await must(filling.call('setup.complete', setupInput));
  for (let n = 0; n < packets / 2; n += 1) await closeCase(filling, mira, pictureBytes, n * 2 + 1);
  filling.close();
  const child = spawnStationChild();
  const init: StationInit = { dir: stationDir, resourcesDir, clock: null, osKeystore: false, watchModels: false, about: { version: '0', electron: '', chromium: '', developmentRuntime: false, updateKey: null } };
  await child.start(init);
  try {
    await must(child.call('session.login', { name: supervisorName, passphrase }));
    const asked = await must(child.call('hub.enrol', { url: hub.url, hubCode: hub.code }));
    const before = megabytesOf(child.pid);
    for (let approved = false; !approved; await sleep(20)) approved = (await confirm(hub.ask, asked.hub?.enrolmentCode ?? '')).ok;
    await must(child.call('sync.now', {}));
    const [from, cpuFrom] = [performance.now(), cpuSecondsOf(child.pid)];
    const seen: number[] = [];
    let [factsSeconds, factsCpuSeconds] = [NaN, NaN];
    for (;;) {
      // A status is no sign of a person: without one the session ends, and nobody may look any more.
      await must(child.call('session.touch', {}));
      const { counts, rows } = await must(child.call('sync.status', {}));
      seen.push(megabytesOf(child.pid));
      const seconds = (performance.now() - from) / 1000;
      // Decisions go before pictures, in their order: the first that waits has its word when all have it.
      if (Number.isNaN(factsSeconds) && rows.filter(({ state }) => state === 'waiting').every(({ factsAt }) => factsAt !== null) && (await factsThere(hub)) >= packets) {
        [factsSeconds, factsCpuSeconds] = [seconds, cpuSecondsOf(child.pid) - cpuFrom];
      }
      if (counts.receipted === packets) {
        const half = seen.length >> 1;
        return { factsSeconds, factsCpuSeconds, allSeconds: seconds, bytes: packets * pictureBytes, memory: { before, first: Math.max(...seen.slice(0, half)), second: Math.max(...seen.slice(half)) } };
      }
      if (counts.parked > 0) throw new Error('a packet was parked');
      await sleep(200);
    }
  } finally {
    await child.stop();
  }
});

/** From the hub's own count of its answers. */
async function factsThere(hub: HubChild): Promise<number> {
  const metrics = await (await fetch(`${hub.url}/metrics`)).text();
  return Number(/vestibule_hub_words_total\{route="facts",outcome="accepted",reason="none"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}
