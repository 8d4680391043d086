/** `vestibule key`: a new key for the records of a station that is not running. */
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { changeKey } from '../../electron/station/key-change.ts';
import { readKeyring, unwrapForSupervisor, wrapOf } from '../../electron/station/keyring.ts';
import { recoverRekey } from '../../electron/station/rekeyed-files.ts';
import { caseKeysBeside } from '../../electron/station/store/open.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { readSecret } from '../secret.ts';
import { stationDir, supervisorName } from '../station-folder.ts';
import type { Verb } from './verb.ts';

async function run(given: Given): Promise<number> {
  const [what, target, ...more] = given.files;
  if (what !== 'change' || target === undefined || more.length > 0) throw new UsageError('key takes change, and the folder of a station.');
  const dir = stationDir(target);
  const at = (file: string): string => path.join(dir, file);
  const files = { keyring: at('keyring.json'), store: at('station.db'), caseKeys: caseKeysBeside(at('station.db')), head: at('audit-head.json') };
  recoverRekey(files);
  const keyring = readKeyring(files.keyring);
  if (!keyring) throw new CodedError('file.not-found');
  const name = supervisorName(keyring, given.text('supervisor'));
  const passphrase = await readSecret(`Passphrase of ${name}`);
  const wrap = wrapOf(keyring, name);
  const key = wrap && (await unwrapForSupervisor(wrap, passphrase));
  if (!wrap || !key) throw new CodedError('operator.unknown');
  // The keystore of the operating system is reached only by the app.
  const changed = await changeKey({ files, keyring, key, keystore: null, by: wrap, passphrase, at: new Date().toISOString() });
  const waiting = keyring.supervisors.filter((one) => one.operatorId !== wrap.operatorId).map((one) => one.name);
  for (const bytes of [key, changed.key]) bytes.fill(0);
  await (given.flag('json') ? writeJson({ dir, waiting }) : writeLine(`CHANGED ${dir}  the old key opens nothing here any more.${waiting.length === 0 ? '' : ` Can open the station again after a login of their own: ${waiting.join(', ')}.`}`));
  return 0;
}

export const key: Verb = {
  name: 'key',
  usage: 'key change DIR [--supervisor NAME] [--json]',
  about: 'gives the records of a station that is not running a new key',
  options: { supervisor: { type: 'string' } },
  help: [
    'DIR           the folder of a station; the supervisor\'s passphrase is asked for, or read from standard input',
    'Needs as much free space as the records take. A power cut leaves the old key or the new one, never neither: start the station or run it again.',
    'A station that opened by the keystore of the operating system is opened by a passphrase from then on; the app (Retention) changes the key and keeps the keystore.',
    'Backups under the old key open with the passphrases of then, until the station has made one under the new key.',
  ],
  run,
};
