/** The store of a station that is closed, for what a test must put there itself. */
import path from 'node:path';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { openStore } from '../../electron/station/store/open.ts';

export async function openWithPassphrase(dir: string, passphrase: string): Promise<Db> {
  const keyring = readKeyring(path.join(dir, 'keyring.json'));
  const key = keyring?.supervisors[0] && (await unwrapForSupervisor(keyring.supervisors[0], passphrase));
  if (!keyring || !key) throw new Error('not the passphrase of this station');
  return openStore(path.join(dir, 'station.db'), key, keyring.salt);
}
