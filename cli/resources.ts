/** Shipped files in Node: what resources/shipped-files.json names lies in its package, all others below resources/. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../core/errors.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import type { ResourceLoader } from '../core/vision/engines/engine.ts';

export const programFolder = fileURLToPath(new URL('..', import.meta.url));

export const programVersion = (): string => z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${programFolder}package.json`, 'utf8'))).version;

const tableSchema = z.array(z.object({ name: z.string(), package: z.string(), path: z.string(), sha256: z.string().optional() }));

const shippedFiles = lazily(async () => {
  const rows = tableSchema.parse(JSON.parse(await readFile(`${programFolder}resources/shipped-files.json`, 'utf8')));
  return new Map(rows.map((r) => [r.name, { path: path.join(programFolder, 'node_modules', r.package, r.path), sha256: r.sha256 }]));
});

const loaded = new Map<string, string>();

/** @throws CodedError model.missing · model.changed */
export const loadResource: ResourceLoader = async (name) => {
  const place = await resourcePath(name);
  const bytes = await readFile(place);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const wanted = (await shippedFiles()).get(name)?.sha256;
  if (wanted && sha256 !== wanted) throw new CodedError('model.changed', { name });
  loaded.set(name, sha256);
  return bytes;
};

/** File path of a shipped file, for libraries that insist on opening it themselves. @throws CodedError model.missing */
export async function resourcePath(name: string): Promise<string> {
  const place = (await shippedFiles()).get(name)?.path ?? path.join(programFolder, 'resources', name);
  if (!existsSync(place)) throw new CodedError('model.missing', { name });
  return place;
}

/** Model file -> sha256 of what this run has loaded; kept with every result. Descriptions and programs are not models. */
export const loadedModels = (): Record<string, string> => Object.fromEntries([...loaded].filter(([name]) => /\.(bin|f16|gz)$/.test(name)));
