/** What the brain says of every conformance picture: the same calls, engines and policy as the command line. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspectDocument, inspectFace, study, type InspectOptions } from '../../core/brain.ts';
import type { CheckResult, CheckStatus } from '../../core/checks/check.ts';
import type { Quad } from '../../core/frame.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { decodePicture, readPictureFile } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { loadPolicy } from '../../cli/policy.ts';
import { makeSpecimens } from '../specimens/make.ts';
import { readManifest, type Entry } from '../specimens/manifest.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const specimenFolder = join(root, '.cache/specimens');
export const tablePath = join(root, 'test/conformance/table.json');

/** The day on which the specimens are looked at; the good ones are valid on it, passport-expired is not. */
const caseDate = '2026-11-23';
/** Every document is presented as a passport, so that the others must be told apart. */
const chosenType = 'passport';

export type Cell = { status: CheckStatus; value: number | null };
/** Picture (file name without folder and ending) -> check id, or `outline` for the corners found -> cell. */
export type Table = Record<string, Record<string, Cell>>;

/** Three significant digits: enough to see a change, few enough to survive another CPU. */
export const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(3)));

export const pictureName = (entry: Entry): string => entry.file.replace(/^.*\//, '').replace(/\.\w+$/, '');

/**
 * Makes the pictures that are missing, then measures; what nothing has changed of is remembered below .cache. @param only pictures whose name begins with one of
 * these. @throws Error when the OCR-B font is missing
 */
export async function conformanceTable(say: (line: string) => void = () => {}, only: readonly string[] = ['']): Promise<Table> {
  const wanted = (file: string): boolean => only.some((name) => file.startsWith(`conformance/${name}`));
  await makeSpecimens(['conformance'], specimenFolder, say, wanted);
  const entries = readManifest(specimenFolder).filter((e) => wanted(e.file));
  const remembered = join(root, '.cache/conformance', `${brainHash(entries)}.json`);
  if (existsSync(remembered)) return JSON.parse(readFileSync(remembered, 'utf8')) as Table;
  const table = await measure(entries, say);
  mkdirSync(dirname(remembered), { recursive: true });
  writeFileSync(remembered, JSON.stringify(table));
  return table;
}

async function measure(entries: readonly Entry[], say: (line: string) => void): Promise<Table> {
  const policy = await loadPolicy(undefined);
  const engines = createEngines();
  const options: InspectOptions = { context: { date: caseDate, chosenType, acceptedTypes: policy.acceptedTypes, lane: 'camera' }, rules: rulesOf(limitsOf(policy)), withPrint: true };
  const table: Table = {};
  for (const entry of entries) {
    const from = performance.now();
    const studied = study(engines, await decodePicture(await readPictureFile(join(specimenFolder, entry.file))));
    const report = entry.kind === 'face' ? { ...(await inspectFace(studied, options)), documents: null } : await inspectDocument(studied, options);
    const { results } = report;
    const cells = results.map((r: CheckResult) => [r.id, { status: r.status, value: rounded(r.value) }] as const);
    table[pictureName(entry)] = Object.fromEntries([...cells, ...outlineCell(entry, report.documents?.[0]?.quad)]);
    say(`${pictureName(entry)} ${((performance.now() - from) / 1000).toFixed(1)} s: ${results.filter((r) => r.status === 'fail').map((r) => r.id).join(' ') || '-'}`);
  }
  return table;
}

/** Farthest corner from the true one, in page widths; 2 % is half a line of print (chosen). Only where one whole document lies in the picture. */
const outlineLimit = 0.02;
function outlineCell(entry: Entry, found: Quad | undefined): (readonly [string, Cell])[] {
  const truth = entry.quads[0];
  if (entry.quads.length !== 1 || !truth || entry.degradation?.name === 'crop' || entry.degradation?.name === 'corner-outside') return [];
  if (!found) return [['outline', { status: 'fail', value: null }]];
  const width = Math.hypot(truth[1]!.x - truth[0]!.x, truth[1]!.y - truth[0]!.y);
  // Which corner comes first is another question: all four turns are tried.
  const turns = [0, 1, 2, 3].map((turn) => Math.max(...truth.map((p, i) => Math.hypot(p.x - found[(i + turn) % 4]!.x, p.y - found[(i + turn) % 4]!.y))) / width);
  const value = Math.min(...turns);
  return [['outline', { status: value <= outlineLimit ? 'pass' : 'fail', value: rounded(value) }]];
}

/** Of the brain's source, its policy, the models' list and the pictures. */
function brainHash(entries: readonly Entry[]): string {
  const digest = createHash('sha256');
  const sources = readdirSync(join(root, 'core'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts')).sort();
  for (const file of sources) digest.update(file).update(readFileSync(join(root, 'core', file)));
  for (const file of ['resources/shipped-files.json', 'resources/policies/coinex.json', 'cli/decode.ts', 'scripts/conformance/measure.ts']) digest.update(readFileSync(join(root, file)));
  const models = join(root, 'resources/models');
  if (existsSync(models)) for (const file of readdirSync(models, { recursive: true, encoding: 'utf8' }).sort()) if (/\.\w+$/.test(file)) digest.update(file).update(readFileSync(join(models, file)));
  for (const entry of entries) digest.update(readFileSync(join(specimenFolder, entry.file)));
  return digest.digest('hex').slice(0, 16);
}
