/** What the program is made of, read from what is installed. */
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

const packageSchema = z.object({
  name: z.string(), version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
type Package = z.infer<typeof packageSchema>;

const walked = new Map<string, Component[]>();

/** Every package the program depends on at run time, directly or not, by name. Walked once a process. */
export function readComponents(resourcesDir: string): Component[] {
  const root = programFolder(resourcesDir);
  if (root === null) return [];
  const known = walked.get(root) ?? walkPackages(root);
  walked.set(root, known);
  return known;
}

function walkPackages(root: string): Component[] {
  const found = new Map<string, Component>();
  const open: { name: string; from: string }[] = namesOf(readPackage(root)).map((name) => ({ name, from: root }));
  for (let next = open.pop(); next; next = open.pop()) {
    const folder = installedFolder(next.name, next.from);
    if (folder === null || found.has(folder)) continue;
    const { name, version, license, dependencies } = readPackage(folder) ?? {};
    if (name === undefined || version === undefined) continue;
    found.set(folder, { name, version, licence: (typeof license === 'string' ? license : license?.type) ?? 'not stated' });
    open.push(...Object.keys(dependencies ?? {}).map((dependency) => ({ name: dependency, from: folder })));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

const namesOf = (found: Package | null): string[] => Object.keys(found?.dependencies ?? {});

/** Node's own rule: the nearest node_modules upwards. */
function installedFolder(name: string, from: string): string | null {
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', name);
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(at) === at) return null;
  }
}

/** The folder of our own package.json: resources lie in it, built or not. */
function programFolder(resourcesDir: string): string | null {
  for (let at = path.resolve(resourcesDir); ; at = path.dirname(at)) {
    if (readPackage(at)?.name === 'vestibule') return at;
    if (path.dirname(at) === at) return null;
  }
}

function readPackage(folder: string): Package | null {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return null;
  return packageSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
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
