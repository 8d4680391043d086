/**
 * `npm run dist:update -- --key PRIVATE.pem [--program FOLDER] [--to FILE]`: the unpacked station as a file that installed stations take as an update
 * (docs/updates.md). The key is the publisher's, Ed25519, PKCS 8; its public half must be packed in the stations (`npm run dist -- --update-key`).
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { extractFile } from '@electron/asar';
import { writeUpdate } from '../../electron/update/file.ts';
import { publicKeyOf } from '../../electron/update/manifest.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** @param folder of the packed program @returns the version in its archive */
export function versionIn(folder: string): string {
  const { version } = JSON.parse(extractFile(path.join(folder, 'resources/app.asar'), 'package.json').toString()) as { version: string };
  return version;
}

/** The packed program in `folder`, signed. @throws Error with a sentence */
export async function packUpdate(folder: string, target: string, privateKey: KeyObject): Promise<{ version: string; bytes: number }> {
  const pinned = path.join(folder, 'resources/update-key.pem');
  if (!existsSync(pinned)) throw new Error('This program carries no key for updates: after it no other update could be put in. Pack it with --update-key.');
  if (!publicKeyOf(readFileSync(pinned, 'utf8')).equals(createPublicKey(privateKey))) throw new Error('This program carries another key than the one it is to be signed with: it could not check itself, and would take no further update from here.');
  if (process.arch !== 'x64' && process.arch !== 'arm64') throw new Error(`No update is made for ${process.arch}.`);
  const manifest = await writeUpdate(folder, target, { version: versionIn(folder), platform: 'linux', arch: process.arch, madeAt: new Date().toISOString() }, privateKey);
  return { version: manifest.version, bytes: manifest.body.bytes };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { key: { type: 'string' }, program: { type: 'string', default: path.join(root, 'dist/linux-unpacked') }, to: { type: 'string' } } });
  if (values.key === undefined) throw new Error('--key is the file of the publisher\'s private key.');
  const privateKey = createPrivateKey(readFileSync(values.key));
  if (createPublicKey(privateKey).asymmetricKeyType !== 'ed25519') throw new Error('The key is not Ed25519: openssl genpkey -algorithm ed25519.');
  const folder = path.resolve(values.program);
  const target = path.resolve(values.to ?? path.join(root, 'dist', `vestibule-${versionIn(folder)}.vestibule-update`));
  const { version, bytes } = await packUpdate(folder, target, privateKey);
  console.log(`${target}  version ${version}, ${(bytes / 1024 ** 2).toFixed(0)} MB`);
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(`dist:update: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
