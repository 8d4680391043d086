import { CodedError } from '../../../core/errors.ts';
import type { Db } from './db.ts';
import { migrations, type Migration } from './migrations/index.ts';

export function versionOf(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings the file to this program's version, each step in its own transaction.
 * @throws CodedError store.newer before anything is written, when a newer program wrote the file.
 */
export function migrate(db: Db, list: readonly Migration[] = migrations): void {
  const version = versionOf(db);
  if (version > list.length) throw new CodedError('store.newer');
  for (const [index, migration] of list.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      migration(db);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
