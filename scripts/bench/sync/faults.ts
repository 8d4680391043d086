/** Real cases of a real station at a real hub, each a process of its own, over a line that does everything lines do, while both are killed. Then every packet and picture is held against the station's own. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStation } from '../../../electron/station/create.ts';
import type { StationInit } from '../../../electron/station/protocol.ts';
import { findReceipt, partsOf, readPacket } from '../../../electron/station/store/packets.ts';
import { createMonths } from '../../../hub/db/months.ts';
import { openPglite } from '../../../hub/db/pglite.ts';
import { openPostgresql } from '../../../hub/db/postgresql.ts';
import type { Hub } from '../../../hub/hub.ts';
import { readHubKeys } from '../../../hub/keys.ts';
import { readPicture } from '../../../hub/stored-picture.ts';
import { lineFaults, startFaultyProxy, type FaultyProxy, type LineFault } from '../../../test/fakes/faulty-proxy.ts';
import { startHubChild, type HubChild } from '../../../test/fakes/hub-child.ts';
import { closeCase } from '../../../test/fakes/hub-kit.ts';
import { startCluster, type Cluster } from '../../../test/fakes/postgresql.ts';
import { spawnStationChild, type StationChild } from '../../../test/fakes/station-child.ts';
import { mira, must, newResources, passphrase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { openStationStore } from '../../../test/fakes/station-store.ts';
import { createRandom } from '../../train-mrz/random.ts';
import { confirm } from '../../hub/confirm.ts';

export type FaultOptions = {
  cases: number;
  /** Times that station and hub are killed, in turn, each between what the hub stored and what the station hears. */
  kills: number;
  seed: number;
  /** Folder of the programs of a PostgreSQL server; null: the embedded database. */
  postgresql: string | null;
  /** Seconds after which it has failed. */
  patience: number;
  say?: (line: string) => void;
};

export type FaultFigures = {
  packets: number; pictures: number; arrived: number; picturesArrived: number;
  /** Packets the station itself has a receipt for. */
  confirmed: number;
  lost: number; doubled: number; parked: number;
  /** The station counts it as sent, and the hub has not all of it, or another receipt. */
  reportedNotThere: number;
  /** Not the same to the byte. */
  differing: number;
  requests: number; kills: { hub: number; station: number }; faults: FaultyProxy['counts'];
  seconds: { filled: number; sent: number };
};

/** Chosen: one request in four meets something. */
const faultShare = 0.25;
/** Every tenth case has pictures of an ordinary size, the others small ones. */
const bytesOf = (n: number): number => (n % 10 === 0 ? 200_000 : 2_000);
const plainFaults = lineFaults.filter((fault) => !fault.endsWith('killed-after'));

export async function runFaults(options: FaultOptions): Promise<FaultFigures> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-bench-sync-'));
  const [stationDir, hubDir] = [path.join(dir, 'station'), path.join(dir, 'hub')];
  const resourcesDir = newResources();
  const cluster = options.postgresql === null ? null : startCluster(options.postgresql);
  const from = performance.now();
  try {
    const [hub] = await Promise.all([startHubChild(hubDir, cluster?.url ?? null), fillStation(stationDir, resourcesDir, options)]);
    const filled = performance.now();
    const init: StationInit = { dir: stationDir, resourcesDir, clock: null, osKeystore: false, watchModels: false, about: { version: '0', electron: '', chromium: '', developmentRuntime: false, updateKey: null } };
    const sent = await send(hub, init, options);
    const sentAt = performance.now();
    await hub.stop();
    return { ...sent, ...(await compare(stationDir, hubDir, cluster)), seconds: { filled: (filled - from) / 1000, sent: (sentAt - filled) / 1000 } };
  } finally {
    cluster?.stop();
    rmSync(dir, { recursive: true, force: true });
    removeFolders();
  }
}

async function fillStation(dir: string, resourcesDir: string, { cases, say = () => {} }: FaultOptions): Promise<void> {
  const station = await createStation({ dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
  await must(station.call('setup.complete', setupInput));
  for (let n = 0; n < cases; n += 1) {
    await closeCase(station, mira, bytesOf(n), n * 2 + 1);
    if (n % 500 === 499) say(`${n + 1} cases closed`);
  }
  station.close();
}

type SentFigures = Pick<FaultFigures, 'requests' | 'kills' | 'faults' | 'parked'>;

async function send(hub: HubChild, init: StationInit, { cases, kills: killsWanted, seed, patience, say = () => {} }: FaultOptions): Promise<SentFigures> {
  const random = createRandom(seed);
  const kills = { hub: 0, station: 0 };
  let [faulty, away] = [false, false];
  let child = await startedStation(init);
  let tellGone = (): void => {};
  const goneAfter = (): Promise<null> => new Promise((resolve) => { tellGone = (): void => resolve(null); });
  let gone = goneAfter();
  const kill = async (whom: 'hub' | 'station'): Promise<void> => {
    kills[whom] += 1;
    if (whom === 'hub') {
      await hub.kill();
      void hub.start().then(() => { away = false; });
    } else {
      await child.kill();
      tellGone();
      void startedStation(init).then((started) => {
        gone = goneAfter();
        child = started;
        away = false;
      });
    }
  };
  // Decisions, their pictures, and what is asked again: spread over all of it.
  const killEvery = Math.max(3, Math.floor((cases * 4) / (killsWanted + 1)));
  let sinceKill = 0;
  const next = (): LineFault | null => {
    if (!faulty) return null;
    sinceKill += 1;
    if (!away && sinceKill >= killEvery && kills.hub + kills.station < killsWanted) {
      [away, sinceKill] = [true, 0];
      return kills.hub <= kills.station ? 'hub-killed-after' : 'station-killed-after';
    }
    return random.chance(faultShare) ? random.pick(plainFaults) : null;
  };
  const proxy = await startFaultyProxy({ hub: { host: '127.0.0.1', port: hub.port }, next, random: () => random.unit(), kill });
  try {
    const asked = await must(child.call('hub.enrol', { url: proxy.url, hubCode: hub.code }));
    faulty = true;
    let approved = false;
    const end = performance.now() + patience * 1000;
    for (let n = 0; ; n += 1) {
      await sleep(100);
      approved ||= (await confirm(hub.ask, asked.hub?.enrolmentCode ?? '').catch(() => ({ ok: false }))).ok;
      // As somebody who presses "send now" all the time: the waits are for people, the faults are what is tested.
      const status = await Promise.race([child.call('sync.now', {}), gone]);
      const counts = status?.ok ? status.value.counts : null;
      if (counts && n % 100 === 99) say(`${counts.receipted} of ${cases * 2} packets confirmed, ${proxy.requests()} requests, ${kills.hub + kills.station} kills`);
      if (counts && !away && counts.waiting === 0) return { requests: proxy.requests(), kills, faults: proxy.counts, parked: counts.parked };
      if (performance.now() > end) return { requests: proxy.requests(), kills, faults: proxy.counts, parked: counts?.parked ?? 0 };
    }
  } finally {
    await child.stop();
    await proxy.close();
  }
}

async function startedStation(init: StationInit): Promise<StationChild> {
  const child = spawnStationChild();
  await child.start(init);
  await must(child.call('session.login', { name: supervisorName, passphrase }));
  return child;
}

type Compared = Omit<FaultFigures, keyof SentFigures | 'seconds'>;

async function compare(stationDir: string, hubDir: string, cluster: Cluster | null): Promise<Compared> {
  const [store, db] = [await openStationStore(stationDir), cluster ? openPostgresql(cluster.url) : await openPglite(path.join(hubDir, 'database'))];
  const keys = readHubKeys(path.join(hubDir, 'keys.json'));
  if (keys === null) throw new Error('the hub has no keys');
  const hub: Hub = { db, keys, months: createMonths(db), name: '', clock: () => new Date(), keysFile: path.join(hubDir, 'keys.json') };
  const there = new Map<string, { manifest: string; receipt: string | null; missing: number }>();
  const figures: Compared = { packets: 0, pictures: 0, arrived: 0, picturesArrived: 0, confirmed: 0, lost: 0, doubled: 0, reportedNotThere: 0, differing: 0 };
  const decisions = new Set<string>();
  try {
    const rows = await db.transaction('head', (sql) => sql.query(
      `SELECT k.packet_id AS id, k.case_id AS "caseId", k.sequence, p.manifest, k.receipt_body AS receipt, (SELECT count(*)::int FROM packet_parts m JOIN parts q ON q.branch = m.branch AND q.capture_id = m.capture_id WHERE m.branch = k.branch AND m.packet_id = k.packet_id AND q.there_at IS NULL) AS missing
       FROM packet_keys k JOIN packets p ON p.branch = k.branch AND p.packet_id = k.packet_id`));
    for (const row of rows) {
      const [id, decision] = [String(row['id']), `${String(row['caseId'])} ${String(row['sequence'])}`];
      if (there.has(id) || decisions.has(decision)) figures.doubled += 1;
      decisions.add(decision);
      there.set(id, { manifest: String(row['manifest']), receipt: row['receipt'] === null ? null : String(row['receipt']), missing: Number(row['missing']) });
    }
    const pictures = new Map<string, string>();
    for (const id of store.prepare(`SELECT packet_id FROM packets`).pluck().all().map(String)) {
      figures.packets += 1;
      for (const { captureId, sha256 } of partsOf(store, id)) pictures.set(captureId, sha256);
      const [own, hubs, receipt] = [readPacket(store, id), there.get(id), findReceipt(store, id)];
      if (!hubs) figures.lost += 1;
      else if (hubs.manifest !== own.manifest || createHash('sha256').update(hubs.manifest).digest('hex') !== own.sha256) figures.differing += 1;
      else figures.arrived += 1;
      if (receipt) figures.confirmed += 1;
      if (receipt && (!hubs || hubs.missing > 0 || hubs.receipt !== receipt.body)) figures.reportedNotThere += 1;
      there.delete(id);
    }
    // Of no packet of this station.
    figures.doubled += there.size;
    for (const [captureId, sha256] of pictures) {
      figures.pictures += 1;
      const picture = await readPicture(hub, setupInput.branch, captureId);
      if (picture === null) continue;
      if (createHash('sha256').update(picture).digest('hex') === sha256) figures.picturesArrived += 1;
      else figures.differing += 1;
    }
    return figures;
  } finally {
    store.close();
    await db.close();
  }
}
