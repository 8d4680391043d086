/** How fast, without faults: what the hub takes in, how long a station needs for a thousand packets, and how much memory it uses while it sends many pictures. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStation } from '../../../electron/station/create.ts';
import type { StationInit } from '../../../electron/station/protocol.ts';
import { startHubChild, type HubChild } from '../../../test/fakes/hub-child.ts';
import { closeCase } from '../../../test/fakes/hub-kit.ts';
import { startCluster } from '../../../test/fakes/postgresql.ts';
import { spawnStationChild } from '../../../test/fakes/station-child.ts';
import { mira, must, newResources, passphrase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { paths } from '../../../core/sync/protocol.ts';
import { rawStation } from '../../hub/raw-station.ts';

/** `postgresql`: folder of a server's programs; null: the embedded database. */
async function withHub<Made>(postgresql: string | null, work: (hub: HubChild, dir: string) => Promise<Made>): Promise<Made> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-bench-sync-'));
  const cluster = postgresql === null ? null : startCluster(postgresql);
  try {
    const hub = await startHubChild(path.join(dir, 'hub'), cluster?.url ?? null);
    try {
      return await work(hub, dir);
    } finally {
      await hub.stop();
    }
  } finally {
    cluster?.stop();
    rmSync(dir, { recursive: true, force: true });
    removeFolders();
  }
}

/** Chosen: as many stations at once as a hub sees of ten branches. */
const stationsAtOnce = 16;

/** `cpuMs`: of the hub's own process, a case; what a machine that does other things besides would need as well. */
export type HubSpeed = { casesASecond: number; cpuMs: number };

/** Facts of an ordinary size (40 results), sealed beforehand; whoever asks runs on the same processors. */
export const hubSpeed = (postgresql: string | null, cases: number): Promise<HubSpeed> => withHub(postgresql, async (hub) => {
  const stations = await Promise.all(Array.from({ length: stationsAtOnce }, async (_, n) => {
    const station = await rawStation(hub.url, `Branch ${n}`);
    await station.enrol();
    await hub.ask({ command: 'approve', code: station.code });
    const packets = Array.from({ length: Math.ceil(cases / stationsAtOnce) }, () => {
      const manifest = station.manifest();
      return { path: paths.packet(manifest.packetId), body: station.sealFacts(manifest) };
    });
    return { station, packets };
  }));
  const [from, cpuFrom] = [performance.now(), cpuSecondsOf(hub.pid())];
  await Promise.all(stations.map(async ({ station, packets }) => {
    for (const { path: at, body } of packets) {
      const { verdict, receipt } = await station.ask({ method: 'PUT', path: at, body });
      if (verdict?.outcome !== 'accepted' || receipt === null) throw new Error('a packet was not taken');
    }
  }));
  const taken = stations.reduce((sum, { packets }) => sum + packets.length, 0);
  return { casesASecond: taken / ((performance.now() - from) / 1000), cpuMs: ((cpuSecondsOf(hub.pid()) - cpuFrom) * 1000) / taken };
});

export type Drained = {
  /** Until the station had head office's word on the last decision, and on the last picture. */
  factsSeconds: number; allSeconds: number; bytes: number;
  /** Of the station's own process, until the decisions were there. */
  factsCpuSeconds: number;
  /** Megabytes of the station's process: before it sends, the most in the first half of the time, and in the second. */
  memory: { before: number; first: number; second: number };
};

/** A station's queue of `packets` decisions, each case with two pictures of `pictureBytes`. */
export const stationDrain = (postgresql: string | null, packets: number, pictureBytes: number): Promise<Drained> => withHub(postgresql, async (hub, dir) => {
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
    for (let approved = false; !approved; await sleep(20)) approved = (await hub.ask({ command: 'approve', code: asked.hub?.enrolmentCode ?? '' })).ok;
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

/** User and system, in Linux's hundredths (proc(5), stat). */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function megabytesOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
