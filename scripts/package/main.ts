/**
 * `npm run dist`: installers for this computer's system into dist/, with the bill of materials beside them. `npm run dist -- --trial`: the unpacked
 * station around the development runtime (scripts/package/trial.ts), for tests. `--update-key PUBLIC.pem` packs the publisher's key, without which a
 * station takes no updates from a file (scripts/package/update.ts).
 */
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'electron-builder';
import { buildWhenNeeded } from '../build/when-needed.ts';
import { packTrial } from './trial.ts';
import { updateKeyResource } from './update-key.ts';

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string): void => console.error(line);

process.exitCode = await (process.argv.includes('--trial') ? trial() : installers()).catch((error: unknown) => {
  say(`dist: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function trial(): Promise<number> {
  const { program } = await packTrial(root, say, updateKey());
  console.log(program);
  return 0;
}

/** Electron and, for deb, its packer come from hosts of their own: where those are not reached, electron-builder says which file it wanted. */
async function installers(): Promise<number> {
  if (!buildWhenNeeded(root, say)) throw new Error('the build failed, see above.');
  const made = await build({ projectDir: root, publish: 'never', config: { extraResources: updateKeyResource(updateKey()) } });
  copyFileSync(path.join(root, 'out/resources/sbom.cdx.json'), path.join(root, 'dist/sbom.cdx.json'));
  made.forEach((file) => console.log(path.relative(root, file)));
  return 0;
}

function updateKey(): string | null {
  const at = process.argv.indexOf('--update-key');
  if (at < 0) return null;
  const file = process.argv[at + 1];
  if (file === undefined) throw new Error('--update-key is the file of the publisher\'s public key.');
  return path.resolve(file);
}
