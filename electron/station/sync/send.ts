/** Sends one row's facts, or some chunks of one of its pictures, and writes down what the hub said of it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nextChunks, waitMs } from '../../../core/sync/back-off.ts';
import { effectOf, type Effect, type Heard } from '../../../core/sync/outcome.ts';
import { paths, type Receipt } from '../../../core/sync/protocol.ts';
import { chunkCount, sealPurpose } from '../../../core/sync/sealed.ts';
import { readPicture } from '../store/captures.ts';
import { json, parsed, transact, type Db, type Tx } from '../store/db.ts';
import type { HubLink } from '../store/hub-link.ts';
import { changeOutboxRow, findOutboxRow, type OutboxRow } from '../store/outbox.ts';
import { addReceipt, markPart, partsOf, readPacket, sealPart, type Part } from '../store/packets.ts';
import { isDamage, park, whole } from './park.ts';
import { exchange, type ExchangeTools } from './exchange.ts';
import { newSealSecret, openSeal, sealWhole } from './seal.ts';

export type SendTools = ExchangeTools & { db: Db; chance: () => number; /** Chunks of the next request; adapts to the line. */ chunks: { value: number }; picture: PictureHeld };
/** One picture at a time is in memory, whatever waits. */
export type PictureHeld = { now: { captureId: string; bytes: Uint8Array } | null };

/** `ms`: how long it took. */
export type Sent = { effect: Effect; ms: number; retryAfterSeconds: number | null };

/** Chosen: 30 s to answer, and a line of 5 kB/s still gets through. */
const timeoutFor = (bytes: number): number => 30_000 + Math.ceil(bytes / 5);

/** The packet as it stands under its signature, sealed. */
export function sealedManifest(db: Db, packetId: string, link: HubLink, stationId: string): Uint8Array {
  const { manifest, signature } = readPacket(db, packetId);
  const signed = JSON.stringify({ body: manifest, signature: signature.toString('base64') });
  return sealWhole(link.sealKey, newSealSecret(), sealPurpose.manifest(stationId, packetId), Buffer.from(signed, 'utf8'));
}

export async function sendFacts(row: OutboxRow, link: HubLink, tools: SendTools): Promise<Sent> {
  const body = sealedManifest(tools.db, row.packetId, link, tools.key.stationId);
  return timed(row, link, tools, () => exchange(link, { method: 'PUT', path: paths.packet(row.packetId), body, timeoutMs: timeoutFor(body.length) }, tools));
}

/** What is damaged on our own disk waits for a person, and nothing behind it waits for that. @throws what `send` throws for another cause: a full disk, a closing store. */
export async function orPark(row: OutboxRow, tools: SendTools, send: () => Promise<Sent>): Promise<Sent> {
  try {
    return await send();
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    return parkDamaged(row, 'record.damaged', tools);
  }
}

/** Some chunks of the first picture that is not there; with none missing, the facts again: that brings the receipt. */
export async function sendPictures(row: OutboxRow, link: HubLink, tools: SendTools): Promise<Sent> {
  const part = partsOf(tools.db, row.packetId).find(({ there }) => !there);
  if (!part) return sendFacts(row, link, tools);
  const picture = heldPicture(part, tools);
  if (picture === null) return parkDamaged(row, 'picture.damaged', tools);
  const { secret, have } = sealOf(part, link, tools.db);
  const seal = openSeal(link.sealKey, secret, sealPurpose.part(tools.key.stationId, part.captureId));
  const to = Math.min(chunkCount(part.bytes), have + tools.chunks.value);
  const body = Buffer.concat([seal.header, seal.chunks(picture, have, to)]);
  const sent = await timed(row, link, tools, () =>
    exchange(link, { method: 'PUT', path: paths.part(row.packetId, part.captureId, have), body, timeoutMs: timeoutFor(body.length) }, tools));
  tools.chunks.value = nextChunks(tools.chunks.value, sent.effect.outcome === 'unavailable' ? null : sent.ms);
  return sent;
}

/** A hub that changed its key cannot go on with a part that was begun for the old one. */
export function sealOf(part: Part, link: HubLink, db: Db): { secret: Uint8Array; have: number } {
  if (part.sealSecret !== null && part.sealKey === link.sealKey) return { secret: part.sealSecret, have: Math.min(part.have, chunkCount(part.bytes) - 1) };
  const secret = newSealSecret();
  sealPart(db, part.captureId, secret, link.sealKey);
  return { secret, have: 0 };
}

/** @returns null when our own disk no longer holds what was submitted. */
export function storedPicture(db: Db, part: Part): Uint8Array | null {
  const bytes = whole(() => readPicture(db, part.captureId));
  return bytes && createHash('sha256').update(bytes).digest('hex') === part.sha256 ? bytes : null;
}

function heldPicture(part: Part, { db, picture }: SendTools): Uint8Array | null {
  if (picture.now?.captureId === part.captureId) return picture.now.bytes;
  picture.now = null;
  const bytes = storedPicture(db, part);
  if (bytes === null) return null;
  picture.now = { captureId: part.captureId, bytes };
  return bytes;
}

function parkDamaged(row: OutboxRow, reason: 'picture.damaged' | 'record.damaged', { db, clock, key }: SendTools): Sent {
  transact(db, (tx) => park(tx, row, reason, clock().toISOString(), key));
  return { effect: { outcome: 'refused', row: 'park', link: 'clear', reason: null }, ms: 0, retryAfterSeconds: null };
}

async function timed(row: OutboxRow, { hubKey }: HubLink, tools: SendTools, send: () => Promise<Heard>): Promise<Sent> {
  const from = performance.now();
  const heard = await send();
  const ms = performance.now() - from;
  return { effect: record(row, heard, hubKey, tools), ms, retryAfterSeconds: heard.kind === 'fault' ? heard.retryAfterSeconds : null };
}

/** Everything one answer changes, in one transaction; the receipt before the row that counts on it. */
function record(sent: OutboxRow, heard: Heard, hubKey: string, tools: SendTools): Effect {
  return transact(tools.db, (tx) => {
    // While the answer was on its way a supervisor may have changed the row, or a carried receipt closed it.
    const row = findOutboxRow(tx, sent.packetId) ?? sent;
    const said: Heard = heard.kind === 'verdict' && heard.verdict.receipt !== null && !fits(tx, row, heard.receipt, tools) ? { kind: 'fault', fault: 'not-the-hub', retryAfterSeconds: null } : heard;
    const effect = effectOf(said, () => committedAt(tx, row));
    if (row.state !== 'waiting') return effect;
    const at = tools.clock().toISOString();
    const moved = heard.kind === 'verdict' && (effect.row === 'go-on' || effect.row === 'done') && markParts(tx, row, heard.verdict.parts);
    if (effect.row === 'done' && heard.kind === 'verdict' && heard.verdict.receipt) addReceipt(tx, row.packetId, heard.verdict.receipt, hubKey, at);
    if (effect.row === 'done') changeOutboxRow(tx, row, { state: 'receipted', factsAt: row.factsAt ?? at, reason: null });
    const stuck = effect.row === 'go-on' && row.factsAt !== null && !moved;
    // Due as before: a case that goes on is not put behind all others, or none would be whole until the end.
    if (effect.row === 'go-on' && !stuck) changeOutboxRow(tx, row, { factsAt: row.factsAt ?? at, attempts: 0, reason: null });
    if (effect.row === 'facts-again') changeOutboxRow(tx, row, { factsAt: null, reason: effect.reason, attempts: row.attempts + 1, dueAt: new Date(tools.clock().getTime() + waitMs(row.attempts + 1, tools.chance())).toISOString() });
    if (effect.row === 'park') park(tx, row, effect.reason ?? 'refused', at, tools.key);
    if (effect.row === 'back-off' || stuck) {
      const attempts = row.attempts + 1;
      const wait = waitMs(attempts, tools.chance(), heard.kind === 'fault' ? heard.retryAfterSeconds : null);
      changeOutboxRow(tx, row, { attempts, reason: effect.reason, dueAt: new Date(tools.clock().getTime() + wait).toISOString() });
    }
    return effect;
  });
}

const committedSchema = z.looseObject({ committedAt: z.iso.datetime() });
const committedAt = (db: Db, { packetId }: OutboxRow): number => Date.parse(parsed(json(committedSchema), readPacket(db, packetId).manifest).committedAt);

/** The hub's word on the parts of this packet: listed ones are not whole yet. @returns whether it is further than it was. */
function markParts(tx: Tx, row: OutboxRow, listed: readonly { captureId: string; have: number }[]): boolean {
  let moved = false;
  for (const part of partsOf(tx, row.packetId)) {
    const have = listed.find(({ captureId }) => captureId === part.captureId)?.have ?? null;
    moved ||= (have === null) !== part.there || (have !== null && have !== part.have);
    markPart(tx, part.captureId, have);
  }
  return moved;
}

/** A receipt is for this packet, as it was frozen, with every picture of it. */
export function fits(db: Db, row: OutboxRow, receipt: Receipt | null, tools: Pick<SendTools, 'key'>): boolean {
  if (receipt === null || receipt.packetId !== row.packetId || receipt.stationId !== tools.key.stationId) return false;
  const own = partsOf(db, row.packetId);
  return receipt.manifestSha256 === readPacket(db, row.packetId).sha256 && receipt.parts.length === own.length
    && own.every((part) => receipt.parts.some((there) => there.captureId === part.captureId && there.sha256 === part.sha256));
}
