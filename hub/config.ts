/** Where a hub lives and listens, from its environment (docs/hub.md). */
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

const environmentSchema = z.object({
  /** A PostgreSQL server; without it the embedded one, in HUB_DIR. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  /** Keys, the embedded database and the socket of the administrator. */
  HUB_DIR: z.string().min(1).default('hub-data'),
  HUB_HOST: z.string().min(1).default('127.0.0.1'),
  HUB_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HUB_NAME: z.string().min(1).max(120).default('Head office'),
  /** Addresses or networks of the reverse proxies in front, separated by commas. Whoever is not one of them may write what they like into X-Forwarded-For: it is not read. */
  HUB_PROXIES: z.string().default('').transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')).pipe(z.array(z.string().refine(isNetwork))),
  /** The address people type for the pages of head office; needed for the way back from an identity provider. */
  HUB_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** OpenID Connect: without an issuer people log in with a password of the hub's. */
  HUB_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  HUB_OIDC_CLIENT: z.string().min(1).max(300).optional(),
  HUB_OIDC_SECRET: z.string().min(1).max(500).optional(),
  HUB_OIDC_NAME: z.string().min(1).max(60).default('your company account'),
  HUB_OIDC_SCOPE: z.string().regex(/\bopenid\b/).max(300).default('openid profile'),
  /** Claim of the ID token that says what somebody may do, and what its values mean here: `kyc-review=reviewer, kyc-audit=auditor`. */
  HUB_OIDC_ROLES_CLAIM: z.string().min(1).max(120).default('roles'),
  HUB_OIDC_ROLES: z.string().default('reviewer=reviewer, auditor=auditor, admin=admin').transform((text) => text.split(',').map((one) => one.split('=').map((side) => side.trim()))).pipe(z.array(z.tuple([z.string().min(1), z.enum(['reviewer', 'auditor', 'admin'])]))),
  /** Claim that lists branches; without it everybody sees all of them. */
  HUB_OIDC_BRANCHES_CLAIM: z.string().min(1).max(120).optional(),
});

export type OidcConfig = {
  issuer: string; clientId: string;
  /** null: a public client, by PKCE alone. */
  secret: string | null;
  label: string; scope: string; rolesClaim: string; roles: ReadonlyMap<string, 'reviewer' | 'auditor' | 'admin'>; branchesClaim: string | null; publicUrl: string;
};
export type Config = { oidc: OidcConfig | null; databaseUrl: string | null; dir: string; host: string; port: number; name: string; proxies: readonly string[]; files: { keys: string; database: string; socket: string; lock: string } };

/** 10.0.0.1, 10.0.0.0/8, ::1, fd00::/8 */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

/** @throws Error that names the variable, never its value: a database address holds a password. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) throw new Error(`${String(read.error.issues[0]?.path[0] ?? 'environment')} is not usable.`);
  const dir = path.resolve(read.data.HUB_DIR);
  const at = (name: string): string => path.join(dir, name);
  return {
    oidc: oidcOf(read.data), databaseUrl: read.data.DATABASE_URL ?? null, dir, host: read.data.HUB_HOST, port: read.data.HUB_PORT, name: read.data.HUB_NAME, proxies: read.data.HUB_PROXIES,
    files: { keys: at('keys.json'), database: at('database'), socket: at('admin.sock'), lock: at('hub.lock') },
  };
}

function oidcOf(read: z.infer<typeof environmentSchema>): OidcConfig | null {
  const { HUB_OIDC_ISSUER: issuer, HUB_OIDC_CLIENT: clientId, HUB_URL: publicUrl } = read;
  if (issuer === undefined) return null;
  if (clientId === undefined) throw new Error('HUB_OIDC_CLIENT is not usable.');
  if (publicUrl === undefined) throw new Error('HUB_URL is not usable.');
  // What an identity provider says must not be said over a line that others can write on.
  if (!isGuarded(issuer)) throw new Error('HUB_OIDC_ISSUER is not usable.');
  if (!isGuarded(publicUrl)) throw new Error('HUB_URL is not usable.');
  return {
    issuer, clientId, publicUrl, secret: read.HUB_OIDC_SECRET ?? null, label: read.HUB_OIDC_NAME, scope: read.HUB_OIDC_SCOPE, rolesClaim: read.HUB_OIDC_ROLES_CLAIM, roles: new Map(read.HUB_OIDC_ROLES),
    branchesClaim: read.HUB_OIDC_BRANCHES_CLAIM ?? null,
  };
}

/** https, or this same computer. */
function isGuarded(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
