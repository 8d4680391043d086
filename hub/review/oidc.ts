/** Login by an identity provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636), discovery. The provider says who somebody is and by a claim what they may; the hub keeps no password of theirs. */
import * as client from 'openid-client';
import { z } from 'zod';
import type { OidcConfig } from '../config.ts';
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import { cookieOf } from './cookies.ts';
import { newToken, sha256 } from './passwords.ts';
import { addPerson, changePerson, personById, personBySubject, roles, type Person, type Role } from './people.ts';
import { addLine } from './trail.ts';

export type Oidc = {
  label: string;
  /** @param browserSha256 of the cookie that binds the walk to this browser. @returns where the browser is sent. */
  begin(hub: Hub, browserSha256: string): Promise<string>;
  /** @returns who it is, or a sentence for whoever may not. */
  finish(hub: Hub, path: string, state: string, cookies: string): Promise<Person | string>;
};

export const browserCookie = 'vestibule-oidc';
/** Chosen: a second factor may have to be fetched from another room. */
const walkMs = 15 * 60_000;
const again = 'The login at your provider did not end well, or took too long. Begin again.';
const walkSchema = z.object({ verifier: z.string(), nonce: z.string() });
const claimsSchema = z.object({ sub: z.string().min(1).max(300), name: z.string().max(300).optional(), preferred_username: z.string().max(300).optional(), email: z.string().max(300).optional() });
const many = z.union([z.string(), z.array(z.string()).max(2000)]).transform((value) => (typeof value === 'string' ? [value] : value));

/** The provider is asked when the first person logs in, so that one that is away does not keep the hub from starting. */
export function openOidc(config: OidcConfig): Oidc {
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
      const [verifier, nonce, state] = [client.randomPKCECodeVerifier(), client.randomNonce(), newToken()];
      const now = hub.clock();
      await hub.db.query('DELETE FROM oidc_logins WHERE at < $1', [new Date(now.getTime() - walkMs)]);
      await hub.db.query('INSERT INTO oidc_logins (state_sha256, browser_sha256, verifier, nonce, at) VALUES ($1, $2, $3, $4, $5)', [sha256(state), browserSha256, verifier, nonce, now]);
      return client.buildAuthorizationUrl(await provider(), { redirect_uri: redirect, scope: config.scope, state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }).href;
    },
    finish: async (hub, path, state, cookies) => {
      const [row] = await hub.db.query('DELETE FROM oidc_logins WHERE state_sha256 = $1 AND browser_sha256 = $2 AND at >= $3 RETURNING verifier, nonce', [sha256(state), sha256(cookieOf(cookies, browserCookie) ?? ''), new Date(hub.clock().getTime() - walkMs)]);
      if (row === undefined) return again;
      const { verifier, nonce } = walkSchema.parse(row);
      const claims = await client.authorizationCodeGrant(await provider(), new URL(path, config.publicUrl), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
        .then((tokens) => tokens.claims() ?? null).catch(() => null);
      return claims === null ? again : personOfClaims(hub, config, claims);
    },
  };
}

const discover = (config: OidcConfig): Promise<client.Configuration> => client.discovery(new URL(config.issuer), config.clientId, undefined, config.secret === null ? client.None() : client.ClientSecretBasic(config.secret),
  // Only a provider on this same computer is asked without TLS; config.ts sees to it.
  new URL(config.issuer).protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {});

/** What they may do is what the provider says now, at every login. */
async function personOfClaims(hub: Hub, config: OidcConfig, claims: Record<string, unknown>): Promise<Person | string> {
  const read = claimsSchema.safeParse(claims);
  const role = roleOf(config, claims[config.rolesClaim]);
  if (!read.success || role === null) return 'Your account has no role at this hub. Ask whoever manages your accounts.';
  const branches = config.branchesClaim === null ? null : (many.safeParse(claims[config.branchesClaim]).data ?? []);
  const { sub } = read.data;
  return hub.db.transaction('owner', async (sql) => {
    const known = await personBySubject(sql, config.issuer, sub);
    if (known && known.disabledAt !== null) return 'This name may not log in any more.';
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
