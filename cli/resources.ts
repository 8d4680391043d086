/** Shipped files in Node: what lies below resources/, else the package resources/shipped-files.json names. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../core/errors.ts';
import type { ResourceLoader } from '../core/vision/engines/engine.ts';

export const programFolder = fileURLToPath(new URL('..', import.meta.url));

const tableSchema = z.array(z.object({ name: z.string(), package: z.string(), path: z.string(), sha256: z.string().optional() }));

async function shippedTable(): Promise<Map<string, { path: string; sha256: string | undefined }>> {
  const rows = tableSchema.parse(JSON.parse(await readFile(`${programFolder}resources/shipped-files.json`, 'utf8')));
  return new Map(rows.map((r) => [r.name, { path: `${programFolder}node_modules/${r.package}/${r.path}`, sha256: r.sha256 }]));
}

let table: Promise<Awaited<ReturnType<typeof shippedTable>>> | undefined;

/** @throws CodedError model.missing · model.changed */
export const loadResource: ResourceLoader = async (name) => {
  table ??= shippedTable();
  const row = (await table).get(name);
  const own = `${programFolder}resources/${name}`;
  const path = row ? row.path : own;
  if (!existsSync(path)) throw new CodedError('model.missing', { name });
  const bytes = await readFile(path);
  if (row?.sha256 && createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw new CodedError('model.changed', { name });
  return bytes;
};

/** File path of a shipped file, for libraries that insist on opening it themselves. @throws CodedError model.missing */
export async function resourcePath(name: string): Promise<string> {
  table ??= shippedTable();
  const path = (await table).get(name)?.path ?? `${programFolder}resources/${name}`;
  if (!existsSync(path)) throw new CodedError('model.missing', { name });
  return path;
}
