/** The folder backups go to: a disk, a stick, a share, or, where nobody chose one, beside the store. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import type { BackupState } from '../store/backup-state.ts';
import { driverCode } from '../store/errors.ts';
import { generationsIn } from './manifest.ts';

/** What a supervisor chose. */
export type ChosenTarget = Pick<BackupState, 'folder' | 'otherDisk'>;

export const folderOf = (dir: string, { folder }: ChosenTarget): string => folder ?? path.join(dir, 'backups');

/** null: one of them cannot be reached. */
export function isSameDisk(a: string, b: string): boolean | null {
  try {
    return statSync(a).dev === statSync(b).dev;
  } catch {
    return null;
  }
}

/** A folder somebody chose is never made here: it would be made where the stick is not. @throws CodedError backup.folder-missing · backup.folder-failed */
export function needTarget(dir: string, state: ChosenTarget): string {
  const folder = folderOf(dir, state);
  if (state.folder === null) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(folder) || (state.otherDisk && isSameDisk(folder, dir) === true)) throw new CodedError('backup.folder-missing');
  try {
    if (!statSync(folder).isDirectory()) throw new CodedError('backup.folder-missing');
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw backupError(thrown);
  }
  return folder;
}

export type ChooseTask = { task: 'choose'; dir: string; folder: string };
export type Chosen = ChosenTarget;

/** @throws CodedError backup.folder-missing · backup.folder-failed */
export function chooseTarget({ dir, folder }: ChooseTask): Chosen {
  needTarget(dir, { folder, otherDisk: false });
  return { folder, otherDisk: isSameDisk(folder, dir) === false };
}

export type TargetTask = { task: 'target'; dir: string; folder: string; set: string };
/** Generations newest first. */
export type Target = { sameDisk: boolean | null; generations: { name: string; madeAt: string; cases: number; bytes: number }[] };

/** For a screen. */
export const lookAtTarget = ({ dir, folder, set }: TargetTask): Target => ({
  sameDisk: isSameDisk(folder, dir),
  generations: generationsIn(path.join(folder, set)).map(({ name, manifest: { madeAt, cases, store } }) => ({ name, madeAt, cases, bytes: store.bytes })),
});

/** What the target's file system says, as a code of its own: the disk of the records is another one. */
const table: Readonly<Record<string, 'backup.no-space' | 'backup.folder-missing' | 'backup.folder-failed'>> = {
  ENOSPC: 'backup.no-space', EDQUOT: 'backup.no-space', SQLITE_FULL: 'backup.no-space', ENOENT: 'backup.folder-missing', ENODEV: 'backup.folder-missing', ENXIO: 'backup.folder-missing', ESTALE: 'backup.folder-missing',
  ENOTCONN: 'backup.folder-missing', EHOSTDOWN: 'backup.folder-missing', EIO: 'backup.folder-failed', EROFS: 'backup.folder-failed', EACCES: 'backup.folder-failed', EPERM: 'backup.folder-failed', SQLITE_CANTOPEN: 'backup.folder-failed', SQLITE_IOERR: 'backup.folder-failed', SQLITE_READONLY: 'backup.folder-failed',
};

export function backupError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError && thrown.code.startsWith('backup.')) return thrown;
  const driver = driverCode(thrown) ?? '';
  const code = Object.entries(table).find(([prefix]) => driver.startsWith(prefix))?.[1];
  if (code === undefined) return thrown instanceof CodedError ? thrown : new CodedError('internal', {}, { cause: thrown });
  return new CodedError(code, code === 'backup.no-space' ? { megabytes: 0 } : {}, { cause: thrown });
}
