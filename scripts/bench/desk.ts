/**
 * `npm run bench:desk [-- --from 100 --count 6]`: four desks, from a sharp lens to one that shows no print, photograph the same documents with the camera of bench:golden-card. Each
 * desk is shown the golden card first; verdicts of doc.resolution and doc.sharpness without and with its baseline, against what the camera did. Pictures below 100 are
 * for choosing limits.
 */
import { parseArgs } from 'node:util';
import { inspectDocument, study } from '../../core/brain.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { resolution } from '../../core/checks/document/resolution.ts';
import type { Frame } from '../../core/frame.ts';
import { deskBaselineOf, lensEdgeWidth, type DeskBaseline } from '../../core/golden-card/desk.ts';
import type { CardSize } from '../../core/golden-card/layout.ts';
import { measureGoldenCard } from '../../core/golden-card/measure.ts';
import { samplingWidth } from '../../core/vision/document/edge-width.ts';
import { createEngines } from '../../cli/engines.ts';
import { specimen, type SpecimenId } from '../specimens/catalogue.ts';
import { createRandom } from '../specimens/random.ts';
import { openCv } from '../golden-card/paint.ts';
import { photograph, trueDpi, trueMtf50, type Shot } from './golden-card/camera.ts';
import { photographer } from './golden-card/run.ts';

const { values } = parseArgs({ options: { from: { type: 'string', default: '100' }, count: { type: 'string', default: '6' }, verbose: { type: 'boolean', default: false } } });
const opencv = await openCv();
const engines = createEngines();
const rules = { enabled: (id: string) => id === 'doc.resolution' || id === 'doc.sharpness', limitOf: () => undefined };

/**
 * `blur` as the camera counts it, quarters of a pixel: MTF50 of 0.40, 0.27, 0.16 and 0.11; `dpi` where the card lies. Only the last two have a share of their own
 * beyond that of sampling (`lensEdgeWidth`), and the last one the golden card itself calls out of focus.
 */
const desks = { sharp: { blur: 3, dpi: 150 }, fair: { blur: 5, dpi: 120 }, soft: { blur: 9, dpi: 240 }, blind: { blur: 13, dpi: 150 } } as const;
type DeskName = keyof typeof desks;

type Document = { name: string; size: CardSize; sheet: Frame; chosenType: string };
async function documents(): Promise<Document[]> {
  const sheetOf = async (id: SpecimenId): Promise<Frame> => (await specimen(id))[0]!.sheet;
  const [passport, card] = [await sheetOf('passport'), await sheetOf('id-card')];
  return [{ name: 'passport', size: 'id-3', sheet: passport, chosenType: 'passport' }, { name: 'card', size: 'id-1', sheet: card, chosenType: 'id-card' }];
}

const shotOf = (desk: DeskName, size: CardSize, otherwise: Partial<Shot>): Shot => ({
  size, width: 1920, height: 1080, dpi: desks[desk].dpi, turn: 1.5, tilt: { x: 2, y: -2 }, off: { x: 0, y: 0 }, radial: -0.01, blur: desks[desk].blur,
  exposure: 0.7, vignetting: 0.1, gains: [1, 1, 1], veil: 0.01, noise: { shot: 0.006, read: 0.002 }, lamps: [], ...otherwise,
});

const take = photographer();
function baselineOf(desk: DeskName): DeskBaseline {
  const figures = measureGoldenCard(opencv, take(shotOf(desk, 'id-3', {}), `card at the ${desk} desk`));
  const baseline = deskBaselineOf({ at: '2026-11-29T08:00:00.000Z', figures }, figures);
  if (!baseline) throw new Error(`The ${desk} desk has no baseline.`);
  return baseline;
}

/** Of an edge, millimetres 10 to 90 %, by the camera's own response: 0.48 / MTF50 of a blur after Gauss. */
const edgeMm = (shot: Shot, sheetDpi: number): number => (0.48 / trueMtf50(shot, { x: 1, y: 0 }, shot.dpi / sheetDpi)) * (25.4 / shot.dpi);
/** Beyond it strokes of OCR-B no longer reach their full step (doc.sharpness). */
const readableMm = 0.42;
/** As good as the desk can do, and spoilt: of the edge this lens has at its best. Between, either answer is right. */
const [asGood, spoilt] = [1.25, 2];

type Truth = 'pass' | 'fail' | 'either';
type Counted = { right: number; wrongRefused: number; wrongPassed: number; either: number };
const empty = (): Counted => ({ right: 0, wrongRefused: 0, wrongPassed: 0, either: 0 });
const counts = new Map<string, Counted>();
function count(key: string, truth: Truth, status: CheckResult['status']): void {
  const of = counts.get(key) ?? empty();
  counts.set(key, of);
  if (truth === 'either') of.either += 1;
  else if (status === truth) of.right += 1;
  else if (truth === 'pass') of.wrongRefused += 1;
  else of.wrongPassed += 1;
}

/** As in the journey, where a type is always chosen. */
const context = { date: '2026-11-29', acceptedTypes: [], lane: 'camera' } as const;
const all = await documents();
const offScale: Record<string, number[]> = {};
const said: Record<string, number> = {};
for (const desk of Object.keys(desks) as DeskName[]) {
  const baseline = baselineOf(desk);
  const lens = lensEdgeWidth(baseline, baseline.dpi, samplingWidth);
  console.log(`${desk} desk: MTF50 ${baseline.cyclesPerPixel.toFixed(3)}, ${baseline.dpi.toFixed(0)} dpi, lens ${lens.toFixed(2)} pixels at 300 dpi`);
  for (let index = Number(values.from); index < Number(values.from) + Number(values.count); index++) {
    const random = createRandom(`desk ${index}`);
    const more = 2 * Math.floor(random.between(0, 4));
    const far = random.between(0.5, 1.1);
    for (const document of all) {
      // In half of the pictures the document lies where the card lay, and is out of focus by something; in the others it is held nearer or farther.
      const shot = shotOf(desk, document.size, { blur: desks[desk].blur + more, turn: random.between(-4, 4), dpi: desks[desk].dpi * (index % 2 === 0 ? 1 : far) });
      const sheetDpi = (document.sheet.width / (document.size === 'id-1' ? 85.6 : 125)) * 25.4;
      const frame = photograph(shot, document.sheet, createRandom(`${desk} ${index} ${document.name}`));
      const edge = edgeMm(shot, sheetDpi);
      const best = edgeMm({ ...shot, blur: desks[desk].blur }, sheetDpi);
      const dpi = trueDpi(shot);
      const sharpTruth: Truth = edge > readableMm || edge >= spoilt * best ? 'fail' : edge <= asGood * best ? 'pass' : 'either';
      const scaleTruth: Truth = Math.abs(dpi / resolution.threshold.limit - 1) < 0.02 ? 'either' : dpi >= resolution.threshold.limit ? 'pass' : 'fail';
      for (const known of [null, baseline]) {
        const { results } = await inspectDocument(study(engines, { frame, width: frame.width, height: frame.height, scale: 1 }), { context: { ...context, chosenType: document.chosenType, desk: known }, rules });
        const named = known ? 'with baseline' : 'without';
        const [scale, sharp] = ['doc.resolution', 'doc.sharpness'].map((id) => results.find((r) => r.id === id)!);
        count(`${desk} desk  doc.resolution  ${named}`, scaleTruth, scale!.status);
        count(`${desk} desk  doc.sharpness   ${named}`, sharpTruth, sharp!.status);
        if (sharp!.status === 'fail') said[`${desk} desk, ${named}: ${sharp!.values['variant']}`] = (said[`${desk} desk, ${named}: ${sharp!.values['variant']}`] ?? 0) + 1;
        if (scale!.value !== null) (offScale[named] ??= []).push(Math.abs(scale!.value / dpi - 1));
        if (values.verbose) console.log(desk, index, document.name, named, 'dpi', dpi.toFixed(0), scale!.value?.toFixed(0), scale!.status, scale!.values['from'], '| edge', edge.toFixed(2), 'best', best.toFixed(2), sharpTruth, sharp!.status, sharp!.value?.toFixed(2), JSON.stringify(sharp!.values));
      }
    }
  }
}
console.log('                                             right  refused wrongly  passed wrongly  between');
for (const [key, c] of counts) console.log(`${key.padEnd(44)} ${String(c.right).padStart(5)} ${String(c.wrongRefused).padStart(16)} ${String(c.wrongPassed).padStart(15)} ${String(c.either).padStart(8)}`);
for (const [named, off] of Object.entries(offScale)) console.log(`dpi ${named}: mean error ${((100 * off.reduce((a, b) => a + b, 0)) / off.length).toFixed(1)} %, worst ${(100 * Math.max(...off)).toFixed(1)} %, of ${off.length}`);
for (const [cause, times] of Object.entries(said)) console.log(`refused as blurred at the ${cause} ${times}`);
const sum = (named: string, of: keyof Counted): number => [...counts].filter(([key]) => key.endsWith(named)).reduce((total, [, c]) => total + c[of], 0);
const better = sum('with baseline', 'right') >= sum('without', 'right');
console.log(better ? 'The baseline makes no verdict worse in sum.' : 'With the baseline fewer verdicts are right.');
process.exit(better ? 0 : 1);
