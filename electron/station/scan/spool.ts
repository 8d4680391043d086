/** Pages between scanner and case. On the disk they are encrypted with a key that only this process has: what is left after a crash or a theft is noise. */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';

export type Spool = {
  /** @returns its name here. @throws CodedError store.disk-full · store.failed */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws CodedError store.not-found */
  get(id: string): Promise<Uint8Array<ArrayBuffer>>;
  remove(id: string): Promise<void>;
};

/** @param dir null: in memory. What an earlier process left there is removed. */
export function createSpool(dir: string | null): Spool {
  const key = randomBytes(32);
  const memory = new Map<string, Uint8Array>();
  const fileOf = (id: string): string => path.join(dir ?? '', id);
  let ready = false;
  const prepare = (): void => {
    if (ready || dir === null) return;
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    ready = true;
  };
  return {
    async put(bytes) {
      const id = randomUUID();
      try {
        prepare();
        if (dir === null) memory.set(id, bytes);
        else await writeFile(fileOf(id), seal(bytes, key), { mode: 0o600, flag: 'wx' });
      } catch (thrown) {
        await rm(fileOf(id), { force: true }).catch(() => {});
        const { code } = thrown as NodeJS.ErrnoException;
        throw new CodedError(code === 'ENOSPC' || code === 'EDQUOT' ? 'store.disk-full' : 'store.failed', {}, { cause: thrown });
      }
      return id;
    },
    async get(id) {
      try {
        return dir === null ? new Uint8Array(memory.get(id)!) : unseal(await readFile(fileOf(id)), key);
      } catch {
        throw new CodedError('store.not-found');
      }
    },
    async remove(id) {
      memory.delete(id);
      if (dir !== null) await rm(fileOf(id), { force: true }).catch(() => {});
    },
  };
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, the rest (NIST SP 800-38D). A random nonce does for the few thousand pages of one process. */
function seal(bytes: Uint8Array, key: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(sealed: Buffer, key: Uint8Array): Uint8Array<ArrayBuffer> {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]));
}
