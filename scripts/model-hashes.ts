/**
 * `node scripts/model-hashes.ts [--check]`: writes the sha256 of every model the station works with, as installed here, into the station's own program;
 * --check only says whether the list in the repository is that of the files.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
export const listFile = path.join(root, 'electron/station/health/model-hashes.json');

const tableSchema = z.array(z.object({ name: z.string(), package: z.string(), path: z.string() }));
const isModel = (name: string): boolean => /^(models|tessdata)\//.test(name);

/** Name below resources/ -> sha256, by name. */
export function modelHashes(): Record<string, string> {
  const shipped = tableSchema.parse(JSON.parse(readFileSync(path.join(root, 'resources/shipped-files.json'), 'utf8'))).filter(({ name }) => isModel(name));
  const own = readdirSync(path.join(root, 'resources/models'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && /\.(f16|json|wasm|bin)$/.test(e.name));
  const places = [
    ...shipped.map((file) => [file.name, path.join(root, 'node_modules', file.package, file.path)] as const),
    ...own.map((file) => [path.relative(path.join(root, 'resources'), path.join(file.parentPath, file.name)).replaceAll('\\', '/'), path.join(file.parentPath, file.name)] as const),
  ];
  return Object.fromEntries(places.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, place]) => [name, createHash('sha256').update(readFileSync(place)).digest('hex')]));
}

export const listText = (): string => `${JSON.stringify(modelHashes(), null, 1)}\n`;

if (process.argv[1] === import.meta.filename) {
  const text = listText();
  if (!process.argv.includes('--check')) writeFileSync(listFile, text);
  else if (readFileSync(listFile, 'utf8') !== text) {
    console.error('The list of models is not that of the files: node scripts/model-hashes.ts');
    process.exitCode = 1;
  }
}
