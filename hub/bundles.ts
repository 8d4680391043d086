/** Bundles for the stations: made from what an administrator wrote, numbered and signed, and handed to each station that asks. */
import { createHash, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { blockedCost, bundleSchema, documentIdentitySchema, documentText, mostBlocked, operatorNameText, policyFault, rotationText, type Bundle, type BundleAsk, type DocumentIdentity } from '../core/sync/bundle.ts';
import { blockedFacesSchema } from '../core/sync/blocked-faces.ts';
import { contexts, protocolVersion, stationIdText, type HandedBundle } from '../core/sync/protocol.ts';
import type { Database, Sql } from './db/database.ts';
import { closeFaces, facesKeyFor } from './faces.ts';
import { yes, type Hub, type Word } from './hub.ts';
import type { HubKeys } from './keys.ts';
import { addLine, atConsole } from './review/trail.ts';

const { expiresAt, stations, policies, revokedStations, notes } = bundleSchema.shape;
const isOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** What an administrator writes. Whole in itself: what is left out is not so any more, but for stations that the hub itself has revoked. What stations would refuse, or never find, is not taken. */
export const draftSchema = z.strictObject({
  expiresAt: expiresAt.default(null),
  stations: stations.refine((ids) => ids?.length !== 0, 'names no station').default(null),
  policies: policies.pipe(z.array(z.looseObject({ id: z.string() }))).refine((all) => isOnce(all.map(({ id }) => id)), 'has two of one id').default([]),
  revokedStations: revokedStations.default([]),
  revokedOperators: z.array(z.strictObject({ name: operatorNameText, stationId: stationIdText.nullable().default(null) })).pipe(bundleSchema.shape.revokedOperators).default([]),
  blockedDocuments: z.array(documentIdentitySchema).max(mostBlocked).default([]),
  blockedFaces: blockedFacesSchema.refine((all) => isOnce(all.map(({ id }) => id)), 'has one entry twice').default([]),
  notes: notes.default([]),
});
export type Draft = z.infer<typeof draftSchema>;

type Content = Omit<Bundle, 'format' | 'protocol' | 'version' | 'issuedAt'>;
export type Published = { version: number; sha256: string };

/** @returns the policy that this program does not take, and where; 'expired' where no station would take it any more; 'too-large' where it could not be handed over; 'other-keys' where another hub process has new keys and this one does not; else what was published. */
export async function publish(hub: Hub, draft: Draft, by = atConsole): Promise<Published | { policy: string; place: string } | 'expired' | 'too-large' | 'other-keys'> {
  if (isOver(draft, hub.clock())) return 'expired';
  for (const policy of draft.policies) {
    const place = policyFault(policy);
    if (place !== null) return { policy: policy.id, place };
  }
  const { blockedDocuments, blockedFaces, ...rest } = draft;
  const faces = closeFaces(hub.keys, blockedFaces);
  const content: Content = { ...rest, blockedDocuments: await hashed(blockedDocuments), ...(faces && { blockedFaces: faces }), nextKeys: null };
  // As it stands in a verdict: text within text.
  if (JSON.stringify(JSON.stringify(content)).length > mostContent) return 'too-large';
  return hub.db.transaction('owner', async (sql) => {
    // Until the end of the transaction: what is signed with the old key after a rotation would stand in its way.
    const own = await sql.query('SELECT 1 AS one FROM hub_identity WHERE sign_key = $1 FOR SHARE', [hub.keys.signKey]);
    if (own.length === 0) return 'other-keys';
    const published = await add(sql, hub.keys, content, hub.clock());
    await addLine(hub, sql, { action: 'bundle.published', person: null, facts: { by, ...published } });
    return published;
  });
}

/** Chosen: a verdict may have 4,000,000 letters; the rest is for stations the hub has revoked, and for the next keys. */
const mostContent = 3_600_000;

const slowHash = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);
/** Chosen: the threads Node has for it. */
const atOnce = 4;

async function hashed(documents: readonly DocumentIdentity[]): Promise<Bundle['blockedDocuments']> {
  if (documents.length === 0) return null;
  const salt = randomBytes(16);
  const { bytes, ...cost } = blockedCost;
  const texts = [...new Set(documents.map(documentText))];
  const hashes: string[] = [];
  for (let at = 0; at < texts.length; at += atOnce) hashes.push(...(await Promise.all(texts.slice(at, at + atOnce).map(async (text) => (await slowHash(text, salt, bytes, cost)).toString('base64url')))));
  // Sorted: the order in which somebody wrote them down says nothing.
  return { salt: salt.toString('hex'), hashes: hashes.sort() };
}

/** With the stations that the hub has revoked. */
async function add(sql: Sql, keys: HubKeys, content: Content, now: Date): Promise<Published> {
  // Two administrators at once: one number each.
  await sql.query('LOCK TABLE bundles IN EXCLUSIVE MODE');
  const [row] = await sql.query('SELECT coalesce(max(version), 0)::int + 1 AS version FROM bundles');
  const revoked = (await sql.query(`SELECT station_id AS id FROM stations WHERE state = 'revoked' AND approved_at IS NOT NULL`)).map(({ id }) => String(id));
  const revokedStations = [...new Set([...content.revokedStations, ...revoked])];
  const bundle = bundleSchema.parse({ format: 'vestibule.bundle', protocol: protocolVersion, version: Number(row?.['version']), issuedAt: now.toISOString(), ...content, revokedStations } satisfies Bundle);
  const { body, signature } = keys.sign(contexts.bundle, bundle);
  const sha256 = createHash('sha256').update(body).digest('hex');
  await sql.query('INSERT INTO bundles (version, sign_key, body, signature, sha256, stations, expires_at, rotates, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [bundle.version, keys.signKey, body, signature, sha256, bundle.stations, bundle.expiresAt, bundle.nextKeys !== null, now]);
  return { version: bundle.version, sha256 };
}

/** The newest word for all, also one whose time is over: stations that took it go by it still. null: there is none. */
export async function wordForAll(sql: Sql): Promise<Bundle | null> {
  const [row] = await sql.query('SELECT body FROM bundles WHERE stations IS NULL ORDER BY version DESC LIMIT 1');
  return row === undefined ? null : bundleSchema.parse(JSON.parse(String(row['body'])));
}

export const isOver = ({ expiresAt }: Pick<Bundle, 'expiresAt'>, now: Date): boolean => expiresAt !== null && Date.parse(expiresAt) <= now.getTime();

/** The word for all once more, under the keys that come after all rotations: for a station that has pinned no others. */
export async function repeatWord(sql: Sql, keys: HubKeys, { format: _format, protocol: _protocol, version: _version, issuedAt: _issuedAt, ...content }: Bundle, now: Date): Promise<void> {
  await add(sql, keys, { ...content, nextKeys: null }, now);
}

/** The word for all, once more, with the keys that come next; signed with the key they come after. Never too old to be taken: a station that was away for long must still find the new keys. */
export async function addRotation(sql: Sql, { from, next, last }: { from: HubKeys; next: HubKeys; last: Bundle | null }, now: Date): Promise<Published> {
  const keys = { signKey: next.signKey, sealKey: next.seals[0]!.publicKey.toString('base64') };
  const proof = next.signText(contexts.rotation, rotationText(from.signKey, keys));
  const { policies = [], revokedStations = [], revokedOperators = [], blockedDocuments = null, blockedFaces, notes = [] } = last ?? {};
  return add(sql, from, { expiresAt: null, stations: null, policies, revokedStations, revokedOperators, blockedDocuments, ...(blockedFaces && { blockedFaces }), notes, nextKeys: { ...keys, proof } }, now);
}

const rowSchema = z.object({ version: z.number().int(), sha256: z.string() });
type Newest = z.infer<typeof rowSchema>;

const isFor = (bundle: string, station: string): string => `(${bundle}.stations IS NULL OR ${station} = ANY (${bundle}.stations))`;
/** One that is over takes nothing away: what was published before it, and still holds, is taken in its place. */
const stillHolds = (bundle: string, now: string): string => `(${bundle}.expires_at IS NULL OR ${bundle}.expires_at > ${now})`;

/** The newest for this station under the key it has pinned; for an earlier key that is the bundle which says the next one. Without its text: most stations have it. @param have nothing older is offered: the station would refuse it */
async function newest(hub: Hub, stationId: string, signKey: string, have: number | null): Promise<Newest | null> {
  const [row] = await hub.db.query(
    `SELECT version, sha256 FROM bundles b WHERE sign_key = $1 AND ${isFor('b', '$2')} AND ${stillHolds('b', '$3')} AND (rotates OR version >= $4) ORDER BY rotates DESC, version DESC LIMIT 1`, [signKey, stationId, hub.clock(), have ?? 0],
  );
  return row === undefined ? null : rowSchema.parse(row);
}

const textSchema = z.object({ body: z.string(), signature: z.string() });
type Opened = z.infer<typeof textSchema> & { sha256: string; blockedFaces: Bundle['blockedFaces'] };
/** By the database, the last one alone: after a publication every station asks for the same one, and to read and check megabytes for each would hold up all others. */
const lastOpened = new WeakMap<Database, Opened>();

async function open({ db }: Hub, { version, sha256 }: Newest): Promise<Opened> {
  const last = lastOpened.get(db);
  if (last?.sha256 === sha256) return last;
  const [row] = await db.query('SELECT body, signature FROM bundles WHERE version = $1', [version]);
  const { body, signature } = textSchema.parse(row);
  const opened = { body, signature, sha256, blockedFaces: bundleSchema.parse(JSON.parse(body)).blockedFaces };
  lastOpened.set(db, opened);
  return opened;
}

/** Notes how the station stands, and gives it what it does not have. */
export async function giveBundle(hub: Hub, stationId: string, { have, refused, replyKey }: BundleAsk): Promise<Word> {
  await hub.db.query(
    `INSERT INTO bundle_standing (station_id, have, have_sha256, refused, refused_code, at, reply_key) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (station_id) DO UPDATE SET have = excluded.have, have_sha256 = excluded.have_sha256, refused = excluded.refused, refused_code = excluded.refused_code, at = excluded.at, reply_key = coalesce(excluded.reply_key, bundle_standing.reply_key)`,
    [stationId, have?.version ?? null, have?.sha256 ?? null, refused?.version ?? null, refused?.code ?? null, hub.clock(), replyKey === undefined ? null : Buffer.from(replyKey, 'base64')],
  );
  const found = await newest(hub, stationId, hub.keys.signKey, have?.version ?? null);
  if (found === null || found.sha256 === have?.sha256) return yes('already-there', null);
  return { ...yes('accepted', null), bundle: await handed(hub, stationId, found, await replyKeyOf(hub, stationId)) };
}

/** As the station sealed it; null: it has not told one, or is revoked, and then nothing is for its eyes. */
async function replyKeyOf(hub: Hub, stationId: string): Promise<Uint8Array | null> {
  const [row] = await hub.db.query(`SELECT b.reply_key AS "replyKey" FROM bundle_standing b JOIN stations s ON s.station_id = b.station_id WHERE b.station_id = $1 AND s.state = 'approved'`, [stationId]);
  return z.instanceof(Uint8Array).nullable().parse(row?.['replyKey'] ?? null);
}

async function handed(hub: Hub, stationId: string, found: Newest, replyKey: Uint8Array | null): Promise<HandedBundle> {
  const { body, signature, blockedFaces } = await open(hub, found);
  const facesKey = blockedFaces && replyKey ? facesKeyFor(hub.keys, stationId, replyKey, blockedFaces) : null;
  return { body, signature, ...(facesKey !== null && { facesKey }) };
}

/** For a station without a line: every change of keys it may have missed, then the newest. In their order. */
export async function carriedBundles(hub: Hub, stationId: string): Promise<HandedBundle[]> {
  const [standing] = await hub.db.query('SELECT have FROM bundle_standing WHERE station_id = $1', [stationId]);
  const have = z.number().nullable().parse(standing?.['have'] ?? null);
  const found = await Promise.all([...hub.keys.former].reverse().concat(hub.keys.signKey).map((signKey) => newest(hub, stationId, signKey, have)));
  const replyKey = await replyKeyOf(hub, stationId);
  return Promise.all(found.filter((one) => one !== null).map((one) => handed(hub, stationId, one, replyKey)));
}

/** The newest one is what the station will go by. */
export function saysRevoked(bundles: readonly HandedBundle[], stationId: string): boolean {
  const last = bundles.at(-1);
  return last !== undefined && bundleSchema.parse(JSON.parse(last.body)).revokedStations.includes(stationId);
}

const standingSchema = z.object({
  stationId: z.string(), branch: z.string(), name: z.string(), state: z.enum(['approved', 'revoked']), have: z.number().nullable(), refused: z.number().nullable(), code: z.string().nullable(), at: z.date().nullable(),
  /** The newest that is for it and not over. */
  due: z.number().nullable(),
});
export type Standing = z.infer<typeof standingSchema>;

/** Whether what a station last refused is still missing there. Not of one that is revoked; nor what is older than what it has, which somebody brought by hand. */
export const misses = ({ state, have, refused, code, due }: Standing): boolean => state === 'approved' && code !== null && due !== null && (have === null || have < due) && (refused === null || have === null || refused > have);

/** How far each station that is or was let in has got; `at` null: it has not asked yet. */
export async function standings(hub: Hub): Promise<{ newest: number | null; stations: Standing[] }> {
  const rows = await hub.db.query(`SELECT s.station_id AS "stationId", s.branch, s.name, s.state, b.have, b.refused, b.refused_code AS code, b.at, (SELECT max(n.version) FROM bundles n WHERE ${isFor('n', 's.station_id')} AND ${stillHolds('n', '$1')}) AS due FROM stations s LEFT JOIN bundle_standing b ON b.station_id = s.station_id
    WHERE s.state <> 'pending' AND s.approved_at IS NOT NULL ORDER BY s.branch, s.name`, [hub.clock()]);
  const [row] = await hub.db.query('SELECT max(version) AS version FROM bundles');
  return { newest: row?.['version'] == null ? null : Number(row['version']), stations: rows.map((one) => standingSchema.parse(one)) };
}
