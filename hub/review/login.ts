/** Somebody says who they are and proves it by their password; what holds afterwards is a session. */
import { z } from 'zod';
import type { Hub } from '../hub.ts';
import { knownAs } from './known-browsers.ts';
import { fitsPassword, newToken, sha256 } from './passwords.ts';
import { nameKey, otherAdmins, personById, personByName, type Person } from './people.ts';
import { addLine, addLineAlone } from './trail.ts';

/** Chosen, not measured: three slips are free, then 5 s doubling to 15 minutes: under 100 guesses a day. After ten in a row (NIST SP 800-63B, 3.2.2: 100 at most) an administrator must unlock the name; the last administrator only waits. Counted apart in browsers where this person has logged in before: strangers do not keep them out. */
const rule = { free: 3, firstSeconds: 5, mostSeconds: 900, mostWrong: 10 } as const;
export const waitSeconds = (wrong: number): number => (wrong < rule.free ? 0 : Math.min(rule.mostSeconds, rule.firstSeconds * 2 ** Math.min(20, wrong - rule.free)));
/** Chosen: names nobody has are forgotten after it, unless they were locked: a lock that ended by itself would tell which names exist. */
const rememberedMs = 24 * 3_600_000;

export type LoggedIn = { kind: 'in'; person: Person } | { kind: 'wrong' } | { kind: 'wait'; seconds: number } | { kind: 'locked' } | { kind: 'disabled' };

const attemptSchema = z.object({ wrong: z.number().int(), nextAt: z.date() });

/** Known and unknown names are answered alike, and counted alike. @param browser cookie of knowBrowser(), if there is one */
export async function byPassword(hub: Hub, name: string, password: string, browser: string | null): Promise<LoggedIn> {
  const lane: Lane = { key: sha256(nameKey(name)), browser: await knownAs(hub, hub.db, nameKey(name), browser) };
  const counted = await countAttempt(hub, lane, name);
  if (counted.kind !== 'counted') return counted;
  const person = await personByName(hub.db, name);
  if (!(await fitsPassword(password, person?.password ?? null)) || !person) {
    await addLineAlone(hub, { action: counted.wrong >= rule.mostWrong ? 'session.locked' : 'session.refused', person, facts: { wrong: counted.wrong } });
    return { kind: 'wrong' };
  }
  // Told only to who knows the password.
  if (person.disabledAt !== null) return { kind: 'disabled' };
  // Nobody else's guesses: who comes in by a browser of theirs does not give a stranger ten more.
  await hub.db.query('DELETE FROM login_attempts WHERE name_sha256 = $1 AND browser_sha256 = $2', [lane.key, lane.browser]);
  return { kind: 'in', person };
}

/** What is counted together: one name in one browser that is known for it, or in all that are not (''). */
type Lane = { key: string; browser: string };

/** Counted as wrong before it is looked at: guesses that come at once do not all find the same count. */
function countAttempt(hub: Hub, { key, browser }: Lane, name: string): Promise<{ kind: 'counted'; wrong: number } | Extract<LoggedIn, { kind: 'wait' | 'locked' }>> {
  const now = hub.clock();
  return hub.db.transaction('owner', async (sql) => {
    await sql.query('DELETE FROM login_attempts WHERE at < $1 AND wrong < $2', [new Date(now.getTime() - rememberedMs), rule.mostWrong]);
    await sql.query('INSERT INTO login_attempts (name_sha256, browser_sha256, wrong, next_at, at) VALUES ($1, $2, 0, $3, $3) ON CONFLICT DO NOTHING', [key, browser, now]);
    const [row] = await sql.query('SELECT wrong, next_at AS "nextAt" FROM login_attempts WHERE name_sha256 = $1 AND browser_sha256 = $2 FOR UPDATE', [key, browser]);
    const held = attemptSchema.parse(row);
    if (held.wrong >= rule.mostWrong && !(await isLastAdmin())) return { kind: 'locked' };
    // A clock that was ahead lengthens no wait beyond the longest there is.
    const left = Math.min(rule.mostSeconds, Math.ceil((held.nextAt.getTime() - now.getTime()) / 1000));
    if (left > 0) return { kind: 'wait', seconds: left };
    const wrong = held.wrong + 1;
    await sql.query('UPDATE login_attempts SET wrong = $3, next_at = $4, at = $5 WHERE name_sha256 = $1 AND browser_sha256 = $2', [key, browser, wrong, new Date(now.getTime() + waitSeconds(wrong) * 1000), now]);
    return { kind: 'counted', wrong };

    async function isLastAdmin(): Promise<boolean> {
      const person = await personByName(sql, name);
      return person?.role === 'admin' && (await otherAdmins(sql, person.personId)) === 0;
    }
  });
}

/** In every browser. */
export const unlockName = async (hub: Hub, name: string): Promise<void> => void (await hub.db.query('DELETE FROM login_attempts WHERE name_sha256 = $1', [sha256(nameKey(name))]));

export async function lockedNames(hub: Hub, names: readonly string[]): Promise<Set<string>> {
  const locked = new Set((await hub.db.query('SELECT name_sha256 AS key FROM login_attempts WHERE wrong >= $1', [rule.mostWrong])).map(({ key }) => key));
  return new Set(names.filter((name) => locked.has(sha256(nameKey(name)))));
}

/** NIST SP 800-63B, 2.2.3 (AAL2): at most 12 hours, at most 30 minutes without anything; ours are shorter. Chosen. */
export const idleMinutes = 20;
const longestHours = 10;

/** @returns the token, which is kept as a digest only. */
export async function beginSession(hub: Hub, person: Person, how: 'password' | 'oidc'): Promise<string> {
  const token = newToken();
  const now = hub.clock();
  await hub.db.transaction('owner', async (sql) => {
    await sql.query('DELETE FROM sessions WHERE created_at < $1 OR seen_at < $2', sessionBounds(now));
    await sql.query('INSERT INTO sessions (token_sha256, person_id, created_at, seen_at) VALUES ($1, $2, $3, $3)', [sha256(token), person.personId, now]);
    await addLine(hub, sql, { action: 'session.begun', person, facts: { how } });
  });
  return token;
}

/** Whose session it is, as they stand now. It counts as being there. @returns null: there is none, it is over, or they may not any more. */
export async function personOf(hub: Hub, token: string): Promise<Person | null> {
  const now = hub.clock();
  const [row] = await hub.db.query('UPDATE sessions SET seen_at = $2 WHERE token_sha256 = $1 AND created_at >= $3 AND seen_at >= $4 RETURNING person_id AS "personId"', [sha256(token), now, ...sessionBounds(now)]);
  const person = row === undefined ? null : await personById(hub.db, String(row['personId']));
  return person?.disabledAt === null ? person : null;
}

export async function endSession(hub: Hub, token: string, person: Person): Promise<void> {
  await hub.db.transaction('owner', async (sql) => {
    await sql.query('DELETE FROM sessions WHERE token_sha256 = $1', [sha256(token)]);
    await addLine(hub, sql, { action: 'session.ended', person });
  });
}

const sessionBounds = (now: Date): [Date, Date] => [new Date(now.getTime() - longestHours * 3_600_000), new Date(now.getTime() - idleMinutes * 60_000)];
