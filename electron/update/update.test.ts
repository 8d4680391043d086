/** Updates put in and taken back with real files, links and processes; the programs are small scripts. Kills: test/faults/update.test.ts. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeUpdate, newUpdateFolder, removeUpdateFolders, type MadeUpdate } from '../../test/fakes/update-files.ts';
import { obeyUpdateOrder, selfTestPassed, updateOrder, type UpdateOrder } from './command.ts';
import { rootOf } from './layout.ts';
import { fingerprintOf } from '../station/store/signature.ts';
import { compareVersions, magic, signatureBytes, signedOf, updateKeyFingerprint } from './manifest.ts';

afterAll(removeUpdateFolders);

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const updateFile = (version: string, { key = privateKey as KeyObject, ...made }: MadeUpdate & { key?: KeyObject } = {}): Promise<string> => makeUpdate(version, key, made);

let root: string;
let keyFile: string;
beforeEach(() => {
  root = newUpdateFolder();
  keyFile = path.join(newUpdateFolder(), 'update-key.pem');
  writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
});

type Answer = { code: number; out: string; fault: string };

async function obey(order: UpdateOrder, execPath = path.join(root, 'versions/0.0.1/vestibule')): Promise<Answer> {
  const answer: Answer = { code: 0, out: '', fault: '' };
  answer.code = await obeyUpdateOrder(order, { execPath, keyFile, words: [] }, { line: (text) => { answer.out += `${text}\n`; }, fault: (text) => { answer.fault += text; } });
  return answer;
}

const install = (file: string): Promise<Answer> => obey({ do: 'install', file, into: null });
const inUse = (): string | null => (existsSync(path.join(root, 'current')) ? path.basename(readlinkSync(path.join(root, 'current'))) : null);
const events = (): { what: string; to: string; why?: string }[] => readFileSync(path.join(root, 'updates.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { what: string; to: string });

describe('an update', () => {
  it('is put in, started through one name, taken back, and put in again', async () => {
    expect(await install(await updateFile('0.1.0'))).toMatchObject({ code: 0, fault: '' });
    expect(await install(await updateFile('0.2.0'))).toMatchObject({ code: 0, out: 'INSTALLED 0.2.0, in place of 0.1.0. It is used from the next start on.\n' });
    expect(inUse()).toBe('0.2.0');
    expect(readFileSync(path.join(root, 'vestibule'), 'utf8')).toContain('0.2.0');
    expect((await obey({ do: 'status', into: null })).out).toMatch(/^CURRENT 0\.2\.0, .*as its publisher signed it\nBEFORE {2}0\.1\.0, .*as its publisher signed it\n$/);

    expect(await obey({ do: 'roll-back', into: null })).toMatchObject({ code: 0, out: 'ROLLED BACK 0.1.0, in place of 0.2.0. It is used from the next start on.\n' });
    expect(readFileSync(path.join(root, 'vestibule'), 'utf8')).toContain('0.1.0');
    expect((await obey({ do: 'roll-back', into: null })).fault).toContain('update.none-before');
    expect(await install(await updateFile('0.2.0'))).toMatchObject({ code: 0 });
    expect(events().map(({ what, to }) => `${what} ${to}`)).toEqual(['installed 0.1.0', 'installed 0.2.0', 'rolled-back 0.1.0', 'installed 0.2.0']);
  });

  it('keeps one version to go back to', async () => {
    for (const version of ['0.1.0', '0.2.0', '0.10.0', '1.0.0']) expect(await install(await updateFile(version))).toMatchObject({ code: 0 });
    // The version before last goes when the next update comes: somebody may still have it open.
    expect(readdirSync(path.join(root, 'versions')).sort()).toEqual(['0.10.0', '0.2.0', '1.0.0']);
  });

  it('finds its folder from where the program runs, or is told', async () => {
    expect(rootOf('/opt/vestibule/versions/0.1.0/vestibule')).toBe('/opt/vestibule');
    expect(rootOf('/opt/Vestibule/vestibule')).toBeNull();
    const file = await updateFile('0.1.0');
    expect((await obey({ do: 'install', file, into: null }, '/usr/bin/vestibule')).fault).toContain('update.no-place');
    expect(await obey({ do: 'install', file, into: root }, '/usr/bin/vestibule')).toMatchObject({ code: 0 });
    expect(updateOrder(['vestibule', '--install-update=x.vestibule-update', `--into=${root}`])).toEqual({ do: 'install', file: path.resolve('x.vestibule-update'), into: root });
    expect(updateOrder(['vestibule', '--kiosk'])).toBeNull();
    expect(updateOrder(['vestibule', '--update-status', `--into=${root}`])).toEqual({ do: 'status', into: root });
    for (const wrong of [['--install-update', 'file'], ['--install-update='], ['--into=x'], ['--update-status', '--roll-back-update']]) expect((await obey(updateOrder(wrong)!)).fault).toContain('update.unknown-word');
  });

  it('orders versions as numbers', () => {
    expect(['0.10.0', '0.9.1', '1.0.0', '0.9.0'].sort(compareVersions)).toEqual(['0.9.0', '0.9.1', '0.10.0', '1.0.0']);
  });
});

describe('refused, with the version in use left as it is', () => {
  beforeEach(async () => { expect(await install(await updateFile('0.5.0'))).toMatchObject({ code: 0 }); });

  async function refuses(file: string, code: string): Promise<void> {
    expect((await install(file)).fault).toMatch(new RegExp(`^${code.replaceAll('.', String.raw`\.`)}( \\(\\w+\\))?: .+`));
    expect(inUse()).toBe('0.5.0');
    expect(readdirSync(path.join(root, 'versions'))).toEqual(['0.5.0']);
    expect((await obey({ do: 'status', into: null })).code).toBe(0);
    expect(existsSync(path.join(root, 'update.lock'))).toBe(false);
  }

  it('signed by somebody else', async () => refuses(await updateFile('0.6.0', { key: stranger.privateKey }), 'update.signature'));
  it('older, or the same: also when the publisher signed it once', async () => {
    await refuses(await updateFile('0.4.9'), 'update.not-newer');
    await refuses(await updateFile('0.5.0'), 'update.not-newer');
    expect(events().filter(({ what }) => what === 'refused').map(({ to, why }) => `${to} ${why}`)).toEqual(['0.4.9 update.not-newer', '0.5.0 update.not-newer']);
  });
  it('for another system', async () => refuses(await updateFile('0.6.0', { about: { arch: process.arch === 'x64' ? 'arm64' : 'x64' } }), 'update.other-system'));
  it('does not start, or is not what it says it is', async () => {
    await refuses(await updateFile('0.6.0', { says: 'I crash' }), 'update.did-not-start');
    await refuses(await updateFile('0.6.0', { says: selfTestPassed('0.5.9') }), 'update.did-not-start');
  });
  it('into a folder of something else', async () => {
    const other = newUpdateFolder();
    mkdirSync(path.join(other, 'versions/1.0.0/lib'), { recursive: true });
    expect((await obey({ do: 'install', file: await updateFile('0.6.0'), into: other })).fault).toContain('update.no-place');
    expect(existsSync(path.join(other, 'versions/1.0.0/lib'))).toBe(true);
  });
  it('is not there, or another file', async () => {
    await refuses(path.join(root, 'nothing'), 'update.unreadable');
    await refuses(keyFile, 'update.not-an-update');
    writeFileSync(path.join(root, 'empty'), '');
    await refuses(path.join(root, 'empty'), 'update.not-an-update');
  });

  it('any bit of it changed, any end of it missing', async () => {
    const file = await updateFile('0.6.0');
    const whole = readFileSync(file);
    const manifestEnd = magic.length + 4 + whole.readUInt32BE(magic.length);
    const bad = path.join(newUpdateFolder(), 'bad');
    const places = [0, 9, 11, 12, 200, manifestEnd - 1, manifestEnd, manifestEnd + signatureBytes - 1, manifestEnd + signatureBytes, manifestEnd + signatureBytes + 40, whole.length - 1];
    for (const at of places) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      writeFileSync(bad, changed);
      await refuses(bad, 'update.(not-an-update|damaged|signature)');
    }
    for (const length of [1, magic.length, 12, manifestEnd, manifestEnd + signatureBytes, whole.length - 1]) {
      writeFileSync(bad, whole.subarray(0, length));
      await refuses(bad, 'update.(not-an-update|damaged)');
    }
    writeFileSync(bad, Buffer.concat([whole, Buffer.from('more')]));
    await refuses(bad, 'update.damaged');
  }, 60_000);

  /** Signed by the publisher, so that only the manifest's own rules stand in the way. */
  async function signedWith(change: (manifest: { files: { path: string; bytes: number; sha256: string }[] }) => void): Promise<string> {
    const whole = readFileSync(await updateFile('0.6.0'));
    const length = whole.readUInt32BE(magic.length);
    const at = magic.length + 4;
    const manifest = JSON.parse(whole.subarray(at, at + length).toString()) as Parameters<typeof change>[0];
    change(manifest);
    const json = Buffer.from(JSON.stringify(manifest));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(json.length);
    const file = path.join(newUpdateFolder(), 'signed');
    writeFileSync(file, Buffer.concat([magic, head, json, sign(null, signedOf(json), privateKey), whole.subarray(at + length + signatureBytes)]));
    return file;
  }

  it('names a place outside of its folder, or one place twice', async () => {
    for (const name of ['../evil', '/etc/evil', 'a/../../evil', 'a//b', '.signed/manifest.json', 'a\\b', 'vestibule\0', '.', 'resources/.hidden', 'VESTIBULE']) {
      await refuses(await signedWith(({ files }) => { files[0]!.path = name; }), 'update.damaged');
    }
  }, 60_000);

  it('inflates to more, less or other than it says', async () => {
    await refuses(await signedWith(({ files }) => { files.find(({ bytes }) => bytes > 1000)!.bytes = 1000; }), 'update.damaged');
    await refuses(await signedWith(({ files }) => { files.find(({ bytes }) => bytes > 1000)!.bytes += 1; }), 'update.damaged');
    await refuses(await signedWith(({ files }) => { files[0]!.sha256 = '0'.repeat(64); }), 'update.damaged');
  });

  it('while another one is being put in; a lock of a process that is gone does not count', async () => {
    writeFileSync(path.join(root, 'update.lock'), String(process.pid));
    expect((await install(await updateFile('0.6.0'))).fault).toContain('update.running');
    writeFileSync(path.join(root, 'update.lock'), '4194304');
    expect(await install(await updateFile('0.6.0'))).toMatchObject({ code: 0 });
  });

  it('where the program carries no key, or another kind of key', async () => {
    const file = await updateFile('0.6.0');
    // The publisher's own half would be packed into every station.
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect((await install(file)).fault).toContain('update.bad-key');
    writeFileSync(keyFile, generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect((await install(file)).fault).toContain('update.bad-key');
    rmSync(keyFile);
    expect((await install(file)).fault).toContain('update.no-key');
  });
});

it('the key is told as other keys of the station are', () => {
  expect(updateKeyFingerprint(keyFile)).toBe(fingerprintOf(publicKey.export({ type: 'spki', format: 'der' }).toString('base64')));
  expect(updateKeyFingerprint(path.join(root, 'none'))).toBeNull();
});

describe('a version on disk', () => {
  beforeEach(async () => {
    await install(await updateFile('0.5.0'));
    await install(await updateFile('0.6.0'));
  });

  it('is told apart from what its publisher signed: changed, missing, foreign, a link', async () => {
    const folder = path.join(root, 'versions/0.6.0');
    writeFileSync(path.join(folder, 'resources/large.bin'), 'other');
    rmSync(path.join(folder, 'resources/deep/empty.pak'));
    writeFileSync(path.join(folder, 'resources/foreign.js'), '');
    cpSync(path.join(folder, 'vestibule'), path.join(root, 'elsewhere'));
    rmSync(path.join(folder, 'vestibule'));
    symlinkSync(path.join(root, 'elsewhere'), path.join(folder, 'vestibule'));
    const { code, out } = await obey({ do: 'status', into: null });
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => line.startsWith('  '))).toEqual(['  resources/deep/empty.pak', '  resources/foreign.js', '  resources/large.bin', '  vestibule']);
  });

  it('is not gone back to when it was changed, nor when its notes are gone', async () => {
    const before = path.join(root, 'versions/0.5.0');
    chmodSync(path.join(before, 'vestibule'), 0o755);
    writeFileSync(path.join(before, 'vestibule'), '#!/bin/sh\necho evil\n');
    expect((await obey({ do: 'roll-back', into: null })).fault).toContain('update.version-damaged');
    rmSync(path.join(before, '.signed'), { recursive: true });
    expect((await obey({ do: 'roll-back', into: null })).fault).toContain('update.version-damaged');
    expect(inUse()).toBe('0.6.0');
    expect(events().at(-1)).toMatchObject({ what: 'refused', to: '0.5.0' });
  });

  it('whose notes are damaged keeps no newer one out', async () => {
    writeFileSync(path.join(root, 'versions/0.6.0/.signed/replaces.json'), '');
    expect((await obey({ do: 'roll-back', into: null })).fault).toContain('update.none-before');
    expect(await install(await updateFile('0.7.0'))).toMatchObject({ code: 0 });
  });

  it('is not removed while it runs this, nor is anything that is no version', async () => {
    mkdirSync(path.join(root, 'versions/notes'));
    for (const version of ['0.7.0', '0.8.0', '0.9.0']) expect(await obey({ do: 'install', file: await updateFile(version), into: root }, path.join(root, 'versions/0.5.0/vestibule'))).toMatchObject({ code: 0 });
    expect(readdirSync(path.join(root, 'versions')).sort()).toEqual(['0.5.0', '0.7.0', '0.8.0', '0.9.0', 'notes']);
  });

  it('is told apart when it can no longer be started', async () => {
    chmodSync(path.join(root, 'versions/0.6.0/vestibule'), 0o644);
    expect((await obey({ do: 'status', into: null })).out).toContain('  vestibule');
  });
});
