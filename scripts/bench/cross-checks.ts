/**
 * `npm run bench:cross-checks [-- --only TEXT]`: what the checks on data (auth.mrz-check-digit, auth.mrz-print-conflict, auth.data-logic) say of
 * the genuine specimens in ../shared/data/mrz_specimen (VESTIBULE_DATA), print read beside the MRZ. Each failure is a false alarm unless the
 * document is printed so; each is listed with its fields. Slow: print takes seconds a picture.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodePicture, readPictureFile } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { readDocument, study, withPrintBesideMrz } from '../../core/brain.ts';
import { dataLogic } from '../../core/checks/authenticity/data-logic.ts';
import { mrzCheckDigit } from '../../core/checks/authenticity/mrz-check-digit.ts';
import { mrzPrintConflict } from '../../core/checks/authenticity/mrz-print-conflict.ts';
import { runChecks } from '../../core/checks/check.ts';
import { compareSources, type Comparison } from '../../core/document/compare-sources.ts';
import type { DocumentReading } from '../../core/document/reading.ts';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
if (!existsSync(path.join(data, 'truth/mrz_truth.tsv'))) {
  console.error(`SKIPPED: the measuring pictures are not there (${data}). Set VESTIBULE_DATA.`);
  process.exit(0);
}

const today = new Date().toISOString().slice(0, 10);
const context = { date: today, chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const engines = createEngines();
const rows = readFileSync(path.join(data, 'truth/mrz_truth.tsv'), 'utf8').split('\n').slice(1).filter(Boolean).map((l) => l.split('\t')).filter((r) => r[1] !== 'none' && r[0]!.includes(options.only));

/** The reading as the station makes it, with print read beside the MRZ. */
async function readingOf(file: string): Promise<DocumentReading> {
  const studied = study(engines, await decodePicture(await readPictureFile(path.join(data, file))));
  const reading = await readDocument(studied);
  const before = process.cpuUsage();
  const whole = await withPrintBesideMrz(studied, reading);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  return whole;
}

const shown = (c: Comparison): string => `    ${c.agreement.padEnd(10)} ${c.field}: ${c.fields.map((f) => `${f.source} "${f.value}" ${f.confidence.toFixed(2)}`).join(' · ')}`;
const times: number[] = [];
const tally = new Map<string, number>();
let compared = 0;
let silent = 0;
for (const [file, , , , digits] of rows) {
  const reading = await readingOf(file!);
  const results = await runChecks([mrzCheckDigit, mrzPrintConflict, dataLogic], (name) => (name === 'documentReading' ? Promise.resolve(reading as never) : Promise.reject(new Error(name))), { context });
  for (const r of results) tally.set(`${r.id}\t${r.status}${r.reason ? ` (${r.reason})` : ''}`, (tally.get(`${r.id}\t${r.status}${r.reason ? ` (${r.reason})` : ''}`) ?? 0) + 1);
  const comparisons = compareSources(reading.bySource);
  compared += comparisons.length;
  if (comparisons.length === 0) silent += 1;
  const failed = results.filter((r) => r.status === 'fail');
  const apart = comparisons.filter((c) => c.agreement !== 'agree');
  if (failed.length === 0 && apart.length === 0) continue;
  console.log(`${file}\t${failed.map((r) => `${r.id} ${String(r.values['variant'])}`).join(', ') || 'no failure'}${failed.some((r) => r.id === 'auth.mrz-check-digit') ? ` (as printed: ${digits})` : ''}`);
  for (const c of apart) console.log(shown(c));
}
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
console.log(`\n${rows.length} specimens with an MRZ, ${compared} pairs of fields compared; nothing to compare on ${silent}`);
console.log(`print beside the MRZ, processor time: median ${at(0.5)} ms · p95 ${at(0.95)} ms`);
for (const [what, n] of [...tally].sort()) console.log(`${what}\t${n}`);
await (await engines.print()).close();
