/** Login by an identity provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636), discovery. The provider says who somebody is and by a claim what they may; the hub keeps no password of theirs. */
import * as client from 'openid-client';
import { z } from 'zod';
import type { OidcConfig } from '../config.ts';
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import type { Log } from '../log.ts';
import { cookieOf } from './cookies.ts';
import { newToken, sha256 } from './passwords.ts';
import { addPerson, changePerson, personById, personBySubject, roles, type Person, type Role } from './people.ts';
import { addLine, addLineAlone } from './trail.ts';

export type Oidc = {
  label: string;
  /** @param browserSha256 of the cookie that binds the walk to this browser. @returns where the browser is sent, or a sentence: the provider does not answer. */
  begin(hub: Hub, browserSha256: string): Promise<{ to: string } | { said: string }>;
  /** @returns who it is, or a sentence for whoever may not. */
  finish(hub: Hub, path: string, state: string, cookies: string): Promise<Person | string>;
};

export const browserCookie = 'vestibule-oidc';
/** Chosen: a second factor may have to be fetched from another room. */
export const walkSeconds = 15 * 60;
const walkMs = walkSeconds * 1000;
const refusals = {
  'not-begun': 'The login at your provider did not end well, or took too long. Begin again.', 'not-believed': 'The login at your provider did not end well. Begin again.', declined: 'Your provider did not let you in. Begin again, or ask whoever manages your accounts.',
  away: 'Your provider does not answer. Try again in a moment.', 'no-role': 'Your account has no role at this hub. Ask whoever manages your accounts.', disabled: 'This name may not log in any more.',
} as const;
type Why = keyof typeof refusals;
/** `person`: where it is known who it was. */
type NotIn = { why: Why; person: Person | null };
const walkSchema = z.object({ verifier: z.string(), nonce: z.string() });
const claimsSchema = z.object({ sub: z.string().min(1).max(300), name: z.string().max(300).optional(), preferred_username: z.string().max(300).optional(), email: z.string().max(300).optional() });
const many = z.union([z.string(), z.array(z.string()).max(2000)]).transform((value) => (typeof value === 'string' ? [value] : value));

/** The provider is asked when the first person logs in, so that one that is away does not keep the hub from starting. */
export function openOidc(config: OidcConfig, log: Log): Oidc {
  let found: Promise<client.Configuration> | null = null;
  const provider = (): Promise<client.Configuration> => {
    found ??= discover(config);
    found.catch(() => { found = null; });
    return found;
  };
  const redirect = new URL('/review/oidc/back', config.publicUrl).href;
  return {
    label: config.label,
    begin: async (hub, browserSha256) => {
      const found = await provider().catch((thrown: unknown) => ({ why: faultOf(thrown, log) }));
      if ('why' in found) return { said: refusals[found.why] };
      const [verifier, nonce, state] = [client.randomPKCECodeVerifier(), client.randomNonce(), newToken()];
      const now = hub.clock();
      await hub.db.query('DELETE FROM oidc_logins WHERE at < $1', [new Date(now.getTime() - walkMs)]);
      await hub.db.query('INSERT INTO oidc_logins (state_sha256, browser_sha256, verifier, nonce, at) VALUES ($1, $2, $3, $4, $5)', [sha256(state), browserSha256, verifier, nonce, now]);
      return { to: client.buildAuthorizationUrl(found, { redirect_uri: redirect, scope: config.scope, state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }).href };
    },
    finish: async (hub, path, state, cookies) => {
      const [row] = await hub.db.query('DELETE FROM oidc_logins WHERE state_sha256 = $1 AND browser_sha256 = $2 AND at >= $3 RETURNING verifier, nonce', [sha256(state), sha256(cookieOf(cookies, browserCookie) ?? ''), new Date(hub.clock().getTime() - walkMs)]);
      // Anybody may ask for this address: no line of the trail.
      if (row === undefined) return refusals['not-begun'];
      const { verifier, nonce } = walkSchema.parse(row);
      const claims = await provider().then((found) => client.authorizationCodeGrant(found, new URL(path, config.publicUrl), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }))
        .then((tokens) => ({ given: tokens.claims() ?? {} })).catch((thrown: unknown) => ({ why: faultOf(thrown, log), person: null }));
      const found = 'given' in claims ? await personOfClaims(hub, config, claims.given) : claims;
      if (!('why' in found)) return found;
      await addLineAlone(hub, { action: 'session.refused', person: found.person, facts: { how: 'oidc', why: found.why } });
      return refusals[found.why];
    },
  };
}

/** What the provider or the line to it did wrong, told in the log by the library's own code; never its text, which may hold what somebody sent. @throws what is a fault of ours */
function faultOf(thrown: unknown, log: Log): Why {
  // fetch() says so, and names the cause.
  const line = thrown instanceof TypeError && thrown.cause !== undefined;
  const known = line || thrown instanceof client.ClientError || thrown instanceof client.ResponseBodyError || thrown instanceof client.AuthorizationResponseError || thrown instanceof client.WWWAuthenticateChallengeError;
  if (!known) throw thrown;
  const code = 'code' in thrown ? String(thrown.code) : thrown.name;
  const why = line || code === 'OAUTH_TIMEOUT' || (thrown instanceof client.ResponseBodyError && thrown.status >= 500) ? 'away' : thrown instanceof client.AuthorizationResponseError ? 'declined' : 'not-believed';
  log('failed', { code: `oidc.${why}/${code}` });
  return why;
}

const discover = (config: OidcConfig): Promise<client.Configuration> => client.discovery(new URL(config.issuer), config.clientId, undefined, config.secret === null ? client.None() : client.ClientSecretBasic(config.secret),
  // Only a provider on this same computer is asked without TLS; config.ts sees to it.
  new URL(config.issuer).protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {});

/** What they may do is what the provider says now, at every login. */
async function personOfClaims(hub: Hub, config: OidcConfig, claims: Record<string, unknown>): Promise<Person | NotIn> {
  const read = claimsSchema.safeParse(claims);
  const role = roleOf(config, claims[config.rolesClaim]);
  if (!read.success) return { why: 'not-believed', person: null };
  if (role === null) return { why: 'no-role', person: await personBySubject(hub.db, config.issuer, read.data.sub) };
  const branches = config.branchesClaim === null ? null : (many.safeParse(claims[config.branchesClaim]).data ?? []);
  const { sub } = read.data;
  return hub.db.transaction('owner', async (sql) => {
    const known = await personBySubject(sql, config.issuer, sub);
    if (known && known.disabledAt !== null) return { why: 'disabled' as const, person: known };
    const person = known ?? (await addNew(hub, sql, config, { sub, name: nameOf(read.data), role, branches }));
    if (known && (known.role !== role || JSON.stringify(known.branches) !== JSON.stringify(branches))) {
      await changePerson(hub, sql, known, { role, branches, disabled: false });
      await addLine(hub, sql, { action: 'person.changed', person: known, facts: { personId: known.personId, role, by: 'oidc' } });
    }
    return (await personById(sql, person.personId)) ?? person;
  });
}

const nameOf = ({ name, preferred_username: username, email, sub }: z.infer<typeof claimsSchema>): string => (name ?? username ?? email ?? sub).slice(0, 80);

async function addNew(hub: Hub, sql: Sql, config: OidcConfig, { sub, name, role, branches }: { sub: string; name: string; role: Role; branches: string[] | null }): Promise<Person> {
  const given = { role, branches, password: null, givenBy: null, issuer: config.issuer, subject: sub };
  const added = (await addPerson(hub, sql, { ...given, name })) ?? (await addPerson(hub, sql, { ...given, name: `${name} (${sha256(`${config.issuer} ${sub}`).slice(0, 8)})` }));
  if (!added) throw new Error('no name is left for this person');
  await addLine(hub, sql, { action: 'person.added', person: added, facts: { personId: added.personId, name: added.name, role, by: 'oidc' } });
  return added;
}

/** Where several fit, the one that stands first in the list of roles. */
function roleOf({ roles: mapped }: OidcConfig, claim: unknown): Role | null {
  const held = many.safeParse(claim).data ?? [];
  return roles.find((role) => held.some((value) => mapped.get(value) === role)) ?? null;
}
