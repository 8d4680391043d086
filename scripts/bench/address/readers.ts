/** Lines of print on drawn papers, as the program finds and cuts them, by the program's reader and by PP-OCR (VESTIBULE_OCR): the same crops, the same truth. */
import type { Region } from '../../../core/frame.ts';
import { readProof, studyPaper } from '../../../core/proof.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import type { PrintReader } from '../../../core/vision/engines/print.ts';
import { drawPaper, lookOf, type PaperLook } from '../../specimens/bill/draw.ts';
import { makeBill } from '../../specimens/bill/make.ts';
import { createRandom } from '../../specimens/random.ts';
import { loadPpOcr, ppOcrPackages } from '../pp-ocr.ts';
import { drawnDpi, type DrawnOptions } from './drawn.ts';

type Count = { lines: number; whole: number; letters: number; edits: number; all: number; sure: number; sureWrong: number; cpuMs: number };
/** Of a line's letters; what both readers have farther from every line of the paper is none of them. Chosen. */
const farthest = 0.4;
const sureFrom = 0.9;
const patience = 120_000;

export async function compareReaders(engines: Engines, { count, looks, seed, caseDate, verbose }: DrawnOptions): Promise<void> {
  const ppOcr = await loadPpOcr(process.env['VESTIBULE_OCR']);
  if (!ppOcr) return console.log(`readers of print: skipped, VESTIBULE_OCR names no folder with PP-OCR's packages (${ppOcrPackages})`);
  const own = await engines.print();
  const readers = { 'tesseract.js': own, 'PP-OCRv4': ppOcr };
  const counts = new Map<string, Count>();
  for (const look of looks as PaperLook[]) for (let i = 0; i < count; i++) {
    const id = `${seed} drawn ${i}`;
    const bill = makeBill(id, caseDate);
    const random = createRandom(`${id} ${look}`);
    const frame = await lookOf(await drawPaper(bill.rows, drawnDpi, random), look, random);
    const calls: Parameters<PrintReader['readRows']>[] = [];
    const noting: PrintReader = { ...own, readRows: (...call) => (calls.push(call), own.readRows(...call)) };
    await readProof(studyPaper({ ...engines, print: () => Promise.resolve(noting) }, { kind: 'picture', picture: { frame, width: frame.width, height: frame.height, scale: 1 } }));
    const [image] = calls[0]!;
    const rows = [...new Set(calls.filter((c) => c[0] === image).flatMap((c) => c[1]))];
    // The first rows are read in the base language; as soon as the page's own can be told, the rest in that too.
    const options = { ...calls.find((c) => (c[2]?.languages ?? []).length > 0)?.[2], timeoutMs: patience };
    const read = new Map<string, { by: Map<Region, { text: string; confidence: number }>; cpuMs: number }>();
    for (const [name, reader] of Object.entries(readers)) {
      const from = process.cpuUsage();
      const { lines } = await reader.readRows(image, rows, options);
      const used = process.cpuUsage(from);
      read.set(name, { by: new Map(lines.map((l) => [l.region, l])), cpuMs: (used.user + used.system) / 1000 / rows.length });
    }
    const truths = bill.text.lines.map((l) => plain(l.text));
    for (const row of rows) {
      const texts = [...read].map(([name, { by, cpuMs }]) => ({ name, text: plain(by.get(row)?.text ?? ''), confidence: by.get(row)?.confidence ?? 0, cpuMs }));
      const apart = (truth: string): number => Math.min(...texts.map((t) => editsBetween(bare(t.text), bare(truth)))) / Math.max(1, bare(truth).length);
      const truth = truths.toSorted((a, b) => apart(a) - apart(b))[0];
      if (truth === undefined || apart(truth) > farthest) continue;
      const script = /^[\x20-\x7e]*$/.test(truth) ? 'letters of English alone' : 'with other letters or marks';
      for (const { name, text, confidence, cpuMs } of texts) {
        const edits = editsBetween(bare(text), bare(truth));
        if (verbose && edits > 0) console.log(look, name, JSON.stringify(truth), JSON.stringify(text), confidence.toFixed(2));
        for (const key of [`${look}, all, ${name}`, `${look}, ${script}, ${name}`]) add(counts, key, { lines: 1, whole: text === truth ? 1 : 0, letters: edits === 0 ? 1 : 0, edits, all: bare(truth).length, sure: confidence >= sureFrom ? 1 : 0, sureWrong: confidence >= sureFrom && edits > 0 ? 1 : 0, cpuMs });
      }
    }
  }
  for (const [key, c] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(`${key}: of ${c.lines} lines right ${c.whole}, but for blanks ${c.letters}; letters wrong ${((100 * c.edits) / c.all).toFixed(2)} %; at ${sureFrom} and better ${c.sure}, of them wrong ${c.sureWrong}; ${Math.round(c.cpuMs / c.lines)} ms of processor time a line`);
  }
}

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
const bare = (text: string): string => text.replaceAll(' ', '');

function add(counts: Map<string, Count>, key: string, one: Count): void {
  const sum = counts.get(key);
  counts.set(key, sum ? (Object.fromEntries(Object.entries(sum).map(([k, v]) => [k, v + one[k as keyof Count]])) as Count) : one);
}

/** Letters put in, left out or changed (Levenshtein). */
function editsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) now.push(Math.min(before[j]! + 1, now[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = now;
  }
  return before[b.length]!;
}
