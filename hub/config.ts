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
});

export type Config = { databaseUrl: string | null; dir: string; host: string; port: number; name: string; proxies: readonly string[]; files: { keys: string; database: string; socket: string; lock: string } };

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
    databaseUrl: read.data.DATABASE_URL ?? null, dir, host: read.data.HUB_HOST, port: read.data.HUB_PORT, name: read.data.HUB_NAME, proxies: read.data.HUB_PROXIES,
    files: { keys: at('keys.json'), database: at('database'), socket: at('admin.sock'), lock: at('hub.lock') },
  };
}
