/** Browsers in which somebody has logged in before (OWASP, "device cookies"): their slips are counted apart, so that a stranger who guesses a name's password does not keep its owner out. Such a cookie opens nothing. */
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import { newToken, sha256 } from './passwords.ts';

/** Chosen: over a long absence; a computer that was given away is forgotten. */
export const knownDays = 180;
/** Chosen: of one person. Each is ten guesses more for who has stolen it. */
const mostOfOne = 10;
const dayMs = 24 * 3_600_000;

/** Its digest; '' for one in which this person has not logged in. */
export async function knownAs(hub: Hub, sql: Sql, nameKey: string, cookie: string | null): Promise<string> {
  if (cookie === null) return '';
  const digest = sha256(cookie);
  const rows = await sql.query(
    `SELECT 1 AS one FROM known_browsers b JOIN people p ON p.person_id = b.person_id WHERE b.browser_sha256 = $1 AND p.name_key = $2 AND b.at >= $3`,
    [digest, nameKey, new Date(hub.clock().getTime() - knownDays * dayMs)]);
  return rows.length > 0 ? digest : '';
}

/** After a login by password. Several people may share a browser. @returns the cookie: a new one where the hub does not know the given one, which somebody may have planted. */
export async function knowBrowser(hub: Hub, personId: string, cookie: string | null): Promise<string> {
  const now = hub.clock();
  return hub.db.transaction('owner', async (sql) => {
    await sql.query('DELETE FROM known_browsers WHERE at < $1', [new Date(now.getTime() - knownDays * dayMs)]);
    const held = cookie !== null && (await sql.query('SELECT 1 AS one FROM known_browsers WHERE browser_sha256 = $1 LIMIT 1', [sha256(cookie)])).length > 0;
    const kept = held ? cookie : newToken();
    await sql.query('INSERT INTO known_browsers (person_id, browser_sha256, at) VALUES ($1, $2, $3) ON CONFLICT (person_id, browser_sha256) DO UPDATE SET at = excluded.at', [personId, sha256(kept), now]);
    await sql.query('DELETE FROM known_browsers WHERE person_id = $1 AND browser_sha256 NOT IN (SELECT browser_sha256 FROM known_browsers WHERE person_id = $1 ORDER BY at DESC, browser_sha256 LIMIT $2)', [personId, mostOfOne]);
    return kept;
  });
}
