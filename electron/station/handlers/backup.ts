/** Backups, for those who answer for the station; and the way back, where a folder has no station yet. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { CallInput, CallOutput } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { openGeneration } from '../backup/look.ts';
import { generationsIn, setName, setsIn, type Generation } from '../backup/manifest.ts';
import { inTime, needAnswer } from '../backup/reach.ts';
import { restoreStation } from '../backup/restore.ts';
import { backupRule, nextBackup } from '../backup/schedule.ts';
import { backupError, folderOf, lookAtTarget, type ChosenTarget } from '../backup/target.ts';
import { inThread } from '../in-thread.ts';
import { readKeyring } from '../keyring.ts';
import { oneAtATime } from '../operators/prove.ts';
import { openWithKey, type Station } from '../station.ts';
import { changeBackupState, readBackupState } from '../store/backup-state.ts';
import { transact } from '../store/db.ts';
import { overseers, supervisors, type Handlers } from './handler.ts';
import { statusOf } from './station.ts';

type Names = 'backup.status' | 'backup.folder' | 'backup.run' | 'backup.find' | 'backup.restore';

export const backupHandlers: Handlers<Names> = {
  'backup.status': { who: overseers, activity: false, handle: backupStatus },
  'backup.folder': {
    who: supervisors,
    handle: async (station, { folder }) => {
      const by = station.session.needed();
      const change = await chosen(station.dir ?? '', folder);
      station.session.still(by);
      transact(station.db(), (tx) => {
        changeBackupState(tx, { ...change, failed: null });
        station.audit(tx, 'backup.folder', null, { chosen: folder !== null, otherDisk: change.otherDisk });
      });
      return backupStatus(station);
    },
  },
  'backup.run': {
    who: supervisors,
    handle: (station) => {
      // How it went is told by backup.changed and stands in the status: it may take minutes.
      station.backups.run().catch(() => undefined);
      return backupStatus(station);
    },
  },
  'backup.find': {
    who: 'anyone',
    handle: async (station, { folder }) => {
      needNoStation(station);
      if (path.isAbsolute(folder)) await needAnswer(folder);
      needNoStation(station);
      return { found: found(folder).map(rowOf) };
    },
  },
  'backup.restore': { who: 'anyone', handle: (station, input) => oneAtATime(station, () => restore(station, input)) },
};

/** Only there may somebody without a session ask what lies in a folder. */
function needNoStation(station: Station): void {
  if (station.now.fault) throw station.now.fault;
  if (station.now.keyring !== null || station.now.open !== null || station.dir === null) throw new CodedError('backup.not-empty');
}

/** @throws CodedError backup.folder-path · backup.none */
function found(folder: string): Generation[] {
  if (!path.isAbsolute(folder)) throw new CodedError('backup.folder-path');
  const generations = setsIn(folder).flatMap(generationsIn);
  if (generations.length === 0) throw new CodedError('backup.none');
  return generations;
}

function rowOf({ name, folder, manifest: { station, branch, madeAt, cases, store } }: Generation): CallOutput<'backup.find'>['found'][number] {
  const row = { name, set: path.dirname(folder), station, branch, madeAt, cases, bytes: store.bytes };
  try {
    return { ...row, supervisors: openGeneration(folder).keyring.supervisors.map((wrap) => wrap.name), fault: null };
  } catch (thrown) {
    return { ...row, supervisors: [], fault: backupError(thrown).code };
  }
}

async function restore(station: Station, { set, name, claim }: CallInput<'backup.restore'>): Promise<CallOutput<'backup.restore'>> {
  needNoStation(station);
  const generation = found(set).find((one) => one.name === name);
  if (!generation) throw new CodedError('backup.none');
  station.attempts.check(claim.name, false);
  const restored = await restoreStation({ folder: generation.folder, claim, files: station.files, keystore: station.keystore, at: station.clock() }).catch((thrown: unknown) => {
    const coded = backupError(thrown);
    if (coded.code === 'operator.unknown') station.attempts.wrong(claim.name);
    throw coded;
  });
  station.attempts.right(claim.name);
  const keyring = readKeyring(station.files.keyring);
  if (keyring === null) throw new CodedError('keyring.damaged');
  station.now.keyring = keyring;
  openWithKey(station, keyring, restored.key);
  const { madeAt, cases, deletedAgain, linesLost } = restored;
  return { madeAt, cases, deletedAgain, linesLost, status: statusOf(station) };
}

/** @throws CodedError backup.folder-path · backup.folder-missing · backup.folder-failed */
async function chosen(dir: string, folder: string | null): Promise<ChosenTarget> {
  if (folder === null) return { folder, otherDisk: false };
  if (!path.isAbsolute(folder)) throw new CodedError('backup.folder-path');
  return inTime(`choose ${folder}`, () => inThread({ task: 'choose', dir, folder }));
}

async function backupStatus(station: Station): Promise<CallOutput<'backup.status'>> {
  const dir = station.dir ?? '';
  const asked = readBackupState(station.db());
  const look = { task: 'target', dir, folder: folderOf(dir, asked), set: setName(station.open().signer.publicKey) } as const;
  // Its own folder is on the disk of the records. Another one that gives no answer holds a thread, and is told as one that is not reached.
  const target = asked.folder === null ? lookAtTarget(look) : await inTime(`target ${look.folder}`, () => inThread(look)).catch(() => ({ sameDisk: null, generations: [] }));
  const state = readBackupState(station.db());
  // A backup has ended, or another folder was chosen, while it was looked at.
  if (!isDeepStrictEqual(state, asked)) return backupStatus(station);
  const rule = backupRule(station);
  return {
    folder: look.folder, chosen: state.folder !== null, sameDisk: state.folder === null ? true : target.sameDisk, everyHours: rule?.everyHours ?? null, keep: rule?.keep ?? null,
    last: state.last && { at: state.last.at, bytes: state.last.bytes, cases: state.last.cases }, failed: station.backups.running() ? null : state.failed, running: station.backups.running(), nextAt: nextBackup(station)?.toISOString() ?? null,
    generations: target.generations,
  };
}
