/** Makes a folder without records the station of a backup. Killed anywhere, the folder has no station yet or the whole one: the steps are those of a set-up (setup-files.ts). */
import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import { writeFileAtomic } from '../files.ts';
import { inThread } from '../in-thread.ts';
import { readKeyring, unwrapForSupervisor, wrapByKeystore, wrapOf, writeKeyring, type OsKeystore } from '../keyring.ts';
import { nameStore, recoverSetup, removeUnfinished, type SetupFiles } from '../setup-files.ts';
import { isSetBack, localDay } from '../time.ts';
import { openGeneration } from './look.ts';
import type { PutBack } from './put-back.ts';

export type RestoreTask = {
  /** Of a generation. */
  folder: string;
  claim: { name: string; passphrase: string };
  files: SetupFiles & { head: string };
  keystore: OsKeystore | null;
  at: Date;
  /** A later report of deletions, kept elsewhere. */
  deletionsFile?: string | null;
  /** The station's public key, where somebody knows it; null: the backup's own. */
  publicKey?: string | null;
};
export type Restored = PutBack & { key: Uint8Array };

/** @throws CodedError backup.* · clock.set-back · operator.unknown for another name or passphrase · store.disk-full */
export async function restoreStation({ folder, claim, files, keystore, at, deletionsFile = null, publicKey = null }: RestoreTask): Promise<Restored> {
  const opened = openGeneration(folder, deletionsFile);
  needEmpty(files, opened.publicKey);
  // The line of the restore says what was lost by its time: it must not stand before what is known to have been written.
  if (isSetBack(at, opened.knownAt)) throw new CodedError('clock.set-back');
  if (publicKey !== null && publicKey !== opened.publicKey) throw new CodedError('backup.other-station');
  const wrap = wrapOf(opened.keyring, claim.name);
  const key = wrap && (await unwrapForSupervisor(wrap, claim.passphrase));
  if (!wrap || !key) throw new CodedError('operator.unknown');
  mkdirSync(path.dirname(files.store), { recursive: true, mode: 0o700 });
  needSpace(path.dirname(files.store), opened.manifest.store.bytes);
  removeUnfinished(files);
  const made = await inThread({ task: 'restore', folder, deletionsFile, key, operatorId: wrap.operatorId, into: { store: files.newStore, caseKeys: files.caseKeys }, at: at.toISOString(), day: localDay(at) })
    .catch((thrown: unknown) => {
      removeUnfinished(files);
      throw thrown;
    });
  // What the other computer's keystore wrapped opens nothing here.
  const keyring = { ...opened.keyring, salt: made.salt, osKeystore: await wrapByKeystore(key, keystore) };
  writeFileAtomic(files.head, JSON.stringify(made.head));
  writeKeyring(files.keyring, keyring);
  nameStore(files);
  return { ...made, key };
}

/** A restore writes over nothing: records that can be opened are worth more than a copy, and damaged ones are kept for whoever looks at them. */
function needEmpty(files: SetupFiles, publicKey: string): void {
  recoverSetup(files);
  const there = readKeyring(files.keyring);
  if (there?.signing && there.signing.publicKey !== publicKey) throw new CodedError('backup.other-station');
  if (there !== null || existsSync(files.store)) throw new CodedError('backup.not-empty');
}

/** @throws CodedError backup.no-space */
export function needSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  // Chosen: a tenth more, for journals and for what else is written meanwhile.
  if (bavail * bsize < bytes * 1.1) throw new CodedError('backup.no-space', { megabytes: Math.ceil((bytes * 1.1) / 1_000_000) });
}
