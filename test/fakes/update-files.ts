/** Update files of small programs, for tests. */
import type { KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfTestPassed } from '../../electron/update/command.ts';
import { writeUpdate } from '../../electron/update/file.ts';
import type { UpdateManifest } from '../../electron/update/manifest.ts';

const folders: string[] = [];
export const newUpdateFolder = (): string => folders[folders.push(mkdtempSync(path.join(tmpdir(), 'vestibule-update-'))) - 1]!;
export const removeUpdateFolders = (): void => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

const about = { platform: 'linux' as const, arch: process.arch as 'x64', madeAt: '2026-11-30T10:00:00.000Z' };

export type MadeUpdate = { /** What the program prints when it is started. */ says?: string; about?: Partial<UpdateManifest>; /** Bytes of its largest file. */ bytes?: number };

/** @returns path of the file */
export async function makeUpdate(version: string, key: KeyObject, { says = selfTestPassed(version), about: other = {}, bytes = 300_000 }: MadeUpdate = {}): Promise<string> {
  const folder = newUpdateFolder();
  mkdirSync(path.join(folder, 'resources/deep'), { recursive: true });
  writeFileSync(path.join(folder, 'vestibule'), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  writeFileSync(path.join(folder, 'resources/deep/empty.pak'), '');
  writeFileSync(path.join(folder, 'resources/large.bin'), Buffer.alloc(bytes, says));
  for (let n = 0; n < 20; n += 1) writeFileSync(path.join(folder, `resources/${n}.bin`), Buffer.alloc(2000, `${n} ${says}`));
  const file = path.join(newUpdateFolder(), `${version}.vestibule-update`);
  await writeUpdate(folder, file, { version, ...about, ...other }, key);
  return file;
}
