/** What each made file truly shows. Written beside the files; read by the conformance table, the benches and the tests. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { documentClasses } from '../../core/document/reading.ts';

const point = z.object({ x: z.number(), y: z.number() });

export const entrySchema = z.object({
  /** Below the folder of the manifest. */
  file: z.string(),
  kind: z.enum(['sheet', 'document', 'face', 'document-clip', 'face-clip', 'statement']),
  class: z.enum(documentClasses).nullable(),
  country: z.string().nullable(),
  specimen: z.string().nullable(),
  side: z.enum(['front', 'back']).nullable(),
  truth: z.object({ mrz: z.array(z.string()).nullable(), fields: z.record(z.string(), z.string()) }).nullable(),
  ground: z.string().nullable(),
  degradation: z.object({ name: z.string(), severity: z.number(), parameters: z.record(z.string(), z.union([z.number(), z.string()])) }).nullable(),
  /** Corners of each document in the picture, reading order of the document. */
  quads: z.array(z.array(point).length(4)),
  /** Whose face it is (scripts/specimens/people.ts). */
  person: z.string().nullable(),
  /** Further facts: length of a clip, what the face measures. */
  facts: z.record(z.string(), z.unknown()),
});
export type Entry = z.infer<typeof entrySchema>;

const manifestSchema = z.object({ source: z.string(), entries: z.array(entrySchema) });

export const blankEntry = (file: string, kind: Entry['kind']): Entry =>
  ({ file, kind, class: null, country: null, specimen: null, side: null, truth: null, ground: null, degradation: null, quads: [], person: null, facts: {} });

export const manifestPath = (folder: string): string => join(folder, 'manifest.json');

/** Entries whose files are there and were made by this source; empty when there are none. */
export function readManifest(folder: string): Entry[] {
  if (!existsSync(manifestPath(folder))) return [];
  const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(manifestPath(folder), 'utf8')));
  if (!manifest.success || manifest.data.source !== sourceHash()) return [];
  return manifest.data.entries.filter((e) => existsSync(join(folder, e.file)));
}

/** Adds or replaces one entry. Reads what is there first: two runs may work in one folder. */
export function recordEntry(folder: string, entry: Entry): void {
  mkdirSync(folder, { recursive: true });
  const entries = [...readManifest(folder).filter((e) => e.file !== entry.file), entry].sort((a, b) => (a.file < b.file ? -1 : 1));
  const next = `${manifestPath(folder)}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ source: sourceHash(), entries }, null, 1)}\n`);
  renameSync(next, manifestPath(folder));
}

let hash: string | undefined;
/** Of every source file that shapes a picture. */
export function sourceHash(): string {
  if (hash) return hash;
  const here = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && f !== 'main.ts' && f !== 'demo.ts').sort();
  const digest = createHash('sha256');
  for (const file of files) digest.update(file).update(readFileSync(join(here, file)));
  hash = digest.digest('hex').slice(0, 16);
  return hash;
}
