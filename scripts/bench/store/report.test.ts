import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../../../test/fakes/station-kit.ts';
import { onCopy } from './report.ts';

afterAll(removeFolders);

it('what measuring writes is gone with its copy, also where measuring failed', async () => {
  const folder = newFolder();
  const [dir, copy] = [path.join(folder, '100'), path.join(folder, '100.measured')];
  mkdirSync(dir);
  writeFileSync(path.join(dir, 'station.db'), 'as filled');
  const taken = await onCopy(dir, copy, (at) => {
    const before = readFileSync(path.join(at, 'station.db'), 'utf8');
    writeFileSync(path.join(at, 'station.db'), 'with twenty cases more');
    return before;
  });
  expect(taken).toBe('as filled');
  await expect(onCopy(dir, copy, () => { throw new Error('no'); })).rejects.toThrow('no');
  expect(readFileSync(path.join(dir, 'station.db'), 'utf8')).toBe('as filled');
  expect(existsSync(copy)).toBe(false);
});
