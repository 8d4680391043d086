import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from './shipped-files.ts';
import { fingerprint } from './stamp.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'vestibule-build-'));
  put('package.json', '{}');
  put('core/a.ts', '1');
  put('resources/policies/p.json', '{}');
  put('node_modules/faces/package.json', '{"version":"1.2.3"}');
  put('node_modules/faces/model/m.bin', 'weights');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

describe('fingerprint', () => {
  it.each<[string, () => void, boolean]>([
    ['nothing', () => {}, false],
    ['a changed source', () => put('core/a.ts', '22'), true],
    ['a touched source', () => utimesSync(path.join(root, 'core/a.ts'), 1, 1), true],
    ['a new source', () => put('renderer/b.vue', ''), true],
    ['a removed source', () => rmSync(path.join(root, 'core/a.ts')), true],
    ['a policy', () => put('resources/policies/p.json', '{"a":1}'), true],
    ['a test', () => put('core/a.test.ts', ''), false],
    ['the documentation', () => put('docs/x.md', ''), false],
  ])('%s', (_what, change, differs) => {
    const before = fingerprint(root);
    change();
    expect(fingerprint(root) !== before).toBe(differs);
  });
});

describe('assemble', () => {
  const row = { name: 'models/m.bin', package: 'faces', path: 'model/m.bin', licence: 'MIT' };
  const sha256 = '9a129308f3eb3d8ef0ad5c6b9de31b6ed59cdeb41a5c0ff80f3ea5d6f11b17a3';
  const table = (rows: object[]): void => put('resources/shipped-files.json', JSON.stringify(rows));
  const out = (name: string): string => path.join(root, 'out', name);

  it('puts shipped files beside our own and writes where they come from', () => {
    table([row]);
    assemble(root, out('.'));
    expect(readFileSync(out('models/m.bin'), 'utf8')).toBe('weights');
    expect(existsSync(out('policies/p.json'))).toBe(true);
    const [entry] = JSON.parse(readFileSync(out('MANIFEST.json'), 'utf8')) as { sha256: string }[];
    expect(entry).toMatchObject({ name: 'models/m.bin', licence: 'MIT', source: 'faces@1.2.3' });
    expect(entry?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('stops when a file is not the expected one, or is not there', () => {
    table([{ ...row, sha256 }]);
    expect(() => assemble(root, out('.'))).toThrow('another sha256');
    table([{ ...row, path: 'model/gone.bin' }]);
    expect(() => assemble(root, out('.'))).toThrow('is not in package faces');
  });
});
