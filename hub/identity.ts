/** Which hub this is: the key file and the database belong together. Stations have pinned that key, and pictures open with it alone. */
import { rmSync } from 'node:fs';
import { CodedError } from '../core/errors.ts';
import { policyFault } from '../core/sync/bundle.ts';
import type { Database } from './db/database.ts';
import { addRotation, isOver, repeatWord, wordForAll } from './bundles.ts';
import { addHubKeys, makeHubKeys, mostKeys, readHubKeys, type HubKeys } from './keys.ts';
import { addLine, atConsole } from './review/trail.ts';

/** Keys are made for a database that has never had any. @throws CodedError hub.keys-missing · hub.keys-other · hub.keys-damaged */
export async function openIdentity(db: Database, file: string, now: Date): Promise<HubKeys> {
  const held = readHubKeys(file);
  if (held === null && ((await identityOf(db)) !== null || (await hasStations(db)))) throw new CodedError('hub.keys-missing');
  const keys = held ?? makeHubKeys(file);
  const known = await identityOf(db);
  if (known !== null && keys.former.includes(known)) await recordRotation(db, keys, known, now, 'start');
  await db.query('INSERT INTO hub_identity (one, sign_key, at) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [keys.signKey, now]);
  // Read again: two hubs on one database may start at once, each with a folder of its own.
  if ((await identityOf(db)) !== keys.signKey) throw new CodedError('hub.keys-other');
  return keys;
}

/** The change is told with the last word for all. `word-expired`: it must not come to an end or be made empty by it. `policy-not-taken`: stations of this program would refuse that word, and the new keys with it. `other-keys`: another process of this hub has changed them. `too-many`: the file holds no more. */
export type NotRotated = 'word-expired' | 'policy-not-taken' | 'other-keys' | 'too-many';

/** New keys, which stations hear of in a bundle that the old one signed. The old ones stay, for stations that have not heard yet. What was begun and not told is ended first, without further keys. @returns why nothing was changed. @throws CodedError hub.keys-missing · hub.keys-damaged */
export async function rotateIdentity(db: Database, file: string, now: Date, by = atConsole): Promise<HubKeys | NotRotated> {
  const held = readHubKeys(file);
  if (held === null) throw new CodedError('hub.keys-missing');
  const known = await identityOf(db);
  if (known !== null && held.former.includes(known)) {
    await recordRotation(db, held, known, now, by);
    return held;
  }
  if (known !== held.signKey) return 'other-keys';
  if (held.seals.length >= mostKeys) return 'too-many';
  const last = await wordForAll(db);
  if (last !== null && isOver(last, now)) return 'word-expired';
  if (last?.policies.some((policy) => policyFault(policy) !== null)) return 'policy-not-taken';
  const keys = addHubKeys(file);
  await recordRotation(db, keys, known, now, by);
  return keys;
}

/** Also at the next start, where a power cut came after the file: whoever is told of new keys is told by every step between. */
async function recordRotation(db: Database, keys: HubKeys, known: string, now: Date, by: string): Promise<void> {
  const chain = [keys.signKey, ...keys.former];
  await db.transaction('owner', async (sql) => {
    const moved = await sql.query('UPDATE hub_identity SET sign_key = $1, at = $2 WHERE sign_key = $3 RETURNING one', [keys.signKey, now, known]);
    if (moved.length === 0) return;
    const last = await wordForAll(sql);
    for (let at = chain.indexOf(known); at > 0; at -= 1) await addRotation(sql, { from: keys.under(chain[at]!)!, next: keys.under(chain[at - 1]!)!, last }, now);
    if (last !== null && !isOver(last, now)) await repeatWord(sql, keys, last, now);
    await addLine({ keys, clock: () => now }, sql, { action: 'keys.rotated', person: null, facts: { by, code: keys.code } });
  });
}

/** Where the key file is lost for ever. Every station must be connected again, and pictures taken in so far do not open any more and are asked for again. @throws CodedError hub.keys-there */
export async function replaceIdentity(db: Database, file: string, now: Date, by = atConsole): Promise<HubKeys> {
  if (readHubKeys(file) !== null) throw new CodedError('hub.keys-there');
  const keys = makeHubKeys(file);
  try {
    await db.transaction('owner', async (sql) => {
      await sql.query('INSERT INTO hub_identity (one, sign_key, at) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET sign_key = excluded.sign_key, at = excluded.at', [keys.signKey, now]);
      await addLine({ keys, clock: () => now }, sql, { action: 'identity.replaced', person: null, facts: { by, code: keys.code } });
    });
  } catch (thrown) {
    // Nobody was told of it: it must not stand in the way of the next try.
    rmSync(file);
    throw thrown;
  }
  return keys;
}

async function identityOf(db: Database): Promise<string | null> {
  const [row] = await db.query('SELECT sign_key AS "signKey" FROM hub_identity');
  return row === undefined ? null : String(row['signKey']);
}

/** A database of before identities were written down. */
const hasStations = async (db: Database): Promise<boolean> => (await db.query('SELECT 1 AS one FROM stations LIMIT 1')).length > 0;
