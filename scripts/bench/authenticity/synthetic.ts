/** Attacks modelled from physics, and the same documents untouched under the same lights, lenses and distances. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { makeSpecimens } from '../../specimens/make.ts';
import { percentileOf } from '../quality/analyse.ts';
import { frameSize, randomFrom } from '../quality/compose.ts';
import { attacks, sheets, shotOf, type Attack } from './attacks.ts';
import { photograph } from './camera.ts';
import { gridContrast } from './display-grid.ts';
import { Rates, type Role } from './rates.ts';
import { percent, Tally } from './tally.ts';
import { castVotes, pictureOfFrame, voteIds } from './votes.ts';

const folder = fileURLToPath(new URL('../../../.cache/specimens', import.meta.url));

/** Which group each vote is for. A print and a display are both copies: either vote may take the other's, which is no false alarm and no find. */
const sought: Readonly<Record<string, { own: Attack['group']; aside: readonly Attack['group'][] }>> = {
  'auth.gray-copy': { own: 'gray', aside: [] }, 'auth.screen-recapture': { own: 'screen', aside: ['print'] }, 'auth.print-copy': { own: 'print', aside: ['screen'] },
};
const roleOf = (id: string, { group }: Attack): Role => (sought[id]?.own === group ? 'attack' : sought[id]?.aside.includes(group) ? 'aside' : 'genuine');

/** Contrast of a display's pixels at the sensor from which the camera is said to resolve them. Chosen: what is less is below the coarsest step of the JPEG. */
const resolved = 0.04;

/** @param only group of attacks, all when empty · `most`: documents */
export async function measureSynthetic(engines: Engines, verbose: boolean, { seed, only, most }: { seed: number; only: string; most: number }): Promise<void> {
  await makeSpecimens(['documents'], folder, () => {});
  const tally = new Tally();
  const rates = new Rates();
  const times: number[] = [];
  const displays: { contrast: number; found: boolean; copy: boolean }[] = [];
  for (const [index, [name, size]] of sheets.slice(0, most).entries()) {
    const { frame: page } = await decodePicture(await readPictureFile(join(folder, `documents/${name}.png`)));
    for (const [a, attack] of attacks.entries()) {
      if (!attack.group.startsWith(only) || index >= (attack.sheets ?? sheets.length)) continue;
      for (let k = 0; k < attack.count; k++) {
        const random = randomFrom(seed * 1_000_003 + index * 1009 + a * 101 + k * 7);
        const surface = attack.surface({ page, ...size }, random);
        const shot = shotOf(surface, attack, random);
        const ballot = await castVotes(engines, pictureOfFrame(await photograph(surface, shot, random)), 'camera');
        const contrast = surface.panel ? gridContrast(surface.panel.grid, surface, shot.lens, shot.quad) : null;
        tally.add(attack.name, ballot);
        rates.add(`${attack.name}/${name}${contrast === null ? '' : ` (contrast ${contrast.toFixed(3)})`}`, ballot, (id) => roleOf(id, attack));
        if (contrast !== null) displays.push({ contrast, found: ballot.results.get('auth.screen-recapture')?.status === 'fail', copy: ballot.results.get('auth.print-copy')?.status === 'fail' });
        times.push(ballot.ms);
        if (verbose) console.log(`    ${attack.name.padEnd(30)} ${name.padEnd(24)} ${contrast?.toFixed(3) ?? '     '} ${[...ballot.results.values()].map((r) => `${r.id.slice(5, 12)}=${r.value?.toPrecision(3) ?? r.reason}${r.status === 'fail' ? '!' : ''}`).join(' ')} ${ballot.ms.toFixed(0)}ms`);
      }
    }
  }
  console.log(`modelled attacks: ${Math.min(most, sheets.length)} drawn documents, ${frameSize.width}x${frameSize.height} to ${2 * frameSize.width}x${2 * frameSize.height}, presented to the camera lane, seed ${seed}`);
  tally.print([...voteIds, 'auth.altered']);
  rates.print(Object.keys(sought));
  for (const [id, { own, aside }] of Object.entries(sought)) {
    const namesOf = (wanted: (group: Attack['group']) => boolean) => attacks.filter((t) => wanted(t.group)).map((t) => t.name);
    const hit = tally.over(namesOf((g) => g === own), id);
    const wrong = tally.over(namesOf((g) => g !== own && !aside.includes(g)), id);
    console.log(`  ${id.padEnd(24)} recall ${percent(hit.fails, hit.n)}, precision ${percent(hit.fails, hit.fails + wrong.fails)}`);
  }
  for (const [low, high] of [[0, resolved / 2], [resolved / 2, resolved], [resolved, 0.1], [0.1, Infinity], [resolved, Infinity]] as const) {
    const own = displays.filter((v) => v.contrast >= low && v.contrast < high);
    console.log(`  displays whose pixels reach the sensor with a contrast of ${low} to ${high}: found ${percent(own.filter((v) => v.found).length, own.length)}, or taken for a print ${percent(own.filter((v) => v.copy).length, own.length)}`);
  }
  console.log(`  all votes together: ${percentileOf(times, 0.5).toFixed(0)} ms median, ${percentileOf(times, 0.95).toFixed(0)} ms p95 of processor time, ${times.length} pictures`);
}
