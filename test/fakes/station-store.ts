/** The store of a station that does not run, opened with its supervisor's passphrase. */
import path from 'node:path';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { openStore } from '../../electron/station/store/open.ts';
import { passphrase as usual } from './station-kit.ts';

export async function openStationStore(dir: string, passphrase = usual): Promise<Db> {
  const keyring = readKeyring(path.join(dir, 'keyring.json'));
  const wrapped = keyring?.supervisors[0];
  const key = wrapped && (await unwrapForSupervisor(wrapped, passphrase));
  if (!keyring || !key) throw new Error('the supervisor does not open the keyring');
  return openStore(path.join(dir, 'station.db'), key, keyring.salt);
}
