/** ROC and error rates of each check on composites with known defect and severity. */
import type { Quad } from '../../../core/frame.ts';
import { distance } from '../../../core/vision/document/plane.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { analyse, percentileOf, type Analysis } from './analyse.ts';
import { frameSize } from './compose.ts';
import { defects, type Defect } from './defects.ts';
import { cleanPages } from './pages.ts';
import { compositesOf, type Series } from './scenes.ts';

type Outcome = { defect: Defect; got: Analysis; cornerError: number };

/** @param series the pictures to draw */
export async function measureComposites(data: string, engines: Engines, verbose: boolean, series: Series): Promise<void> {
  const pages = await cleanPages(data);
  if (pages.length === 0) {
    console.log(`composites: SKIPPED, no clean pages in ${data}`);
    return;
  }
  const outcomes: Outcome[] = [];
  for await (const { defect, frame, quad } of compositesOf(pages, series)) {
    const got = await analyse(frame, engines, 'camera');
    outcomes.push({ defect, got, cornerError: cornerError(got, quad) });
  }
  report(outcomes, pages.length, verbose);
}

/** Largest distance of a corner from its truth, share of the quad's diagonal; the outline may be named from any corner. */
function cornerError(got: Analysis, truth: Quad): number {
  const diagonal = distance(truth[0], truth[2]);
  let best = Infinity;
  for (const { quad } of got.geometry.documents.slice(0, 1)) {
    for (let turn = 0; turn < 4; turn++) best = Math.min(best, Math.max(...truth.map((p, i) => distance(p, quad[(i + turn) % 4]!))));
  }
  return best / diagonal;
}

function report(outcomes: readonly Outcome[], pages: number, verbose: boolean): void {
  // In the dark, and where every pixel is clipped, no outline is in the picture.
  const whole = outcomes.filter((o) => !['corner outside', 'too close', 'far'].includes(o.defect.name) && !/^(dark|blown)/.test(o.defect.name));
  const right = whole.filter((o) => o.cornerError < 0.02).length;
  console.log(`composites: ${pages} pages x ${defects.length} conditions at ${frameSize.width}x${frameSize.height}`);
  console.log(`  outline right (< 2 % of the diagonal) ${right}/${whole.length} = ${((100 * right) / whole.length).toFixed(1)} %, median error ${(100 * percentileOf(whole.map((o) => o.cornerError), 0.5)).toFixed(2)} %`);
  const times = outcomes.map((o) => o.got.ms);
  console.log(`  loop ${percentileOf(times, 0.5).toFixed(0)} ms median, ${percentileOf(times, 0.95).toFixed(0)} ms p95`);
  for (const defect of defects) {
    const own = outcomes.filter((o) => o.defect === defect);
    if (own.length === 0) continue;
    const firsts = new Map<string, number>();
    for (const o of own) firsts.set(o.got.first, (firsts.get(o.got.first) ?? 0) + 1);
    const values = defect.check ? own.map((o) => valueOf(o, defect.check!)) : [];
    const spread = values.length > 0 ? `  value p10 ${percentileOf(values, 0.1).toPrecision(3)} p50 ${percentileOf(values, 0.5).toPrecision(3)} p90 ${percentileOf(values, 0.9).toPrecision(3)}` : '';
    console.log(`  ${defect.name.padEnd(26)} -> ${[...firsts].sort((a, b) => b[1] - a[1]).map(([k, n]) => `${k} ${n}`).join(', ')}${spread}`);
    if (verbose) for (const o of own) console.log(`      ${o.got.first.padEnd(14)} corner ${(100 * o.cornerError).toFixed(1)} % ${o.got.results.map((r) => `${r.id.slice(4, 8)}=${r.value?.toPrecision(3) ?? r.reason}`).join(' ')}`);
  }
  blurCauses(outcomes);
  for (const check of ['doc.sharpness', 'doc.exposure', 'doc.shadow', 'doc.occluded', 'doc.glare', 'doc.resolution', 'doc.tilt', 'doc.framing']) if (outcomes.some((o) => o.defect.check === check)) rocLine(outcomes, check);
}

/** Whether the cause of a blur is told apart: the coach says "hold still" to one and "move back" to the other. */
function blurCauses(outcomes: readonly Outcome[]): void {
  for (const cause of ['defocus', 'motion']) {
    const own = outcomes.filter((o) => o.defect.name.startsWith(cause)).flatMap((o) => o.got.results.filter((r) => r.id === 'doc.sharpness' && r.status === 'fail'));
    if (own.length > 0) console.log(`  blur by ${cause.padEnd(8)} called ${['defocus', 'motion'].map((v) => `${v} ${own.filter((r) => r.values['variant'] === v).length}`).join(', ')} of ${own.length} that fail`);
  }
}

const falling = new Set(['doc.exposure', 'doc.resolution']);
const valueOf = (o: Outcome, check: string): number => o.got.results.find((r) => r.id === check)?.value ?? NaN;

function rocLine(outcomes: readonly Outcome[], check: string): void {
  const sign = falling.has(check) ? -1 : 1;
  const bad = outcomes.filter((o) => o.defect.check === check).map((o) => sign * valueOf(o, check)).filter((v) => !Number.isNaN(v));
  const good = outcomes.filter((o) => o.defect.check === null).map((o) => sign * valueOf(o, check)).filter((v) => !Number.isNaN(v));
  let wins = 0;
  for (const b of bad) for (const g of good) wins += b > g ? 1 : b === g ? 0.5 : 0;
  const results = (o: Outcome) => o.got.results.find((r) => r.id === check)?.status;
  const missed = outcomes.filter((o) => o.defect.check === check && results(o) === 'pass').length;
  const alarms = outcomes.filter((o) => o.defect.check === null && results(o) === 'fail').length;
  const all = outcomes.filter((o) => o.defect.check === check).length;
  const clean = outcomes.filter((o) => o.defect.check === null).length;
  console.log(`  ${check.padEnd(15)} ROC area ${(wins / (bad.length * good.length)).toFixed(3)} (measured ${bad.length}/${all}), passed though bad ${missed}/${all}, false alarms ${alarms}/${clean}; good p5 ${percentileOf(good, 0.05).toPrecision(3)} p95 ${percentileOf(good, 0.95).toPrecision(3)}`);
}
