/**
 * A database file as somebody sees it who has its key and reads pages, not rows: also what lies in free ones, and in the write-ahead log. SQLite itself passes free pages
 * over, so pages are decrypted here, as SQLite3 Multiple Ciphers lays them out (cipher chacha20): ciphertext, 16 bytes of nonce, 16 of tag.
 */
import { createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { passphrase } from './station-kit.ts';

const pageBytes = 4096;
const reserved = 32;
/** Formats of sqlite.org/walformat.html. */
const [walHeader, frameHeader] = [32, 24];

/** The station may be open. `log`: frames that lie in the log, also old ones behind its end. */
export async function plainPages(dir: string, name = 'station.db'): Promise<{ file: Buffer; log: Buffer }> {
  const key = await unwrapForSupervisor(readKeyring(path.join(dir, 'keyring.json'))!.supervisors[0]!, passphrase);
  if (!key) throw new Error('the supervisor does not open the keyring');
  const bytes = (end: string): Buffer => (existsSync(path.join(dir, `${name}${end}`)) ? readFileSync(path.join(dir, `${name}${end}`)) : Buffer.alloc(0));
  const [file, log] = [bytes(''), bytes('-wal')];
  const pages = Array.from({ length: Math.floor(file.length / pageBytes) }, (_, at) => plainPage(file.subarray(at * pageBytes, (at + 1) * pageBytes), at + 1, key));
  const frames: Buffer[] = [];
  for (let at = walHeader; at + frameHeader + pageBytes <= log.length; at += frameHeader + pageBytes) frames.push(plainPage(log.subarray(at + frameHeader, at + frameHeader + pageBytes), log.readUInt32BE(at), key));
  return { file: Buffer.concat(pages), log: Buffer.concat(frames) };
}

function plainPage(page: Buffer, number: number, key: Uint8Array): Buffer {
  const end = page.length - reserved;
  const nonce = page.subarray(end, end + 16);
  const counter = (nonce.readUInt32LE(12) ^ number) >>> 0;
  const oneTime = chacha20(key, nonce, counter, Buffer.alloc(64));
  return chacha20(oneTime.subarray(32), nonce, (counter + 1) >>> 0, page.subarray(0, end));
}

function chacha20(key: Uint8Array, nonce: Buffer, counter: number, bytes: Buffer): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32LE(counter);
  nonce.copy(iv, 4, 0, 12);
  return createDecipheriv('chacha20', key, iv).update(bytes);
}
