/** Which stations may hand in, each with its pinned key and its branch. */
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { codeOf, codeSource, readCode } from '../core/sync/keys.ts';
import { codeHours, type Enrolment } from '../core/sync/protocol.ts';
import type { Sql } from './db/database.ts';
import type { HubKeys } from './keys.ts';

const stationSchema = z.object({
  stationId: z.string(), publicKey: z.string(), name: z.string(), branch: z.string(), state: z.enum(['pending', 'approved', 'revoked']), nonce: z.string(), askedAt: z.date(),
  /** The key of this hub that it has pinned; null: of before that was written down. */
  hubKey: z.string().nullable(),
  /** 'revoked' without it: a request that was refused. */
  wasIn: z.boolean(),
});
export type HubStation = z.infer<typeof stationSchema>;

const columns = `station_id AS "stationId", public_key AS "publicKey", name, branch, state, nonce, asked_at AS "askedAt", hub_key AS "hubKey", approved_at IS NOT NULL AS "wasIn"`;
/** Chosen: bounds what strangers can leave in the table. */
const mostPending = 500;
/** Chosen: a branch behind one address sets up fewer in a day; twenty such addresses fill the table. */
export const mostPendingOfOne = 25;
/** Chosen: a request whose code has run out, or that was refused, is remembered, so that the same code is not good for another day. */
const rememberedHours = 7 * codeHours;
/** Chosen: people refuse them one by one. */
const mostRefused = 500;
/** Chosen: somebody who reads badly needs three; with 80 bits a code none of them is a guess, but a hub that is tried is told of. */
export const mostWrongCodes = 10;

export async function findStation(db: Sql, stationId: string): Promise<HubStation | null> {
  const [row] = await db.query(`SELECT ${columns} FROM stations WHERE station_id = $1`, [stationId], 'station');
  return row === undefined ? null : stationSchema.parse(row);
}

export async function listStations(db: Sql): Promise<HubStation[]> {
  return (await db.query(`SELECT ${columns} FROM stations ORDER BY branch, name`)).map((row) => stationSchema.parse(row));
}

/** First half of the SHA-256 of the key: whoever has another key has another name. */
export const stationIdOf = (publicKey: string): string => createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32);

/** What an administrator may hold a station's key against, read out: in the alphabet of all codes. */
export const fingerprint = (publicKey: string): string => codeOf(createHash('sha256').update(codeSource.station(publicKey)).digest());

type OwnKeys = Pick<HubKeys, 'signKey' | 'former'>;

/** What a station shows on its screen for this request, under the key it has pinned; null: that is no key of this hub any more. */
export function codeOfStation({ publicKey, nonce, hubKey }: Pick<HubStation, 'publicKey' | 'nonce' | 'hubKey'>, { signKey, former }: OwnKeys): string | null {
  const pinned = hubKey ?? signKey;
  return pinned === signKey || former.includes(pinned) ? codeOf(createHash('sha256').update(codeSource.enrolment(publicKey, pinned, nonce)).digest()) : null;
}

/** Under an earlier key only whoever asked while that was the key of the hub. */
export async function asksAgain(db: Sql, { stationId, nonce, hubKey }: Enrolment): Promise<boolean> {
  const known = await findStation(db, stationId);
  return known !== null && known.nonce === nonce && known.hubKey === hubKey;
}

/** Also of a time to come: the hub's clock was wrong when it was asked. */
export const isExpired = ({ state, askedAt }: Pick<HubStation, 'state' | 'askedAt'>, now: Date): boolean => state === 'pending' && Math.abs(now.getTime() - askedAt.getTime()) > codeHours * hourMs;

/** What an administrator was shown of whoever asks, as one word: it comes back with their yes, and nobody else is let in by it. */
export const markOf = ({ publicKey, name, branch }: Pick<HubStation, 'publicKey' | 'name' | 'branch'>): string => codeOf(createHash('sha256').update(JSON.stringify([publicKey, name, branch])).digest());
export const isMark = (said: string, station: HubStation): boolean => readCode(said) === markOf(station);

/** What one stranger has at hand: an address, of IPv6 the whole network of it (RFC 6177: a site is given no less). */
export function networkOf(address: string): string {
  const plain = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address;
  if (!isIPv6(plain)) return plain;
  const [head = [], tail = []] = plain.replace(/%.*$/, '').split('::').map((side) => side.split(':').filter((group) => group !== ''));
  return `${[...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/**
 * Writes down who asks; whoever was let in once stays as they are. The same request keeps its time, name and branch, also after it was refused: its code is not renewed.
 * Nobody's place is taken as long as their code is good; one that has run out takes none.
 * @param from networkOf() its address @returns null: too many wait.
 */
export async function askFor(db: Sql, asked: Enrolment, from: string, now: Date): Promise<HubStation | null> {
  const known = await findStation(db, asked.stationId);
  if (known && (known.state === 'approved' || known.wasIn || known.nonce === asked.nonce)) return known;
  await db.query(`DELETE FROM stations WHERE approved_at IS NULL AND state <> 'approved' AND coalesce(revoked_at, asked_at) < $1`, [new Date(now.getTime() - rememberedHours * hourMs)]);
  const [count] = await db.query(`SELECT count(*)::int AS waiting, count(*) FILTER (WHERE asked_from = $3)::int AS own FROM stations WHERE state = 'pending' AND asked_at >= $1 AND station_id <> $2`, [new Date(now.getTime() - codeHours * hourMs), asked.stationId, from]);
  if (Number(count?.['waiting']) >= mostPending || Number(count?.['own']) >= mostPendingOfOne) return null;
  await db.query(
    `INSERT INTO stations (station_id, public_key, name, branch, state, nonce, asked_at, hub_key, asked_from) VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $8)
     ON CONFLICT (station_id) DO UPDATE SET state = 'pending', revoked_at = NULL, name = excluded.name, branch = excluded.branch, nonce = excluded.nonce, asked_at = excluded.asked_at, hub_key = excluded.hub_key, asked_from = excluded.asked_from
     WHERE stations.nonce <> excluded.nonce AND stations.state <> 'approved' AND stations.approved_at IS NULL`,
    [asked.stationId, asked.publicKey, asked.stationName, asked.branch, asked.nonce, now, asked.hubKey, from],
  );
  return findStation(db, asked.stationId);
}

/** By the code the station shows, which holds its key and the one of ours that it has pinned: a request under another key has another code. Also of one that was let in by it already. @returns null when none fits: it is counted. */
export async function findByCode(db: Sql, typedCode: string, keys: OwnKeys, now: Date): Promise<HubStation | null> {
  const code = readCode(typedCode);
  const found = code === null ? undefined : (await listStations(db)).find((station) => station.state !== 'revoked' && !isExpired(station, now) && codeOfStation(station, keys) === code);
  if (found) return found;
  await db.query('DELETE FROM wrong_codes WHERE at NOT BETWEEN $1 AND $2', hourAround(now));
  await db.query('INSERT INTO wrong_codes (at) VALUES ($1)', [now]);
  return null;
}

/** As it was shown. @returns null: it is another one by now, or none that waits. */
export async function approve(db: Sql, { stationId, nonce, name, branch }: HubStation, now: Date): Promise<HubStation | null> {
  const [approved] = await db.query(`UPDATE stations SET state = 'approved', approved_at = $2, asked_from = NULL WHERE station_id = $1 AND state = 'pending' AND nonce = $3 AND name = $4 AND branch = $5 RETURNING ${columns}`, [stationId, now, nonce, name, branch]);
  return approved === undefined ? null : stationSchema.parse(approved);
}

/** Within the hour; from mostWrongCodes on none is looked at. */
export async function wrongCodes(db: Sql, now: Date): Promise<number> {
  const [row] = await db.query('SELECT count(*)::int AS count FROM wrong_codes WHERE at BETWEEN $1 AND $2', hourAround(now));
  return Number(row?.['count']);
}

const hourMs = 3_600_000;
const hourAround = (now: Date): [Date, Date] => [new Date(now.getTime() - hourMs), new Date(now.getTime() + hourMs)];

/** For ever: a station that comes back comes with a new key. One that was never let in is refused: remembered for a while, told to no station, and a person there may ask anew under another code. @returns null: there is none, or it is revoked already. */
export async function revoke(db: Sql, stationId: string, now: Date): Promise<HubStation | null> {
  const [gone] = await db.query(`UPDATE stations SET state = 'revoked', revoked_at = $2, asked_from = NULL WHERE station_id = $1 AND state <> 'revoked' RETURNING ${columns}`, [stationId, now]);
  if (gone === undefined) return null;
  await db.query(`DELETE FROM stations WHERE station_id IN (SELECT station_id FROM stations WHERE state = 'revoked' AND approved_at IS NULL ORDER BY revoked_at DESC NULLS LAST, station_id OFFSET $1)`, [mostRefused]);
  return stationSchema.parse(gone);
}
