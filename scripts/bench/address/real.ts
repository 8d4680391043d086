/** The papers of ../shared/data: what they are, their issue date where truth has one, and every answer listed for a look. Nothing of them is kept. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { customerBlocks } from '../../../core/document/address/block.ts';
import { datesOnPage } from '../../../core/document/page-dates.ts';
import { issueDateOf } from '../../../core/document/issue-date.ts';
import { customerNames } from '../../../core/document/page-names.ts';
import type { PageText } from '../../../core/document/page-text.ts';
import { proofClassOf } from '../../../core/document/proof-class.ts';
import { residenceClasses, type ProofClass } from '../../../core/document/proof-words.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { readPaper } from './read-paper.ts';

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
  for (const set of ['poa_docs', 'sroie_receipts', 'screenshots']) {
    const files = readdirSync(path.join(data, set)).filter((f) => /\.(jpe?g|png)$/i.test(f)).map((f) => `${set}/${f}`);
    const skipped = readdirSync(path.join(data, set)).filter((f) => f.endsWith('.pdf')).length;
    const tally = { class: [0, 0], counted: [0, 0], date: [0, 0], dateFound: [0, 0], wrongDates: 0 };
    const add = (at: 'class' | 'counted' | 'date' | 'dateFound', right: boolean): void => { tally[at][0]! += Number(right); tally[at][1]! += 1; };
    for (const file of files) {
      const truth = truthOf(file);
      const picture = await decodePicture(await readPictureFile(path.join(data, file)));
      const page = await readPaper(engines, picture.frame, /fr[a_e]|french/.test(file) ? ['fra'] : []);
      const type = proofClassOf(page);
      if (truth.class) {
        add('class', type.class === truth.class);
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
    console.log(`${set}: class right ${said(tally.class)}; counts as residence or not, right ${said(tally.counted)}; date of truth taken ${said(tally.date)} (another taken ${tally.wrongDates}), among the dates found ${said(tally.dateFound)}${skipped > 0 ? `; SKIPPED: ${skipped} PDFs (their text layer is read elsewhere)` : ''}`);
  }
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
