/** `vestibule restore`: a folder without records becomes the station of a backup. */
import path from 'node:path';
import { openGeneration } from '../../electron/station/backup/look.ts';
import { restoreStation } from '../../electron/station/backup/restore.ts';
import { backupError } from '../../electron/station/backup/target.ts';
import { caseKeysBeside } from '../../electron/station/store/open.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { givenKey } from '../public-key.ts';
import { readSecret } from '../secret.ts';
import { supervisorName } from '../station-folder.ts';
import { newestOf } from './backup.ts';
import type { Verb } from './verb.ts';

async function run(given: Given): Promise<number> {
  const [from, into, ...more] = given.files;
  if (from === undefined || into === undefined || more.length > 0) throw new UsageError('restore takes the folder of a backup, and a folder to restore into.');
  const { folder } = newestOf(from);
  const name = supervisorName(openGeneration(folder).keyring, given.text('supervisor'));
  const at = (file: string): string => path.join(path.resolve(into), file);
  const { head: _head, key, ...restored } = await restoreStation({
    folder, claim: { name, passphrase: await readSecret(`Passphrase of ${name}, as it was then`) }, keystore: null, at: new Date(),
    files: { keyring: at('keyring.json'), store: at('station.db'), newStore: at('station.db.new'), caseKeys: caseKeysBeside(at('station.db')), head: at('audit-head.json') },
    deletionsFile: given.text('deletions') ?? null, publicKey: givenKey(given),
  }).catch((thrown: unknown) => { throw backupError(thrown); });
  key.fill(0);
  const { madeAt, cases, deletedAgain, linesLost } = restored;
  await (given.flag('json')
    ? writeJson({ folder, into: path.resolve(into), madeAt, cases, deletedAgain, linesLost })
    : writeLine([
      `RESTORED ${path.resolve(into)}  from ${folder}: as it was ${madeAt}, ${cases} cases, ${deletedAgain} of them deleted again`,
      `         ${linesLost} lines of the trail are known to be lost; the trail says so. Never let the old computer run beside this one: both are the same station.`,
    ].join('\n')));
  return 0;
}

export const restore: Verb = {
  name: 'restore',
  usage: 'restore FOLDER DIR [--supervisor NAME] [--deletions REPORT] [--public-key KEY] [--json]',
  about: 'makes an empty folder the station of a backup, as it was; what was deleted since stays deleted',
  options: { supervisor: { type: 'string' }, deletions: { type: 'string' }, 'public-key': { type: 'string' } },
  help: [
    'FOLDER        the folder backups of one station were written to (the newest is taken), or one of them',
    'DIR           the folder of the new station: `station` in the user data folder of the app; it must hold no records',
    '--deletions   a report of deletions that is later than the backups (Retention, Report of deletions): its cases stay deleted too',
    '--public-key  the station\'s key, where it is known: a backup of another station is refused',
    'The passphrase is that of a supervisor at the time of the backup.',
  ],
  run,
};
