/** Takes in a file that was carried by hand, through the same two doors as the line; twice, or also by the line, makes no second record. */
import { open, type FileHandle } from 'node:fs/promises';
import { carryStartBytes, frameStartBytes, readCarryStart, readFrameStart, type FrameStart } from '../core/sync/carry.ts';
import { manifestBytes, mostChunksARequest, type HandedBundle, type Refusal, type Signed } from '../core/sync/protocol.ts';
import { headerBytes, sealedChunkBytes } from '../core/sync/sealed.ts';
import { carriedBundles, saysRevoked } from './bundles.ts';
import { takeFacts } from './facts.ts';
import type { Hub, Word } from './hub.ts';
import { takePicture } from './pictures.ts';
import { wordOn } from './receipts.ts';
import { findStation, type HubStation } from './stations.ts';

export type Loaded = {
  station: Pick<HubStation, 'stationId' | 'branch'>;
  accepted: number; alreadyThere: number;
  /** Reasons of what was not taken, counted. */
  refused: Partial<Record<Refusal, number>>;
  receipts: Signed[];
  /** What head office tells this station, to be carried back. */
  bundles: HandedBundle[];
  /** The file ended before its end: what was whole was taken. */
  cutOff: boolean;
  /** Nothing of the file was looked at. `told`: a bundle says so to the station. */
  revoked: { told: boolean } | null;
};

const mostFrameBytes = Math.max(manifestBytes * 1.1, headerBytes + mostChunksARequest * sealedChunkBytes);

/** A revoked station is answered as well: without a line it hears of it in no other way. @param begins before anything is taken, with what is filled in as it is @returns why there is no answer. */
export async function loadCarry(hub: Hub, file: string, begins: (loaded: Loaded) => Promise<void> = () => Promise.resolve()): Promise<Loaded | 'not-such-a-file' | 'station-unknown' | 'station-not-approved'> {
  const handle = await open(file, 'r');
  try {
    const start = await take(handle, carryStartBytes);
    const stationId = start && readCarryStart(start);
    if (!stationId) return 'not-such-a-file';
    const station = await findStation(hub.db, stationId);
    if (!station) return 'station-unknown';
    if (!station.wasIn) return 'station-not-approved';
    const bundles = await carriedBundles(hub, stationId);
    const revoked = station.state === 'revoked';
    const loaded: Loaded = { station: { stationId, branch: station.branch }, accepted: 0, alreadyThere: 0, refused: {}, receipts: [], bundles, cutOff: !revoked, revoked: revoked ? { told: saysRevoked(bundles, stationId) } : null };
    await begins(loaded);
    return revoked ? loaded : await loadFrames(hub, station, handle, loaded);
  } finally {
    await handle.close();
  }
}

async function loadFrames(hub: Hub, station: HubStation, handle: FileHandle, loaded: Loaded): Promise<Loaded> {
  const packets = new Set<string>();
  for (let frames = 0; ; frames += 1) {
    const frame = await takeFrame(handle);
    if (frame === null) break;
    if (frame.start.kind === 'end') {
      loaded.cutOff = frame.start.from !== frames;
      break;
    }
    const word = await takeOne(hub, station, frame.start, frame.body);
    if (word.reason !== null) loaded.refused[word.reason] = (loaded.refused[word.reason] ?? 0) + 1;
    else if (frame.start.kind === 'facts') {
      loaded[word.outcome === 'accepted' ? 'accepted' : 'alreadyThere'] += 1;
      packets.add(frame.start.packetId);
    }
  }
  for (const packetId of packets) {
    const { receipt } = await hub.db.transaction({ branch: station.branch }, (sql) => wordOn(hub, sql, station.branch, packetId, 'already-there'));
    if (receipt) loaded.receipts.push(receipt);
  }
  return loaded;
}

const takeOne = (hub: Hub, station: HubStation, { kind, packetId, captureId, from }: FrameStart, body: Uint8Array): Promise<Word> =>
  kind === 'facts' ? takeFacts(hub, station, packetId, body) : takePicture(hub, station, { packetId, captureId, from, body });

/** @returns null at the end of the file, also in the middle of a frame. */
async function takeFrame(handle: FileHandle): Promise<{ start: FrameStart; body: Uint8Array } | null> {
  const bytes = await take(handle, frameStartBytes);
  const start = bytes && readFrameStart(bytes);
  if (!start || start.length > mostFrameBytes) return null;
  const body = await take(handle, start.length);
  return body && { start, body };
}

async function take(handle: FileHandle, count: number): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(count);
  let have = 0;
  while (have < count) {
    const { bytesRead } = await handle.read(bytes, have, count - have);
    if (bytesRead === 0) return null;
    have += bytesRead;
  }
  return bytes;
}
