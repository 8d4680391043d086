/**
 * Assembles out/resources: everything in resources/, and the files of resources/shipped-files.json from their packages. The window
 * sees it as app://station/resources/NAME, the station as a folder. Writes MANIFEST.json with licence, source and sha256 of each shipped file,
 * and the bill of materials.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { writeBillOfMaterials } from './bill-of-materials.ts';

/** One line of resources/shipped-files.json. `name`: below resources/ for every host; `path`: inside the package; both end in a slash: a folder of files. */
export type ShippedFile = { name: string; package: string; path: string; licence: string; sha256?: string };

export function shippedFiles(root: string): Plugin {
  return {
    name: 'vestibule:shipped-files',
    apply: 'build',
    closeBundle() {
      const target = path.join(root, 'out/resources');
      assemble(root, target);
      writeBillOfMaterials(root, target);
    },
  };
}

/** @throws Error with the file's name when one is missing or is not the one of its sha256. */
export function assemble(root: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(path.join(root, 'resources'), target, { recursive: true, dereference: true });
  const table = JSON.parse(readFileSync(path.join(root, 'resources/shipped-files.json'), 'utf8')) as ShippedFile[];
  const manifest = table.flatMap((line) => filesOf(root, line)).map((file) => copyOne(root, target, file));
  writeFileSync(path.join(target, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

function filesOf(root: string, line: ShippedFile): ShippedFile[] {
  if (!line.path.endsWith('/')) return [line];
  const folder = path.join(root, 'node_modules', line.package, line.path);
  if (!existsSync(folder)) throw new Error(`Shipped folder ${line.name}: ${line.path} is not in package ${line.package}.`);
  return readdirSync(folder).map((name) => ({ ...line, name: line.name + name, path: line.path + name }));
}

function copyOne(root: string, target: string, file: ShippedFile): { name: string; sha256: string; licence: string; source: string } {
  const home = path.join(root, 'node_modules', file.package);
  const source = path.join(home, file.path);
  if (!existsSync(source)) throw new Error(`Shipped file ${file.name}: ${file.path} is not in package ${file.package}.`);
  const bytes = readFileSync(source);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (file.sha256 && file.sha256 !== sha256) throw new Error(`Shipped file ${file.name} has another sha256 than the table says.`);
  const place = path.join(target, file.name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, bytes);
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string };
  return { name: file.name, sha256, licence: file.licence, source: `${file.package}@${version}` };
}
