/** Fictional papers drawn, degraded and read from pixels as the station reads them. */
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { drawPaper, lookOf, type PaperLook } from '../../specimens/bill/draw.ts';
import { makeBill } from '../../specimens/bill/make.ts';
import { createRandom } from '../../specimens/random.ts';
import { judged, Tally } from './judge.ts';
import { readProof, studyPaper } from '../../../core/proof.ts';
import { quantile } from '../station/statistics.ts';

export type DrawnOptions = { count: number; looks: readonly string[]; seed: string; caseDate: string; verbose: boolean };

/** A4 at 170 dots an inch: what a page scanned at 200 and a photo of 5 megapixels leave. Chosen. */
export const drawnDpi = 170;

export async function measureDrawn(engines: Engines, { count, looks, seed, caseDate, verbose }: DrawnOptions): Promise<void> {
  for (const look of looks as PaperLook[]) {
    const tally = new Tally(verbose);
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const id = `${seed} drawn ${i}`;
      const bill = makeBill(id, caseDate);
      const random = createRandom(`${id} ${look}`);
      const frame = await lookOf(await drawPaper(bill.rows, drawnDpi, random), look, random);
      const from = performance.now();
      const { width, height } = frame;
      const { lines } = await readProof(studyPaper(engines, { kind: 'picture', picture: { frame, width, height, scale: 1 } }));
      times.push(performance.now() - from);
      tally.add(bill, judged(bill, { lines }, { caseDate, exact: false }));
    }
    tally.print(`drawn papers, ${look}, read from pixels, seed ${seed}`);
    console.log(`  reading took ${Math.round(quantile(times, 0.5))} ms median, ${Math.round(quantile(times, 0.95))} ms p95`);
  }
}
