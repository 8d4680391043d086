import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSpool } from './spool.ts';

const parent = mkdtempSync(path.join(tmpdir(), 'vestibule-spool-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const page = new Uint8Array(Buffer.from('A page with OSTERGARD MIRA on it, '.repeat(100)));

it('gives back what was put, and on the disk nobody can read it', async () => {
  const dir = path.join(parent, 'one');
  const spool = createSpool(dir);
  const id = await spool.put(page);
  expect(await spool.get(id)).toEqual(page);
  const [file] = readdirSync(dir);
  const stored = readFileSync(path.join(dir, file!));
  expect(stored.includes('OSTERGARD')).toBe(false);
  expect(stored.length).toBe(page.length + 28);
  await spool.remove(id);
  expect(readdirSync(dir)).toEqual([]);
  await expect(spool.get(id)).rejects.toThrow('store.not-found');
});

it('a page that was changed on the disk is not there', async () => {
  const dir = path.join(parent, 'two');
  const spool = createSpool(dir);
  const id = await spool.put(page);
  const stored = readFileSync(path.join(dir, id));
  stored[100]! ^= 1;
  writeFileSync(path.join(dir, id), stored);
  await expect(spool.get(id)).rejects.toThrow('store.not-found');
});

it('removes what an earlier process left, and works without a disk', async () => {
  const dir = path.join(parent, 'three');
  await createSpool(dir).put(page);
  const next = createSpool(dir);
  const id = await next.put(page);
  expect(readdirSync(dir)).toEqual([id]);
  const memory = createSpool(null);
  expect(await memory.get(await memory.put(page))).toEqual(page);
});

it('says that the disk is not there instead of losing the page silently', async () => {
  writeFileSync(path.join(parent, 'file'), '');
  await expect(createSpool(path.join(parent, 'file/below')).put(page)).rejects.toThrow('store.failed');
});
