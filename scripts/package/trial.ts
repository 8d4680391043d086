/**
 * `npm run dist -- --trial`: the station packed for Linux as it is handed out, but around the development runtime, into dist/trial; never to be given
 * to anybody. Beside it a copy with one more file in its archive that lets tests drive it (electron/debugging.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackageWithOptions, extractAll, uncache } from '@electron/asar';
import { build, Platform } from 'electron-builder';
import { billWithElectron } from '../build/bill-of-materials.ts';
import { buildWhenNeeded } from '../build/when-needed.ts';
import { findElectron, type ElectronRuntime } from '../electron/find.ts';
import { electronVersion } from '../electron/registry-runtime.ts';
import { updateKeyResource } from './update-key.ts';

export type Trial = { /** As handed out. */ program: string; /** The same with its window open to tests. */ drivable: string; /** Version that is packed. */ electron: string };

/** @param updateKey file of the publisher's public key; null: the trial takes no updates. @throws Error that says what is missing. @returns paths of the two programs. */
export async function packTrial(root: string, say: (line: string) => void, updateKey: string | null = null): Promise<Trial> {
  const runtime = findElectron(root, say);
  if (runtime === null || process.platform !== 'linux') throw new Error('A trial is packed on Linux, with an Electron to pack.');
  if (!buildWhenNeeded(root, say)) throw new Error('The build failed, see above.');
  const output = path.join(root, 'dist/trial');
  rmSync(output, { recursive: true, force: true });
  const version = versionOf(runtime);
  await withBill(path.join(root, 'out/resources/sbom.cdx.json'), version, () => build({
    projectDir: root, targets: Platform.LINUX.createTarget('dir'), publish: 'never',
    config: { directories: { output }, electronDist: path.dirname(runtime.path), electronVersion: version, extraResources: [{ from: 'node_modules/node/bin/node', to: 'app.asar.unpacked/node_modules/node/bin/node' }, ...updateKeyResource(updateKey)] },
  }));
  const [packed, open] = [path.join(output, 'linux-unpacked'), path.join(output, 'drivable')];
  await withArchiveChanged(packed, open, (files) => writeFileSync(path.join(files, 'drivable'), ''));
  return { program: path.join(packed, 'vestibule'), drivable: path.join(open, 'vestibule'), electron: version };
}

/** The archive carries the hash of each file, so the bill is another one while it is packed, and not afterwards. */
async function withBill(file: string, version: string, pack: () => Promise<unknown>): Promise<void> {
  const shipped = readFileSync(file, 'utf8');
  writeFileSync(file, billWithElectron(shipped, version));
  try {
    await pack();
  } finally {
    writeFileSync(file, shipped);
  }
}

/** Electron's own packages lay a file with their version beside the program; the one from the registry has none. */
const versionOf = ({ path: program, from }: ElectronRuntime): string =>
  from === 'registry' ? electronVersion : readFileSync(path.join(path.dirname(program), 'version'), 'utf8').trim();

/** A packed program once more, at `to`, with something in its archive changed; everything else is the same file on disk. */
export async function withArchiveChanged(packed: string, to: string, change: (files: string) => void): Promise<void> {
  const done = spawnSync('cp', ['-al', packed, to], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  const archive = path.join(to, 'resources/app.asar');
  const work = mkdtempSync(path.join(path.dirname(to), 'archive-'));
  const [files, again] = [path.join(work, 'files'), path.join(work, 'app.asar')];
  extractAll(archive, files);
  change(files);
  // What lies beside the archive is there already; this only tells the new one so.
  await createPackageWithOptions(files, again, { unpackDir: '{node_modules/better-sqlite3,out/station,out/resources}' });
  // In place of the link, so that the program as handed out stays as it is.
  renameSync(again, archive);
  // The package remembers where files lay in the archive of this name.
  uncache(archive);
  rmSync(work, { recursive: true });
}
