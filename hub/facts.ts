/** Takes in the facts of one decision, exactly once: the same again is already there, another content under the same name is a conflict for a person. */
import { manifestSchema, type Manifest } from '../core/sync/manifest.ts';
import { contexts, earliestTime, signedSchema, type Signed } from '../core/sync/protocol.ts';
import { headerBytes, sealPurpose, sealedChunkBytes } from '../core/sync/sealed.ts';
import { monthOf, orMonthAgain } from './db/months.ts';
import { no, within, type Hub, type Word } from './hub.ts';
import { isFrom } from './keys.ts';
import { noteSeen, parkRecord } from './review/intake.ts';
import type { HubStation } from './stations.ts';
import { openerOf } from './unseal.ts';
import { isKnown, writeFacts } from './write-facts.ts';

export async function takeFacts(hub: Hub, station: HubStation, packetId: string, sealed: Uint8Array): Promise<Word> {
  const opened = unsealed(hub, sealed, sealPurpose.manifest(station.stationId, packetId));
  if (opened === null) return no('packet.unreadable', packetId);
  const { signed, said } = opened;
  if (!isFrom(station.publicKey, contexts.packet, signed)) return no('packet.signature', packetId);
  const read = manifestSchema.safeParse(said);
  if (!read.success || !isText(said)) return no('packet.malformed', packetId);
  const manifest = read.data;
  const own = manifest.packetId === packetId && manifest.stationId === station.stationId && manifest.branch === station.branch;
  if (!own || manifest.captures.some(({ caseId }) => caseId !== manifest.case.caseId)) return no('packet.foreign', packetId);
  if (new Set(manifest.captures.map(({ captureId }) => captureId)).size !== manifest.captures.length) return no('packet.malformed', packetId);
  const odd = oddDate(manifest, hub.clock());
  // What was taken before this was asked, or under another clock of ours, keeps its word.
  if (odd !== null && !(await hub.db.transaction({ branch: station.branch }, (sql) => isKnown(sql, station.branch, packetId)))) return no(odd, packetId);
  const month = monthOf(manifest.committedAt);
  // One that is known makes no month, whatever it says of its date.
  if (odd === null) await hub.months.ensure(month);
  const word = await orMonthAgain(hub.months, (named) => {
    named(month);
    return within(hub, station.branch, (sql) => writeFacts(sql, hub, manifest, signed));
  });
  if (word.outcome === 'conflict' && word.reason !== null) await parkRecord(hub, manifest, signed, word.reason);
  await noteSeen(hub, station, manifest);
  return word;
}

/** Sealed in one request and small: opened whole. `said`: what is signed. @returns null when it is not for us, or not whole. */
function unsealed(hub: Hub, sealed: Uint8Array, purpose: string): { signed: Signed; said: unknown } | null {
  const opener = openerOf(sealed, hub.keys.seals, purpose);
  if (!opener) return null;
  const plain: Buffer[] = [];
  for (let at = headerBytes, chunk = 0; at < sealed.length; at += sealedChunkBytes, chunk += 1) {
    const opened = opener.open(sealed.subarray(at, at + sealedChunkBytes), chunk, at + sealedChunkBytes >= sealed.length);
    if (opened === null) return null;
    plain.push(opened);
  }
  try {
    const signed = signedSchema.parse(JSON.parse(Buffer.concat(plain).toString('utf8')));
    return { signed, said: JSON.parse(signed.body) };
  } catch {
    return null;
  }
}

/** Of all strings in it: PostgreSQL holds no NUL in a text, and no half of a character in JSON. */
function isText(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && !halfCharacter.test(value);
  return typeof value !== 'object' || value === null || Object.entries(value).every(([key, inner]) => isText(key) && isText(inner));
}
const halfCharacter = /\p{Cs}/u;

/** Chosen: bounds the months that are made; a day ahead is a clock, a year is a fault. */
const aheadMs = 2 * 24 * 3_600_000;
function oddDate({ committedAt, decidedAt }: Manifest, now: Date): 'packet.date' | 'packet.malformed' | null {
  if (!isPlausible(committedAt, now)) return 'packet.date';
  // Written down in one with a date that can be: no clock that is put right would mend it.
  return isPlausible(decidedAt, now) ? null : 'packet.malformed';
}
const isPlausible = (at: string, now: Date): boolean => Date.parse(at) >= earliestTime && Date.parse(at) <= now.getTime() + aheadMs;
