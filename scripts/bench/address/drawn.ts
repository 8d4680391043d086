/** Fictional papers drawn, degraded and read from pixels. */
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { drawPaper, lookOf, type PaperLook } from '../../specimens/bill/draw.ts';
import { makeBill } from '../../specimens/bill/make.ts';
import { createRandom } from '../../specimens/random.ts';
import { judged, Tally } from './judge.ts';
import { readPaper } from './read-paper.ts';
import type { BillLanguage } from '../../specimens/bill/lands.ts';

export type DrawnOptions = { count: number; looks: readonly string[]; seed: string; caseDate: string; verbose: boolean };

const packs: Readonly<Record<BillLanguage, readonly string[]>> = { en: [], fr: ['fra'], de: ['deu'], es: ['spa'], pt: ['por'], it: ['ita'] };
/** A4 at 170 dots an inch: what a page scanned at 200 and a photo of 5 megapixels leave. Chosen. */
const dpi = 170;

export async function measureDrawn(engines: Engines, { count, looks, seed, caseDate, verbose }: DrawnOptions): Promise<void> {
  for (const look of looks as PaperLook[]) {
    const tally = new Tally(verbose);
    for (let i = 0; i < count; i++) {
      const id = `${seed} drawn ${i}`;
      const bill = makeBill(id, caseDate);
      const random = createRandom(`${id} ${look}`);
      const frame = await lookOf(await drawPaper(bill.rows, dpi, random), look, random);
      tally.add(bill, judged(bill, await readPaper(engines, frame, packs[bill.truth.language]), { caseDate, exact: false }));
    }
    tally.print(`drawn papers, ${look}, read from pixels, seed ${seed}`);
  }
}
