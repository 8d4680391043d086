/** A hub as it runs, each part a process of its own, and what these use of the machine. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../../hub/db/database.ts';
import { openPglite } from '../../../hub/db/pglite.ts';
import { openPostgresql } from '../../../hub/db/postgresql.ts';
import { startHubChild, type HubChild } from '../../../test/fakes/hub-child.ts';
import { startCluster } from '../../../test/fakes/postgresql.ts';
import { removeFolders } from '../../../test/fakes/station-kit.ts';

export type HubAtWork = {
  hub: HubChild;
  /** A folder for whatever else is needed. */
  dir: string;
  /** Of the server's processes so far, those that ended too; null: the embedded database, which is in the hub's own. */
  databaseCpuSeconds(): number | null;
  /** What it stored. The hub is stopped: the embedded database takes one process. */
  stored<Read>(read: (db: Database) => Promise<Read>): Promise<Read>;
};

/** `postgresql`: folder of a server's programs; null: the embedded database. */
export async function withHub<Made>(postgresql: string | null, work: (at: HubAtWork) => Promise<Made>): Promise<Made> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-bench-sync-'));
  const cluster = postgresql === null ? null : startCluster(postgresql);
  try {
    const hub = await startHubChild(path.join(dir, 'hub'), cluster?.url ?? null);
    const stored: HubAtWork['stored'] = async (read) => {
      await hub.stop();
      const db = cluster ? openPostgresql(cluster.url) : await openPglite(path.join(dir, 'hub', 'database'));
      try {
        return await read(db);
      } finally {
        await db.close();
      }
    };
    try {
      return await work({ hub, dir, databaseCpuSeconds: () => cluster && cpuSecondsBelow(cluster.pid()), stored });
    } finally {
      await hub.stop();
    }
  } finally {
    cluster?.stop();
    rmSync(dir, { recursive: true, force: true });
    removeFolders();
  }
}

/** Linux's hundredths of proc(5), stat, from the third field on: user, system, and of children that ended. */
const [parentField, userField, systemField, endedUserField, endedSystemField] = [1, 11, 12, 13, 14];
const fieldsOf = (pid: number | string): number[] => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').map(Number);
const secondsIn = (fields: readonly number[], ...which: number[]): number => which.reduce((sum, field) => sum + (fields[field] ?? 0), 0) / 100;

/** User and system. */
export const cpuSecondsOf = (pid: number): number => secondsIn(fieldsOf(pid), userField, systemField);

/** With all processes that this one started. */
function cpuSecondsBelow(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const fields = fieldsOf(name);
      return fields[parentField] === pid ? [fields] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
  return secondsIn(fieldsOf(pid), userField, systemField, endedUserField, endedSystemField) + children.reduce((sum, fields) => sum + secondsIn(fields, userField, systemField), 0);
}

export function megabytesOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
