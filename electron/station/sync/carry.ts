/** The queue as one file for those who have no line at all, and the hub's receipts on their way back. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';
import { carryStart, endFrame, factsFrame, frameStart } from '../../../core/sync/carry.ts';
import { handedBundleSchema, mostChunksARequest, signedSchema, type Signed } from '../../../core/sync/protocol.ts';
import { chunkCount, sealPurpose } from '../../../core/sync/sealed.ts';
import { transact, type Db, type Tx } from '../store/db.ts';
import { writeNewFileInTurns } from '../files.ts';
import { jsonOf } from '../json.ts';
import { mapStoreError } from '../store/errors.ts';
import type { HubLink } from '../store/hub-link.ts';
import { changeOutboxRow, findOutboxRow, waitingPackets } from '../store/outbox.ts';
import { addReceipt, markPart, partsOf } from '../store/packets.ts';
import type { StationKey } from '../store/station-key.ts';
import { openReceipt } from './exchange.ts';
import { whole } from './park.ts';
import { openSeal } from './seal.ts';
import { fits, sealedManifest, sealOf, storedPicture } from './send.ts';

/** `damaged`: records and pictures that are not whole on this disk; they stay behind, and a person is told when their packet is parked. */
export type Carried = { packets: number; pictures: number; damaged: number };

/** Everything that waits. Whole or not there: written under another name first. Sent by the line as well it makes no second record. The station answers others meanwhile. @throws CodedError store.* */
export async function writeCarry(file: string, db: Db, link: HubLink, key: StationKey): Promise<Carried> {
  try {
    return await writeNewFileInTurns(file, (put) => writeFrames(put, db, link, key));
  } catch (thrown) {
    throw mapStoreError(thrown);
  }
}

async function writeFrames(write: (bytes: Uint8Array) => void, db: Db, link: HubLink, key: StationKey): Promise<Carried> {
  write(carryStart(key.stationId));
  let frames = 0;
  const put = (start: Uint8Array, body: Uint8Array): void => {
    write(start);
    write(body);
    frames += 1;
  };
  const written = new Set<string>();
  const packets: string[] = [];
  const damaged = new Set<string>();
  for (const packetId of waitingPackets(db)) {
    const facts = whole(() => sealedManifest(db, packetId, link, key.stationId));
    if (facts === null) damaged.add(packetId);
    else {
      put(factsFrame(packetId, facts.length), facts);
      packets.push(packetId);
    }
    await setImmediate();
  }
  for (const packetId of packets) {
    for (const part of partsOf(db, packetId).filter(({ there, captureId }) => !there && !written.has(captureId) && !damaged.has(captureId))) {
      await setImmediate();
      const picture = storedPicture(db, part);
      if (picture === null) {
        damaged.add(part.captureId);
        continue;
      }
      const seal = openSeal(link.sealKey, sealOf(part, link, db).secret, sealPurpose.part(key.stationId, part.captureId));
      for (let from = 0; from < chunkCount(part.bytes); from += mostChunksARequest) {
        const body = Buffer.concat([seal.header, seal.chunks(picture, from, Math.min(chunkCount(part.bytes), from + mostChunksARequest))]);
        put(frameStart({ kind: 'picture', packetId, captureId: part.captureId, from, length: body.length }), body);
      }
      written.add(part.captureId);
    }
  }
  write(endFrame(frames));
  return { packets: packets.length, pictures: written.size, damaged: damaged.size };
}

const receiptsSchema = z.strictObject({ format: z.literal('vestibule.receipts'), receipts: z.array(signedSchema).max(100_000), bundles: z.array(handedBundleSchema).max(60).default([]) });

/** What lies in the file that came back. @throws CodedError file.corrupt */
export function readAnswer(text: string): z.infer<typeof receiptsSchema> {
  const read = receiptsSchema.safeParse(jsonOf(text));
  if (!read.success) throw new CodedError('file.corrupt');
  return read.data;
}

/** `taken`: rows that are now with head office · `known`: were already · `refused`: not the hub's signature, or not for what this station froze, or no longer has whole. */
export function takeReceipts(db: Db, receipts: readonly Signed[], link: HubLink, key: StationKey, at: string): { taken: number; known: number; refused: number } {
  return transact(db, (tx) => {
    const counts = { taken: 0, known: 0, refused: 0 };
    for (const signed of receipts) counts[takeOne(tx, signed, link, key, at)] += 1;
    return counts;
  });
}

function takeOne(tx: Tx, signed: Signed, link: HubLink, key: StationKey, at: string): 'taken' | 'known' | 'refused' {
  const receipt = openReceipt(signed, link.hubKey);
  const row = receipt && findOutboxRow(tx, receipt.packetId);
  // One record that is damaged on this disk does not keep the receipts of the others out.
  if (!receipt || !row || !whole(() => fits(tx, row, receipt, { key }))) return 'refused';
  if (row.state === 'receipted') return 'known';
  addReceipt(tx, row.packetId, signed, link.hubKey, at);
  for (const { captureId } of receipt.parts) markPart(tx, captureId, null);
  changeOutboxRow(tx, row, { state: 'receipted', factsAt: row.factsAt ?? at, reason: null });
  return 'taken';
}
