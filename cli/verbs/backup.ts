/** `vestibule backup`: copies a station's folder, lists what is in a folder of backups, and looks whether one can be restored. */
import path from 'node:path';
import { CodedError, errorSentence } from '../../core/errors.ts';
import { openGeneration } from '../../electron/station/backup/look.ts';
import { makeBackup } from '../../electron/station/backup/make.ts';
import { generationsIn, setsIn, type Generation } from '../../electron/station/backup/manifest.ts';
import { backupError } from '../../electron/station/backup/target.ts';
import { inThread } from '../../electron/station/in-thread.ts';
import { readSettings } from '../../electron/station/store/settings.ts';
import { fingerprintOf } from '../../electron/station/store/signature.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { programVersion } from '../resources.ts';
import { openStationFolder, supervisorKey } from '../station-folder.ts';
import type { Verb } from './verb.ts';

async function run(given: Given): Promise<number> {
  const [what, target, ...more] = given.files;
  if (target === undefined || more.length > 0) throw new UsageError('backup takes make, list or verify, and one folder.');
  if (what === 'make') return make(target, given);
  if (what === 'list') return list(target, given);
  if (what === 'verify') return verify(target, given);
  throw new UsageError('backup takes make, list or verify.');
}

async function make(target: string, given: Given): Promise<number> {
  const to = given.text('to');
  if (to === undefined) throw new UsageError('--to is the folder the backup goes to.');
  const keep = Number(given.text('keep') ?? '7');
  if (!Number.isInteger(keep) || keep < 1 || keep > 100) throw new UsageError('--keep is a number from 1 to 100.');
  const { dir, db, keyring, key } = await openStationFolder(target, given.text('supervisor'));
  try {
    if (keyring.signing === null) throw new CodedError('store.older');
    const { stationName, branch } = readSettings(db);
    const made = await makeBackup({ dir, key, station: stationName, branch, version: programVersion() }, { folder: path.resolve(to), needs: null, at: new Date().toISOString(), keep })
      .catch((thrown: unknown) => { throw backupError(thrown); });
    await (given.flag('json') ? writeJson(made) : writeLine(`MADE    ${path.join(made.set, made.name)}  ${made.cases} cases, ${megabytes(made.bytes)}, trail to line ${made.line}; read back and verified. ${made.kept} kept.`));
    return 0;
  } finally {
    db.close();
    key.fill(0);
  }
}

async function list(target: string, given: Given): Promise<number> {
  const found = generationsOf(target).map((one) => ({ ...one, fault: faultOf(one) }));
  for (const { name, folder, publicKey, manifest, fault } of found) {
    const { station, branch, madeAt, cases, store, version } = manifest;
    await (given.flag('json')
      ? writeJson({ name, folder, station, branch, madeAt, cases, bytes: store.bytes, version, line: manifest.head.sequence, fingerprint: fingerprintOf(publicKey), fault })
      : writeLine(`${fault === null ? 'WHOLE ' : 'FAULTY'}  ${folder}  ${station}, ${branch}: ${cases} cases, ${megabytes(store.bytes)}, made ${madeAt}, key ${fingerprintOf(publicKey)}${fault === null ? '' : `; ${errorSentence(fault, {})}`}`));
  }
  return found.every(({ fault }) => fault === null) ? 0 : 1;
}

/** The newest, or the one that was named. */
async function verify(target: string, given: Given): Promise<number> {
  const { folder, manifest, publicKey } = newestOf(target);
  const key = await supervisorKey(openGeneration(folder).keyring, given.text('supervisor'));
  const looked = await inThread({ task: 'look', folder, key });
  await (given.flag('json')
    ? writeJson({ folder, ok: true, madeAt: manifest.madeAt, fingerprint: fingerprintOf(publicKey), ...looked })
    : writeLine(`SOUND   ${folder}  made ${manifest.madeAt}: ${looked.cases} cases, trail to line ${looked.line}, ${looked.deletedSince} deleted since would be deleted again; key ${fingerprintOf(publicKey)}`));
  return 0;
}

/** Newest first. @throws CodedError backup.none */
function generationsOf(target: string): Generation[] {
  const given = path.resolve(target);
  const one = generationsIn(path.dirname(given)).filter(({ folder }) => folder === given);
  const found = one.length > 0 ? one : setsIn(given).flatMap(generationsIn);
  if (found.length === 0) throw new CodedError('backup.none');
  return found;
}

/** The newest of the one station whose backups are there, or the generation that was named. @throws UsageError where there are several stations' · CodedError backup.none */
export function newestOf(target: string): Generation {
  const found = generationsOf(target);
  const newest = found.filter(({ folder }, n) => found.findIndex((one) => path.dirname(one.folder) === path.dirname(folder)) === n);
  if (newest.length === 1) return newest[0]!;
  const lines = newest.map(({ folder, manifest: { station, branch, madeAt } }) => `${path.dirname(folder)}  ${station}, ${branch}: newest made ${madeAt}`);
  throw new UsageError(`Backups of ${newest.length} stations are there; give the folder of one:\n${lines.join('\n')}`);
}

function faultOf({ folder }: Generation): ReturnType<typeof backupError>['code'] | null {
  try {
    openGeneration(folder);
    return null;
  } catch (thrown) {
    return backupError(thrown).code;
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

export const backup: Verb = {
  name: 'backup',
  usage: 'backup make DIR --to FOLDER | list FOLDER | verify FOLDER [--supervisor NAME] [--keep N] [--json]',
  about: 'makes an encrypted, signed copy of a station, lists copies, and looks whether one can be restored',
  options: { to: { type: 'string' }, keep: { type: 'string' }, supervisor: { type: 'string' } },
  help: [
    'make DIR      copies a station, which may be at work; the supervisor\'s passphrase is asked for, or read from standard input',
    '--to          a folder on another disk; the station gets a folder of its own in it',
    '--keep        how many copies stay (7)',
    'list FOLDER   what is there, by signature and keyring; needs no passphrase',
    'verify FOLDER opens the newest copy, or the one that is named, reads every page and walks its trail; FOLDER holds those of one station',
    'Exit: 0 so, 1 not.',
  ],
  run,
};
