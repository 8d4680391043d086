/** Who did and who saw what at the hub: lines that hold the hash of the one before and are signed with the hub's key. Random ids and codes, and the names of people at head office; no customer. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { z } from 'zod';
import { contexts } from '../../core/sync/protocol.ts';
import type { Database, Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import { isFrom, type HubKeys } from '../keys.ts';
import { sha256 } from './passwords.ts';

export const trailActions = {
  'admin.code-made': 'A one-time code for an administrator was made', 'person.added': 'Person added', 'person.changed': 'Person changed', 'person.unlocked': 'Person unlocked', 'password.chosen': 'Own password chosen',
  'session.begun': 'Logged in', 'session.ended': 'Logged out', 'session.refused': 'Login refused', 'session.locked': 'Name locked after wrong passwords',
  'queue.searched': 'Searched for a case number', 'case.opened': 'Case looked at', 'picture.opened': 'Picture looked at', 'case.decided': 'Decided', 'case.proposed': 'Decided, waits for a second person', 'case.agreed': 'Second person agreed', 'case.disagreed': 'Second person disagreed',
  'trail.verified': 'Trail verified',
  'station.approved': 'Station let in', 'station.refused': 'Request of a station refused', 'station.revoked': 'Station revoked', 'bundle.published': 'Published to stations', 'carry.begun': 'Loading of a carried file begun', 'carry.imported': 'Carried file loaded', 'keys.rotated': 'Keys of the hub changed', 'identity.replaced': 'Hub given another identity',
} as const;
export type TrailAction = keyof typeof trailActions;

const bodySchema = z.strictObject({
  sequence: z.number().int().min(1), at: z.iso.datetime(), action: z.enum(Object.keys(trailActions) as [TrailAction, ...TrailAction[]]),
  person: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(), branch: z.string().nullable(), caseId: z.uuid().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), previous: z.string(),
});
export type TrailBody = z.infer<typeof bodySchema>;
export type TrailLine = { action: TrailAction; person: TrailBody['person']; branch?: string | null; caseId?: string | null; facts?: TrailBody['facts'] };

const endSchema = z.object({ sequence: z.coerce.number().int(), hash: z.string() });

/** In the facts of a line: whoever ran a command at the hub itself, as their operating system calls them; they are no person of head office. */
export const atConsole = 'console';

/** In the transaction of what it tells of; whoever adds a line waits for whoever is adding one. */
export async function addLine(hub: Pick<Hub, 'keys' | 'clock'>, sql: Sql, { action, person, branch = null, caseId = null, facts = {} }: TrailLine): Promise<void> {
  const [row] = await sql.query('SELECT sequence, hash FROM hub_trail_end WHERE one = 1 FOR UPDATE');
  const end = endSchema.parse(row);
  const at = hub.clock();
  const given = person === null ? null : { personId: person.personId, name: person.name };
  const signed = hub.keys.sign(contexts.trail, { sequence: end.sequence + 1, at: at.toISOString(), action, person: given, branch, caseId, facts, previous: end.hash } satisfies TrailBody);
  const hash = sha256(signed.body);
  await sql.query('INSERT INTO hub_trail (sequence, at, action, person_id, branch, case_id, body, hash, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [end.sequence + 1, at, action, given?.personId ?? null, branch, caseId, signed.body, hash, signed.signature]);
  await sql.query('UPDATE hub_trail_end SET sequence = $1, hash = $2 WHERE one = 1', [end.sequence + 1, hash]);
}

/** What stands in no transaction of its own. */
export const addLineAlone = (hub: Hub, line: TrailLine): Promise<void> => hub.db.transaction('owner', (sql) => addLine(hub, sql, line));

export type TrailFilter = { before: number | null; personId: string | null; caseId: string | null };

/** Newest first; null in place of what cannot be read any more, which verifyTrail() tells. */
export async function listTrail(sql: Sql, { before, personId, caseId }: TrailFilter, limit: number): Promise<{ sequence: number; body: TrailBody | null }[]> {
  const rows = await sql.query(
    `SELECT sequence, body FROM hub_trail WHERE ($1::bigint IS NULL OR sequence < $1) AND ($2::uuid IS NULL OR person_id = $2) AND ($3::uuid IS NULL OR case_id = $3) ORDER BY sequence DESC LIMIT $4`, [before, personId, caseId, limit]);
  return rows.map(({ sequence, body }) => ({ sequence: Number(sequence), body: bodyIn(String(body)) }));
}

function bodyIn(text: string): TrailBody | null {
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * `broken`: number of the first line that is not what was written, is signed by none of the hub's keys, or is not there. `otherKey`: lines at the beginning under a key that is lost (new-identity): chained, and anybody may have signed them.
 * `sound`: all of it is the hub's own, or an end that was written down elsewhere, at or after the last of the other key's lines, is in it.
 */
export type Verified = { lines: number; hash: string; broken: number | null; otherKey: number; anchored: boolean | null; sound: boolean };

const lineSchema = z.object({ sequence: z.coerce.number(), at: z.date(), action: z.string(), personId: z.string().nullable(), branch: z.string().nullable(), caseId: z.string().nullable(), body: z.string(), hash: z.string(), signature: z.string() });
type Line = z.infer<typeof lineSchema>;
/** Chosen: a hundredth of a second, in which no station is answered. */
const linesAtOnce = 100;

const verifying = new WeakSet<Database>();

/** The same for whoever asks while the hub is at work. @returns null: somebody's walk is under way; a second one would take as much again from the stations. */
export async function verifyAlone(db: Database, keys: Pick<HubKeys, 'signKey' | 'former'>, anchor: { sequence: number; hash: string } | null = null): Promise<Verified | null> {
  if (verifying.has(db)) return null;
  verifying.add(db);
  try {
    return await verifyTrail(db, keys, anchor);
  } finally {
    verifying.delete(db);
  }
}

/** Walks all of it, some lines at a time, between which others are served. @param anchor an end that was written down earlier: whether the trail still leads through it */
export async function verifyTrail(db: Database, keys: Pick<HubKeys, 'signKey' | 'former'>, anchor: { sequence: number; hash: string } | null = null): Promise<Verified> {
  const [row] = await db.query('SELECT sequence, hash FROM hub_trail_end WHERE one = 1');
  const end = endSchema.parse(row);
  const found: Verified = { lines: 0, hash: '', broken: null, otherKey: 0, anchored: anchor === null ? null : false, sound: false };
  for (;;) {
    const lines = (await db.query(
      `SELECT sequence, at, action, person_id AS "personId", branch, case_id AS "caseId", body, hash, signature FROM hub_trail WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3`, [found.lines, end.sequence, linesAtOnce],
    )).map((line) => lineSchema.parse(line));
    for (const line of lines) {
      if (!isWhole(line, found.lines + 1, found.hash)) return { ...found, broken: found.lines + 1 };
      if (![keys.signKey, ...keys.former].some((key) => isFrom(key, contexts.trail, line))) {
        if (found.otherKey < found.lines) return { ...found, broken: found.lines + 1 };
        found.otherKey += 1;
      }
      [found.lines, found.hash] = [line.sequence, line.hash];
      if (anchor?.sequence === line.sequence) found.anchored = anchor.hash === line.hash;
    }
    if (lines.length < linesAtOnce) break;
    await othersFirst();
  }
  if (found.lines !== end.sequence || found.hash !== end.hash) return { ...found, broken: found.lines + 1 };
  return { ...found, sound: found.anchored !== false && (found.otherKey === 0 || (anchor !== null && anchor.sequence >= found.otherKey)) };
}

function isWhole(line: Line, sequence: number, previous: string): boolean {
  if (line.sequence !== sequence || sha256(line.body) !== line.hash) return false;
  const data = bodyIn(line.body);
  return data !== null && data.sequence === sequence && data.previous === previous && data.at === line.at.toISOString() && data.action === line.action && data.branch === line.branch && data.caseId === line.caseId && (data.person?.personId ?? null) === line.personId;
}
