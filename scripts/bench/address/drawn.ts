/** Fictional papers drawn, degraded and read from pixels. */
import { study } from '../../../core/brain.ts';
import { pageTextOf } from '../../../core/document/page-text.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { drawPaper, lookOf, type PaperLook } from '../../specimens/bill/draw.ts';
import { makeBill } from '../../specimens/bill/make.ts';
import { createRandom } from '../../specimens/random.ts';
import { pictureOfFrame } from '../authenticity/votes.ts';
import { judged, Tally } from './judge.ts';

export type DrawnOptions = { count: number; looks: readonly string[]; seed: string; caseDate: string; verbose: boolean };

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
      const { gather } = study(engines, pictureOfFrame(frame));
      tally.add(bill, judged(bill, pageTextOf(await gather('printedText'), frame), { caseDate, exact: false }));
    }
    tally.print(`drawn papers, ${look}, read from pixels, seed ${seed}`);
  }
}
