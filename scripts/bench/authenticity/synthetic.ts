/** Attacks modelled from physics, and the same documents untouched under the same lights, lenses and distances. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Quad } from '../../../core/frame.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { makeSpecimens } from '../../specimens/make.ts';
import { percentileOf } from '../quality/analyse.ts';
import { frameSize, poseQuad, randomFrom, type Random } from '../quality/compose.ts';
import { gridContrast, photograph, type Light, type Shot, type Surface } from './camera.ts';
import { display, grayCopy, halftone, original, type Sheet } from './surfaces.ts';
import { percent, Tally } from './tally.ts';
import { castVotes, pictureOfFrame, voteIds } from './votes.ts';

const folder = fileURLToPath(new URL('../../../.cache/specimens', import.meta.url));

/** ISO/IEC 7810 sizes, mm. */
const passport = { width: 125, height: 88 };
const card = { width: 85.6, height: 53.98 };
export const sheets = [
  ['passport-front', passport], ['passport-blonde-front', passport], ['passport-smiling-front', passport], ['id-card-front', card], ['id-card-back', card],
  ['driving-licence-front', card], ['residence-permit-front', card], ['student-card-front', card],
] as const;

export type Attack = { name: string; group: string; count: number; surface(sheet: Sheet, random: Random): Surface; big?: boolean; /** Only the first so many documents; all when left out. */ sheets?: number };

const between = (random: Random, [low, high]: readonly [number, number]): number => low + (high - low) * random();
const tone = (random: Random): Light => [[0.02, 0.02, 0.025], [0.3, 0.16, 0.07], [0.25, 0.26, 0.25], [0.62, 0.62, 0.6]][Math.floor(4 * random())] as Light;

/** Pixel pitches, mm: phone 450 ppi, tablet 264, laptop 160 and 127, monitor 109 and 92 ppi; and how wide a document is shown on each. */
const displays = [
  { name: 'phone 450 ppi', pitch: 25.4 / 450, shown: [62, 66] }, { name: 'tablet 264 ppi', pitch: 25.4 / 264, shown: [110, 150] }, { name: 'laptop 160 ppi', pitch: 25.4 / 160, shown: [120, 220] },
  { name: 'laptop 127 ppi', pitch: 25.4 / 127, shown: [120, 220] }, { name: 'monitor 109 ppi', pitch: 25.4 / 109, shown: [120, 260] }, { name: 'monitor 92 ppi', pitch: 25.4 / 92, shown: [120, 260] },
] as const;

export const attacks: readonly Attack[] = [
  { name: 'untouched', group: 'untouched', count: 4, surface: (s, r) => original(s, tone(r)) },
  { name: 'gray copy', group: 'gray', count: 4, surface: (s, r) => grayCopy(s, tone(r), between(r, [0.8, 1.8]), [1, between(r, [0.97, 1]), between(r, [0.93, 1])]) },
  ...displays.flatMap(({ name, pitch, shown }): Attack[] => {
    const surface: Attack['surface'] = (s, r) => display(s, { pitch, shownWidth: between(r, shown), fill: between(r, [0.7, 0.9]), black: between(r, [0.002, 0.02]) });
    return [{ name: `screen: ${name}`, group: 'screen', count: 1, surface }, { name: `screen: ${name}, near`, group: 'screen', count: 1, surface, big: true, sheets: 4 }];
  }),
  { name: 'print 85 lpi', group: 'print', count: 1, big: true, sheets: 4, surface: (s, r) => halftone(s, tone(r), 85) },
  { name: 'print 133 lpi', group: 'print', count: 1, big: true, sheets: 4, surface: (s, r) => halftone(s, tone(r), 133) },
  { name: 'untouched, near', group: 'untouched near', count: 1, big: true, surface: (s, r) => original(s, tone(r)) },
];

/** Any light of an office, a lamp, a window; `mixed`: two of them from two sides. */
const lamps: readonly Light[] = [[1, 1, 1], [1.25, 1, 0.62], [0.88, 1, 1.18], [1.1, 1, 0.8], [0.95, 1.05, 0.9]];

export function shotOf(sheet: Surface, attack: Attack, random: Random): Shot {
  const factor = attack.big ? 2 : random() < 0.5 ? 1 : 1.5;
  const pose = { coverage: between(random, attack.big ? [0.5, 0.7] : [0.28, 0.62]), tilt: 10 * random(), rotation: 24 * (random() - 0.5), shift: { x: 0.05 * (random() - 0.5), y: 0.04 * (random() - 0.5) } };
  const quad = poseQuad(sheet.width / sheet.height, pose, random() * Math.PI).map((p) => ({ x: p.x * factor, y: p.y * factor })) as Quad;
  const lamp = lamps[Math.floor(lamps.length * random())]!;
  const other = random() < 0.3 ? lamps[Math.floor(lamps.length * random())]! : lamp;
  // A display gives its own light.
  const own = attack.group === 'screen';
  return {
    width: frameSize.width * factor, height: frameSize.height * factor, quad, lens: between(random, [0.25, 0.45]),
    lightLeft: own ? [1, 1, 1] : lamp, lightRight: own ? [1, 1, 1] : (lamp.map((v, c) => 0.65 * v + 0.35 * other[c]!) as Light), balance: between(random, [0.5, 1]),
    fullWell: between(random, [4000, 12000]), sharpening: random() < 0.5 ? 0 : 1, jpegQuality: Math.round(between(random, [80, 95])), exposure: between(random, own ? [0.6, 0.95] : [0.75, 1]),
  };
}

export async function measureSynthetic(engines: Engines, verbose: boolean): Promise<void> {
  await makeSpecimens(['documents'], folder, () => {});
  const only = process.argv.includes('--attack') ? process.argv[process.argv.indexOf('--attack') + 1]! : '';
  const tally = new Tally();
  const values = new Map<string, number[]>();
  const times: number[] = [];
  const visible: { contrast: number; found: boolean }[] = [];
  for (const [index, [name, size]] of sheets.entries()) {
    const { frame: page } = await decodePicture(await readPictureFile(join(folder, `documents/${name}.png`)));
    for (const [a, attack] of attacks.entries()) {
      if (!attack.group.startsWith(only) || index >= (attack.sheets ?? sheets.length)) continue;
      for (let k = 0; k < attack.count; k++) {
        const random = randomFrom(1 + index * 1009 + a * 101 + k * 7);
        const surface = attack.surface({ page, ...size }, random);
        const shot = shotOf(surface, attack, random);
        const frame = await photograph(surface, shot, random);
        const ballot = await castVotes(engines, pictureOfFrame(frame), 'camera');
        tally.add(attack.name, ballot);
        const contrast = gridContrast(surface, shot);
        if (surface.grid) visible.push({ contrast, found: ballot.results.get('auth.screen-recapture')?.status === 'fail' });
        times.push(ballot.ms);
        for (const [id, r] of ballot.results) if (r.value !== null) values.set(`${attack.group} ${id}`, [...(values.get(`${attack.group} ${id}`) ?? []), r.value]);
        if (verbose) console.log(`    ${attack.name.padEnd(24)} ${name.padEnd(24)} ${contrast > 0 ? contrast.toFixed(3) : '     '} ${[...ballot.results.values()].map((r) => `${r.id.slice(5, 12)}=${r.value?.toPrecision(3) ?? r.reason}${r.status === 'fail' ? '!' : ''}`).join(' ')} ${ballot.ms.toFixed(0)}ms`);
      }
    }
  }
  console.log(`modelled attacks: ${sheets.length} drawn documents, ${frameSize.width}x${frameSize.height} to ${2 * frameSize.width}x${2 * frameSize.height}, presented to the camera lane`);
  tally.print([...voteIds, 'auth.altered']);
  const names = (group: string) => attacks.filter((t) => t.group === group).map((t) => t.name);
  for (const [group, id] of [['gray', 'auth.gray-copy'], ['screen', 'auth.screen-recapture'], ['print', 'auth.print-copy']] as const) {
    if (!voteIds.includes(id)) continue;
    const hit = tally.over(names(group), id);
    const clean = tally.over(attacks.filter((t) => t.group !== group && !(group === 'screen' && t.group === 'print') && !(group === 'print' && t.group === 'screen')).map((t) => t.name), id);
    const spread = (g: string) => { const v = values.get(`${g} ${id}`) ?? []; return `${percentileOf(v, 0.05).toPrecision(3)} / ${percentileOf(v, 0.5).toPrecision(3)} / ${percentileOf(v, 0.95).toPrecision(3)}`; };
    console.log(`  ${id.padEnd(22)} recall ${percent(hit.fails, hit.n)}, precision ${percent(hit.fails, hit.fails + clean.fails)}, false alarms ${percent(clean.fails, clean.n)}; value p5/p50/p95: attack ${spread(group)}, untouched ${spread('untouched')}`);
  }
  for (const [low, high] of [[0, 0.02], [0.02, 0.05], [0.05, 0.1], [0.1, Infinity]] as const) {
    const own = visible.filter((v) => v.contrast >= low && v.contrast < high);
    console.log(`  displays whose pixels reach the sensor with a contrast of ${low} to ${high}: found ${percent(own.filter((v) => v.found).length, own.length)}`);
  }
  console.log(`  all votes together: ${percentileOf(times, 0.5).toFixed(0)} ms median, ${percentileOf(times, 0.95).toFixed(0)} ms p95 of processor time, ${times.length} pictures`);
}
