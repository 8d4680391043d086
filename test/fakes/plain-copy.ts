/** The store as somebody sees it who has the key and reads pages, not rows: also what lies in free ones. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { newFolder, passphrase } from './station-kit.ts';

type Ciphered = Database.Database & { key(key: Buffer): number; rekey(key: Buffer): number };

/** Every page of a database file of the station and of its log, decrypted; the station may be open. */
export async function plainPages(dir: string, name = 'station.db'): Promise<Buffer> {
  const copy = path.join(newFolder(), name);
  for (const end of ['', '-wal']) if (existsSync(path.join(dir, `${name}${end}`))) copyFileSync(path.join(dir, `${name}${end}`), `${copy}${end}`);
  const key = await unwrapForSupervisor(readKeyring(path.join(dir, 'keyring.json'))!.supervisors[0]!, passphrase);
  if (!key) throw new Error('the supervisor does not open the keyring');
  const db = new Database(copy) as Ciphered;
  db.pragma(`cipher = 'chacha20'`);
  db.key(Buffer.from(`raw:${Buffer.from(key).toString('hex')}`, 'latin1'));
  db.pragma('journal_mode = DELETE');
  db.rekey(Buffer.alloc(0));
  db.close();
  return readFileSync(copy);
}
