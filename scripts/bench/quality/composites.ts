/** ROC and error rates of each check on composites with known defect and severity. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import { createFrame, type Frame, type Quad } from '../../../core/frame.ts';
import { distance } from '../../../core/vision/document/plane.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { analyse, percentileOf, type Analysis } from './analyse.ts';
import { defocus, drawScene, expose, frameSize, normal, poseQuad, randomFrom, type Pose, type Random } from './compose.ts';
import { defects, type Defect, type Light } from './defects.ts';

type Outcome = { defect: Defect; got: Analysis; cornerError: number };

/** @param only conditions whose name begins so, and the good ones; all when null */
export async function measureComposites(data: string, engines: Engines, verbose: boolean, only: string | null): Promise<void> {
  const pages = await cleanPages(data);
  if (pages.length === 0) {
    console.log(`composites: SKIPPED, no clean pages in ${data}`);
    return;
  }
  const outcomes: Outcome[] = [];
  for (const [index, page] of pages.entries()) {
    for (const [number, defect] of defects.entries()) {
      // Every condition has chances of its own, so that a new one moves no other.
      const random = randomFrom(1000 + index + 7919 * number);
      if (only !== null && !only.split(',').some((o) => defect.name.startsWith(o))) continue;
      const pose: Pose = { coverage: 0.28 + 0.22 * random(), tilt: 9 * random(), rotation: 24 * (random() - 0.5), shift: { x: 0.08 * (random() - 0.5), y: 0.06 * (random() - 0.5) }, ...defect.pose };
      const quad = wholeQuad(page.aspect, pose, random() * Math.PI, !('coverage' in (defect.pose ?? {})));
      const scene = drawScene(page.frame, page.aspect, quad, backgroundOf(index, page.frame, random));
      const pxPerPage = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2 / (page.inches * 300);
      const made: Light = defect.make ? await defect.make(scene, pxPerPage, random) : { linear: scene.linear };
      const frame = expose(defocus(made.linear, 0.45), made.gain ?? 0.9, made.noise ?? 1, random);
      const got = await analyse(frame, engines, 'camera');
      outcomes.push({ defect, got, cornerError: cornerError(got, quad) });
    }
  }
  report(outcomes, pages.length, verbose);
}

/** Where the pose leaves a corner outside although none is asked to be, the page is made smaller until all of it shows with a margin of one per cent. */
function wholeQuad(aspect: number, pose: Pose, axis: number, mustShow: boolean): Quad {
  const margin = 0.01 * frameSize.width;
  const shows = (quad: Quad): boolean => quad.every((p) => p.x >= margin && p.y >= margin && p.x <= frameSize.width - margin && p.y <= frameSize.height - margin);
  let quad = poseQuad(aspect, pose, axis);
  for (let coverage = pose.coverage; mustShow && !shows(quad); coverage *= 0.95) quad = poseQuad(aspect, { ...pose, coverage }, axis);
  return quad;
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

type Page = { frame: Frame; aspect: number; inches: number };

/** Clean crops whose border is the document's border, at least 550 pixels wide. */
export async function cleanPages(data: string): Promise<Page[]> {
  const cards = ['id_and_other_docs/aw__driverlicense.png', 'id_and_other_docs/gd__USA-Driver-License-CO-2015.png', 'id_and_other_docs/mn__driver_license_default_sample.jpg', 'mrz_specimen/gd__USA-Passport-2009.jpg', 'mrz_specimen/ij__id_fail.png', 'id_and_other_docs/mn__french_healthcard_default_sample.jpg', 'mrz_specimen/pe__77_card-cmw.png'];
  const booklets = ['az__id-passport.png', 'pe__100_pass-cze.jpg', 'pe__100_pass-cze2.jpg', 'pe__100_pass-hrv.jpg', 'pe__100_pass-isl.png', 'pe__79_pass-hun.png', 'yu__4.png'].map((f) => `mrz_specimen/${f}`);
  const pages: Page[] = [];
  for (const [files, aspect, inches] of [[cards, 85.6 / 53.98, 3.37], [booklets, 125 / 88, 4.92]] as const) {
    for (const file of files) {
      const path = join(data, file);
      if (existsSync(path)) pages.push({ frame: (await decodePicture(await readPictureFile(path))).frame, aspect, inches });
    }
  }
  return pages;
}

/** Six kinds in turn: dark desk, white desk, wood, the document's own colour, stripes of strong contrast, soft gradient. */
export function backgroundOf(index: number, page: Frame, random: Random): Frame {
  const kind = index % 6;
  const frame = createFrame(320, 180);
  const at = (Math.floor(page.height * 0.04) * page.width + Math.floor(page.width * 0.5)) * 4;
  const own = [page.data[at]!, page.data[at + 1]!, page.data[at + 2]!];
  const base = [[38, 36, 40], [236, 236, 232], [150, 105, 66], own.map((v) => Math.max(0, v - 22)), [90, 96, 110], [128, 134, 128]][kind]!;
  const phase = random() * 6;
  for (let y = 0; y < 180; y++) {
    for (let x = 0; x < 320; x++) {
      const grain = kind === 2 ? 14 * Math.sin(y / 3 + 2 * Math.sin(x / 60 + phase)) + 5 * normal(random) : kind === 4 ? 55 * Math.sign(Math.sin((x + y) / 7 + phase)) : kind === 5 ? 0.25 * (x - 160) : 2 * normal(random);
      for (let c = 0; c < 3; c++) frame.data[(y * 320 + x) * 4 + c] = base[c]! + grain;
      frame.data[(y * 320 + x) * 4 + 3] = 255;
    }
  }
  return frame;
}

