import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';
import { newFolder, removeFolders } from './station-kit.ts';

afterAll(removeFolders);

it('counts files and no folders, however deep', () => {
  const dir = newFolder();
  mkdirSync(path.join(dir, 'a/b/empty'), { recursive: true });
  for (const name of ['one', 'a/two', 'a/b/three']) writeFileSync(path.join(dir, name), name);
  expect(filesBelow(dir).map((file) => path.relative(dir, file)).sort()).toEqual([path.join('a', 'b', 'three'), path.join('a', 'two'), 'one']);
});
