/** What the program is made of, read from what the build wrote beside it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

export type Component = { name: string; version: string; licence: string };
export type Model = { name: string; sha256: string; licence: string; source: string };

/** Library, cipher library and the cipher in use. */
export function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    const row = db.prepare('SELECT sqlite_version() AS sqlite, sqlite3mc_version() AS cipher').get();
    const { sqlite, cipher } = z.object({ sqlite: z.string(), cipher: z.string() }).parse(row);
    return `${sqlite}, ${cipher}, ChaCha20-Poly1305`;
  } finally {
    db.close();
  }
}

const licenceSchema = z.union([
  z.object({ license: z.object({ id: z.string() }) }).transform(({ license }) => license.id),
  z.object({ license: z.object({ name: z.string() }) }).transform(({ license }) => license.name),
  z.object({ expression: z.string() }).transform(({ expression }) => expression),
]);
const billSchema = z.object({
  components: z.array(z.object({
    name: z.string(), version: z.string().optional(), licenses: z.array(licenceSchema).default([]),
  })),
});

/** Packages and frameworks of the bill of materials which the build wrote (scripts/build/bill-of-materials.ts), by name; none in a tree that was never built. */
export function readComponents(resourcesDir: string): Component[] {
  const file = path.join(resourcesDir, 'sbom.cdx.json');
  if (!existsSync(file)) return [];
  return billSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).components
    .flatMap(({ name, version, licenses }) => (version === undefined ? [] : [{ name, version, licence: licenses.join(', ') || 'not stated' }]))
    .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

const modelSchema = z.object({ name: z.string(), sha256: z.string(), licence: z.string(), source: z.string() });

/** From MANIFEST.json of the assembled resources, and from models/MANIFEST.tsv (first line names the columns) of our own models. */
export function readModels(resourcesDir: string): Model[] {
  const shipped = path.join(resourcesDir, 'MANIFEST.json');
  const own = path.join(resourcesDir, 'models/MANIFEST.tsv');
  const listed = existsSync(shipped) ? z.array(modelSchema).parse(JSON.parse(readFileSync(shipped, 'utf8'))) : [];
  const models = listed.filter(({ name }) => /^(models|tessdata)\//.test(name));
  return [...models, ...(existsSync(own) ? modelsIn(readFileSync(own, 'utf8')) : [])];
}

export function modelsIn(table: string): Model[] {
  const [head = [], ...rows] = table.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  return rows.flatMap((row) => {
    const cells = Object.fromEntries(head.map((column, index) => [column.trim(), row[index]?.trim() ?? '']));
    const { name = cells['file'], sha256, licence = cells['license'], source = '' } = cells;
    const model = modelSchema.safeParse({ name, sha256, licence, source });
    return model.success ? [model.data] : [];
  });
}
