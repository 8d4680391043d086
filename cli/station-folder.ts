/** A station's folder, opened for looking by a supervisor's passphrase. Nothing in it is changed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../core/errors.ts';
import { readKeyring, unwrapForSupervisor, wrapOf, type Keyring } from '../electron/station/keyring.ts';
import type { Db } from '../electron/station/store/db.ts';
import { openStoreForReading } from '../electron/station/store/open.ts';
import { UsageError } from './arguments.ts';
import { readSecret } from './secret.ts';

export type StationFolder = { dir: string; db: Db; keyring: Keyring; key: Uint8Array };

/** The user data folder of the app, or the `station` folder in it. @throws CodedError file.not-found */
export function stationDir(given: string): string {
  const found = [given, path.join(given, 'station')].find((dir) => existsSync(path.join(dir, 'keyring.json')));
  if (found === undefined) throw new CodedError('file.not-found');
  return found;
}

/** @throws UsageError · CodedError operator.unknown, keyring.damaged, store.* */
export async function openStationFolder(given: string, supervisor: string | undefined): Promise<StationFolder> {
  const dir = stationDir(given);
  const keyring = readKeyring(path.join(dir, 'keyring.json'));
  if (!keyring) throw new CodedError('file.not-found');
  const key = await supervisorKey(keyring, supervisor);
  return { dir, keyring, key, db: openStoreForReading(path.join(dir, 'station.db'), key, keyring.salt) };
}

/** The one that was named, or the only one. @throws UsageError */
export function supervisorName(keyring: Keyring, supervisor: string | undefined): string {
  const only = keyring.supervisors.length === 1 ? keyring.supervisors[0]?.name : undefined;
  const name = supervisor ?? only;
  if (name === undefined) throw new UsageError(`--supervisor is one of ${keyring.supervisors.map((s) => s.name).join(', ')}.`);
  return name;
}

/** Asks for the passphrase. @throws UsageError · CodedError operator.unknown */
export async function supervisorKey(keyring: Keyring, supervisor: string | undefined): Promise<Uint8Array> {
  const name = supervisorName(keyring, supervisor);
  const wrap = wrapOf(keyring, name);
  const key = wrap && (await unwrapForSupervisor(wrap, await readSecret(`Passphrase of ${name}`)));
  if (!key) throw new CodedError('operator.unknown');
  return key;
}
