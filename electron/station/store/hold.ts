/** One program at a time opens the records of a folder, or changes what its files are: `station.lock` beside them is an empty database whose lock the operating system gives back when its holder dies. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { CodedError } from '../../../core/errors.ts';
import { mapStoreError } from './errors.ts';

/** Chosen: longer than a store takes to be opened, shorter than a host waits for a hanging station. */
const waitMs = 2000;

/**
 * A lock of the store itself would not do: whoever copies the file in the same process gives it back with the copy's last close.
 * @param store path of the store @returns gives it back @throws CodedError key.changing while another one holds it · store.*
 */
export function holdFiles(store: string): () => void {
  let db: Database.Database | undefined;
  try {
    db = new Database(path.join(path.dirname(store), 'station.lock'), { timeout: waitMs });
    // Nothing is ever written: no journal beside it.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return () => void held.close();
  } catch (thrown) {
    db?.close();
    throw thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_BUSY' ? new CodedError('key.changing') : mapStoreError(thrown);
  }
}

export function whileHolding<Made>(store: string, work: () => Made): Made {
  const release = holdFiles(store);
  try {
    return work();
  } finally {
    release();
  }
}
