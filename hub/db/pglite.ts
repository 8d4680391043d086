import { fsyncSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { syncFolder, syncPath } from '../sync-folder.ts';
import { enter, type Database, type Reach, type Sql } from './database.ts';

/** Brings what was written through this file descriptor to the disk itself. */
export type Sync = (descriptor: number) => void;

/** PostgreSQL compiled to WASM, in this process: one connection, so transactions stand in line. `dir` null: in memory, for tests. What is committed survives a power cut. */
export async function openPglite(dir: string | null, sync: Sync = fsyncSync): Promise<Database> {
  const db = dir === null ? await PGlite.create() : await openDurable(dir, sync);
  const sqlOf = (client: Pick<PGlite, 'query'>): Sql => ({ query: async (text, values) => (await client.query(text, values as unknown[])).rows as never });
  return {
    kind: 'pglite', ...sqlOf(db),
    answers: async () => void (await db.query('SELECT 1')),
    script: async (text) => void (await db.exec(text)),
    transaction: <Made>(reach: Reach, work: (sql: Sql) => Promise<Made>): Promise<Made> =>
      db.transaction(async (tx) => {
        await enter(sqlOf(tx), reach);
        return work(sqlOf(tx));
      }),
    unhurried: <Made>(work: (sql: Sql) => Promise<Made>): Promise<Made> => db.transaction((tx) => work(sqlOf(tx))),
    close: () => db.close(),
  };
}

/** PGlite starts PostgreSQL with `-F` (fsync off), and its file system answers an fsync without doing one: both are put right. Of the ways to sync, `fsync` is the one that gets as far as the file system. */
async function openDurable(dir: string, sync: Sync): Promise<PGlite> {
  const db = await PGlite.create({ fs: new SyncedFiles(dir, sync), startParams: [...PGlite.defaultStartParams.filter((given) => given !== '-F'), '-c', 'wal_sync_method=fsync'] });
  // initdb leaves its files to the operating system, and so did a hub that ran without fsync.
  syncTree(dir, sync);
  return db;
}

/** Emscripten's own names (NODEFS); `nfd` is missing for a folder. */
type Stream = { node: unknown; nfd?: number };
type WithFiles = { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number }; realPath(node: unknown): string } };

class SyncedFiles extends NodeFS {
  readonly #sync: Sync;
  constructor(dir: string, sync: Sync) {
    super(dir);
    this.#sync = sync;
  }

  override async init(...given: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(...given);
    const install = (module: object): void => {
      if (!hasFiles(module)) throw new Error('The embedded database has no file system to sync.');
      module.NODEFS.stream_ops.fsync = ({ node, nfd }) => {
        if (nfd === undefined) syncFolder(module.NODEFS.realPath(node), this.#sync);
        else this.#sync(nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...(made.emscriptenOpts.preRun ?? []), install] } };
  }
}

const hasFiles = (module: object): module is WithFiles => 'NODEFS' in module;

function syncTree(dir: string, sync: Sync): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const at = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) syncPath(at, 'r+', sync);
    else if (entry.isDirectory()) syncFolder(at, sync);
  }
  syncFolder(dir, sync);
  syncFolder(path.dirname(dir), sync);
}
