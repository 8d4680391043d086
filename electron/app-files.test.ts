import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteRange, findServedFile } from './app-files.ts';

const home = mkdtempSync(path.join(tmpdir(), 'vestibule-served-'));
const folders = { window: path.join(home, 'window'), resources: path.join(home, 'resources') };

beforeAll(() => {
  for (const folder of [`${folders.window}/assets`, `${folders.resources}/policies`, `${home}/window-other`]) mkdirSync(folder, { recursive: true });
  writeFileSync(`${folders.window}/index.html`, '<p>');
  writeFileSync(`${folders.window}/assets/a b.js`, '1');
  writeFileSync(`${folders.window}/.secret`, 's');
  writeFileSync(`${folders.resources}/policies/coinex.json`, '{}');
  writeFileSync(`${home}/secret.txt`, 's');
  writeFileSync(`${home}/window-other/secret.txt`, 's');
  symlinkSync(`${home}/secret.txt`, `${folders.window}/link.txt`);
  symlinkSync(home, `${folders.resources}/up`);
  symlinkSync(`${folders.window}/index.html`, `${folders.window}/same.html`);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('findServedFile', () => {
  it.each([
    ['app://station/index.html', 'window/index.html', 3],
    ['app://station/index.html?x=1#/records', 'window/index.html', 3],
    ['app://station/assets/a%20b.js', 'window/assets/a b.js', 1],
    ['app://station/resources/policies/coinex.json', 'resources/policies/coinex.json', 2],
    ['app://station/same.html', 'window/index.html', 3],
  ])('%s -> %s', async (address, file, size) => {
    expect(await findServedFile(address, folders)).toMatchObject({ file: path.join(home, file), size });
  });

  it.each([
    ['up, encoded', 'app://station/..%2fsecret.txt'],
    ['up, encoded twice', 'app://station/..%252fsecret.txt'],
    ['up, dots encoded', 'app://station/%2e%2e/secret.txt'],
    ['up, all encoded', 'app://station/%2e%2e%2fsecret.txt'],
    ['up, out of resources', 'app://station/resources/..%2f..%2fsecret.txt'],
    ['up, from resources into the window', 'app://station/resources/..%2fwindow%2findex.html'],
    ['up, backslash', 'app://station/..%5csecret.txt'],
    ['brother folder with the same beginning', 'app://station/..%2fwindow-other%2fsecret.txt'],
    ['absolute', 'app://station//etc/passwd'],
    ['absolute, encoded', 'app://station/%2fetc%2fpasswd'],
    ['end of string', 'app://station/index.html%00.png'],
    ['line feed', 'app://station/index.html%0a'],
    ['broken encoding', 'app://station/%zz'],
    ['link out', 'app://station/link.txt'],
    ['folder link out', 'app://station/resources/up/secret.txt'],
    ['hidden file', 'app://station/.secret'],
    ['folder', 'app://station/assets'],
    ['folder, slash', 'app://station/assets/'],
    ['root', 'app://station/'],
    ['not there', 'app://station/nothing.js'],
    ['other host', 'app://other/index.html'],
    ['host with port', 'app://station:80/index.html'],
    ['host with user', 'app://me@station/index.html'],
    ['no host', 'app:///index.html'],
    ['other scheme', 'file:///etc/passwd'],
    ['empty', ''],
  ])('refuses: %s', async (_what, address) => {
    expect(await findServedFile(address, folders)).toBeNull();
  });
});

describe('byteRange', () => {
  it.each([
    ['bytes=0-', 10, { first: 0, last: 9 }],
    ['bytes=4-6', 10, { first: 4, last: 6 }],
    ['bytes=4-600', 10, { first: 4, last: 9 }],
    ['bytes=10-', 10, null],
    ['bytes=6-4', 10, null],
    ['bytes=-5', 10, null],
    ['bytes=0-1,4-5', 10, null],
    [null, 10, null],
  ])('%s of %i', (header, size, range) => {
    expect(byteRange(header, size)).toEqual(range);
  });
});
