/** Where a hub lives and listens, from its environment (docs/hub.md). */
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
});

export type Config = { databaseUrl: string | null; dir: string; host: string; port: number; name: string; files: { keys: string; database: string; socket: string; lock: string } };

/** @throws Error that names the variable, never its value: a database address holds a password. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) throw new Error(`${String(read.error.issues[0]?.path[0] ?? 'environment')} is not usable.`);
  const dir = path.resolve(read.data.HUB_DIR);
  const at = (name: string): string => path.join(dir, name);
  return {
    databaseUrl: read.data.DATABASE_URL ?? null, dir, host: read.data.HUB_HOST, port: read.data.HUB_PORT, name: read.data.HUB_NAME,
    files: { keys: at('keys.json'), database: at('database'), socket: at('admin.sock'), lock: at('hub.lock') },
  };
}
