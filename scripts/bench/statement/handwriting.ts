/** What the print reader makes of real handwriting: words of the truth that stand among the words it read, in one look at every row (a statement gets two or three). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { grayOf } from '../../../core/vision/artifacts/gray.ts';
import { findRows } from '../../../core/vision/print/rows.ts';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';

/** Texts as MANIFEST.tsv has them. */
const truths: Readonly<Record<string, string>> = {
  'gd__b._Single_handwriting.png': 'What is the answer to the ultimate question of life? 42',
  'htr__sample_1.png': 'This is a handwritten text recognition pipeline that operates on scanned pages and applies the following operations: Detect words Read words',
};

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((w) => w !== '');

export async function measureHandwriting(engines: Engines): Promise<void> {
  const folder = path.join(process.env['VESTIBULE_DATA'] ?? '', 'handwriting');
  if (!process.env['VESTIBULE_DATA'] || !existsSync(folder)) return console.log('real handwriting: skipped, VESTIBULE_DATA is not set or has no folder handwriting');
  let right = 0, sure = 0, sureWrong = 0, all = 0;
  for (const [file, text] of Object.entries(truths)) {
    const gray = grayOf((await decodePicture(await readPictureFile(path.join(folder, file)))).frame);
    const { rows } = findRows(gray, 'sheet');
    const lines = (await (await engines.print()).readRows(gray, rows)).lines;
    const read = lines.flatMap((l) => l.words.flatMap((w) => wordsOf(w.text).map((t) => ({ text: t, sure: w.confidence >= 0.8 }))));
    const truth = wordsOf(text);
    all += truth.length;
    right += truth.filter((w) => read.some((r) => r.text === w)).length;
    sure += read.filter((r) => r.sure).length;
    sureWrong += read.filter((r) => r.sure && !truth.includes(r.text)).length;
  }
  console.log(`real handwriting, ${Object.keys(truths).length} pictures: words read ${right} of ${all}; read at 0.8 and better ${sure}, of them wrong ${sureWrong}`);
}
