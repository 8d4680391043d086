import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../../test/fakes/station-kit.ts';
import { putAll, writeFileAtomic, writeNewFile, writeNewFileInTurns } from './files.ts';

afterAll(removeFolders);

it('writes on where the file system took only a part', () => {
  const taken: number[] = [];
  putAll('Östergård', (bytes, at) => {
    const count = Math.min(4, bytes.length - at);
    taken.push(...bytes.subarray(at, at + count));
    return count;
  });
  expect(Buffer.from(taken).toString('utf8')).toBe('Östergård');
});

it('a file that could not be written whole is not there, under no name', () => {
  const dir = newFolder();
  const file = path.join(dir, 'export.jsonl');
  expect(() => writeNewFile(file, (put) => {
    put('half');
    throw new Error('ENOSPC');
  })).toThrow('ENOSPC');
  expect(readdirSync(dir)).toEqual([]);
});

it('a name that is there is not written over', () => {
  const file = path.join(newFolder(), 'export.jsonl');
  expect(writeNewFile(file, (put) => { put('a'); put(new Uint8Array([98])); return 2; })).toBe(2);
  expect(() => writeNewFile(file, (put) => put('other'))).toThrow('exists');
  expect(readFileSync(file, 'utf8')).toBe('ab');
  writeFileAtomic(file, 'replaced');
  expect([readFileSync(file, 'utf8'), existsSync(`${file}.new`)]).toEqual(['replaced', false]);
});

it('what is written in turns is whole or not there, also where an earlier try was cut off', async () => {
  const dir = newFolder();
  const file = path.join(dir, 'queue.sealed');
  writeFileSync(`${file}.new`, 'of a try that was killed, longer than what comes');
  await expect(writeNewFileInTurns(file, async (put) => {
    put('half');
    await Promise.resolve();
    throw new Error('ENOSPC');
  })).rejects.toThrow('ENOSPC');
  expect(readdirSync(dir)).toEqual([]);
  expect(await writeNewFileInTurns(file, async (put) => { put('a'); await Promise.resolve(); put('b'); return 2; })).toBe(2);
  await expect(writeNewFileInTurns(file, () => Promise.resolve())).rejects.toThrow('exists');
  expect(readFileSync(file, 'utf8')).toBe('ab');
});
