/** What roomFor (core/case/room.ts) is told of this station. Copies on another disk take nothing of it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { roomFor, type RoomFacts } from '../../../core/case/room.ts';
import { generationsIn, names, setName } from '../backup/manifest.ts';
import { backupRule } from '../backup/schedule.ts';
import { folderOf } from '../backup/target.ts';
import type { Station } from '../station.ts';
import { readBackupState } from '../store/backup-state.ts';
import { freeMegabytes } from './disk.ts';
import { queueOf } from './queue.ts';

/** @returns customers, about; null: nothing is kept on a disk, or it does not say */
export function roomOf(station: Station): number | null {
  const { dir } = station;
  if (dir === null) return null;
  const { db, settings } = station.open();
  const limits = station.policies().find(({ id }) => id === settings.policyId)?.guard ?? null;
  return roomFor({ free: freeMegabytes(dir), records: toMegabytes(statSync(path.join(dir, names.store)).size), copies: copiesOf(station, dir), waiting: queueOf(db, station.clock())?.waiting ?? null }, limits);
}

/** One more than stay: the newest is written before the oldest goes. */
function copiesOf(station: Station, dir: string): RoomFacts['copies'] {
  const { db, signer } = station.open();
  const rule = backupRule(station);
  const state = readBackupState(db);
  if (rule === null || state.otherDisk) return null;
  const lying = generationsIn(path.join(folderOf(dir, state), setName(signer.publicKey)));
  return { count: rule.keep + 1, megabytes: toMegabytes(lying.reduce((sum, { manifest }) => sum + manifest.store.bytes, 0)) };
}

const toMegabytes = (bytes: number): number => bytes / 1_000_000;
