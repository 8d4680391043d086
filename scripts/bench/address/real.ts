/** The papers of ../shared/data: what they are, their issue date where truth has one, and every answer listed for a look. Nothing of them is kept. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPictureFile } from '../../../cli/decode.ts';
import { decodePaper } from '../../../cli/paper.ts';
import { inspectProof, readProof, studyPaper } from '../../../core/proof.ts';
import type { CheckResult } from '../../../core/checks/check.ts';
import { toCodedError } from '../../../core/errors.ts';
import { rulesOf } from '../../../core/rules.ts';
import { customerBlocks } from '../../../core/document/address/block.ts';
import { datesOnPage } from '../../../core/document/page-dates.ts';
import { issueDateOf } from '../../../core/document/issue-date.ts';
import { customerNames } from '../../../core/document/page-names.ts';
import type { PageText } from '../../../core/document/page-text.ts';
import { proofClassOf } from '../../../core/document/proof-class.ts';
import { residenceClasses, type ProofClass } from '../../../core/document/proof-words.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { quantile } from '../station/statistics.ts';

const data = process.env['VESTIBULE_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** By name of the file where no table tells: the sets name their papers. First that fits. */
const byName: readonly (readonly [RegExp, ProofClass])[] = [
  [/paystub|payslip/, 'payslip'], [/mortgage/, 'mortgage'], [/bank_statement|Statement/, 'bank-statement'], [/energy_bill|proof_of_address/, 'utility-bill'], [/sroie_receipts/, 'receipt'], [/screenshots/, 'screenshot'],
  [/invoice|Invoice|AmazonWebServices|Flipkart|coolblue|oyo|bol100|SammyMaystone|delivery_notes/, 'invoice'],
];
const counts = (name: ProofClass | null): boolean => (residenceClasses as readonly (ProofClass | null)[]).includes(name);

type Truth = { class: ProofClass | null; date: string | null };

function truthOf(file: string): Truth {
  const named = byName.find(([pattern]) => pattern.test(file))?.[1] ?? null;
  const row = readFileSync(path.join(data, 'truth/poa_truth.tsv'), 'utf8').split('\n').map((l) => l.split('\t')).find(([f]) => f === file);
  const key = path.join(data, 'sroie_receipts/key', `${path.parse(file).name}.json`);
  const said = row?.[4]?.slice(0, 10) ?? (file.startsWith('sroie') && existsSync(key) ? (JSON.parse(readFileSync(key, 'utf8')) as { date: string }).date : null);
  return { class: named, date: said };
}

export async function measureReal(engines: Engines, { caseDate, verbose }: { caseDate: string; verbose: boolean }): Promise<void> {
  if (!existsSync(path.join(data, 'truth/poa_truth.tsv'))) {
    console.error(`SKIPPED: the measuring papers are not there (${data}). Set VESTIBULE_DATA.`);
    return;
  }
  /** Over all sets, as the station tells the kind: what its pixels show to be a screenshot is one, whatever its words say. */
  const pooled = { right: 0, n: 0 };
  for (const set of ['poa_docs', 'sroie_receipts', 'screenshots']) {
    const files = readdirSync(path.join(data, set)).filter((f) => /\.(jpe?g|png|pdf)$/i.test(f)).map((f) => `${set}/${f}`);
    const tally = { class: [0, 0], counted: [0, 0], date: [0, 0], dateFound: [0, 0], wrongDates: 0 };
    const signs = { 'poa.screenshot': [] as string[], 'poa.edited': [] as string[] };
    const asked = { 'poa.screenshot': 0, 'poa.edited': 0 };
    const times: Record<'pdf' | 'print', number[]> = { pdf: [], print: [] };
    const refused: string[] = [];
    const add = (at: 'class' | 'counted' | 'date' | 'dateFound', right: boolean): void => { tally[at][0]! += Number(right); tally[at][1]! += 1; };
    for (const file of files) {
      const truth = truthOf(file);
      const read = await lookAt(engines, file, caseDate).catch((thrown: unknown) => toCodedError(thrown).code);
      if (typeof read === 'string') {
        refused.push(`${path.basename(file)} ${read}`);
        continue;
      }
      const { page, results, source, ms } = read;
      times[source].push(ms);
      for (const { id, status } of results) {
        if (!isSign(id) || status === 'not-applicable' || status === 'not-assessed') continue;
        asked[id] += 1;
        if (status === 'fail') signs[id].push(path.basename(file));
      }
      const type = proofClassOf(page);
      if (truth.class) {
        add('class', type.class === truth.class);
        const told = results.some((r) => r.id === 'poa.screenshot' && r.status === 'fail') ? 'screenshot' : type.class;
        pooled.right += Number(told === truth.class);
        pooled.n += 1;
        add('counted', counts(type.class) === counts(truth.class));
      }
      const { found, all } = dateAgainst(page, truth.date, caseDate);
      if (truth.date) {
        add('date', found === 'right');
        add('dateFound', all);
        if (found === 'wrong') tally.wrongDates += 1;
      }
      if (verbose || (truth.class && type.class !== truth.class)) console.log(`  ${file}: ${truth.class ?? '?'} -> ${type.class ?? 'not told'} (${type.cues.slice(0, 4).join(', ')}) date ${found} | ${customerNames(page).map((n) => n.text).join(' / ')} | ${customerBlocks(page, null).map((b) => b.lines.join(', ')).join(' / ')}`);
    }
    const said = ([right, n]: number[]): string => `${right} of ${n}`;
    console.log(`${set}: class right ${said(tally.class)}; counts as residence or not, right ${said(tally.counted)}; date of truth taken ${said(tally.date)} (another taken ${tally.wrongDates}), among the dates found ${said(tally.dateFound)}`);
    for (const id of Object.keys(signs) as Sign[]) console.log(`  ${id} speaks on ${signs[id].length} of ${asked[id]} asked${signs[id].length > 0 && signs[id].length <= 12 ? `: ${signs[id].join(', ')}` : ''}`);
    for (const source of ['pdf', 'print'] as const) if (times[source].length > 0) console.log(`  ${source === 'pdf' ? 'text layers' : 'from pixels'}: ${times[source].length} files, ${Math.round(quantile(times[source], 0.5))} ms median, ${Math.round(quantile(times[source], 0.95))} ms p95`);
    if (refused.length > 0) console.log(`  not read, each with its code: ${refused.join(', ')}`);
  }
  console.log(`all sets: class right, poa.screenshot counted as the class it names, ${pooled.right} of ${pooled.n} (${((100 * pooled.right) / pooled.n).toFixed(1)} %)`);
}

type Sign = 'poa.screenshot' | 'poa.edited';
const isSign = (id: string): id is Sign => id === 'poa.screenshot' || id === 'poa.edited';

type LookedAt = { page: PageText; results: CheckResult[]; source: 'pdf' | 'print'; ms: number };

/** As the station looks at it. @throws CodedError */
async function lookAt(engines: Engines, file: string, caseDate: string): Promise<LookedAt> {
  const bytes = await readPictureFile(path.join(data, file));
  const from = performance.now();
  const studied = studyPaper(engines, (await decodePaper(bytes)).paper);
  const results = await inspectProof(studied, { context: { date: caseDate, chosenType: null, acceptedTypes: [], lane: 'file' }, rules: rulesOf({}) });
  const { lines, source } = await readProof(studied);
  return { page: { lines }, results, source, ms: performance.now() - from };
}

type DateFound = { found: 'right' | 'wrong' | 'ambiguous' | 'none'; all: boolean };

/** Truth comes as ISO or as printed; then both orders are tried. */
function dateAgainst(page: PageText, truth: string | null, caseDate: string): DateFound {
  const wanted = truth === null ? [] : isoOf(truth, caseDate);
  const issue = issueDateOf(page, { today: caseDate });
  const all = datesOnPage(page, { today: caseDate }).dates.some((d) => d.readings.some((r) => wanted.includes(r)));
  if (issue.kind === 'found') return { found: wanted.includes(issue.value) ? 'right' : 'wrong', all };
  return { found: issue.kind === 'none' ? 'none' : 'ambiguous', all };
}

function isoOf(text: string, today: string): string[] {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return [text];
  return datesOnPage({ lines: [{ text, page: 0, box: { x: 0, y: 0, width: 0.2, height: 0.01 } }] }, { today, country: 'MYS' }).dates.flatMap((d) => [...d.readings]);
}
