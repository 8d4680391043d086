/** Attacks modelled from physics, and the same documents untouched under the same lights, lenses and distances. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { makeSpecimens } from '../../specimens/make.ts';
import { percentileOf } from '../quality/analyse.ts';
import { frameSize, randomFrom } from '../quality/compose.ts';
import { attacks, sheets, shotOf, type Attack } from './attacks.ts';
import { reopened, takeJpeg } from './camera.ts';
import { gridContrast } from './display-grid.ts';
import { Rates, type Role } from './rates.ts';
import { percent, Tally } from './tally.ts';
import { castVotes, pictureOfFrame, voteIds } from './votes.ts';

const folder = fileURLToPath(new URL('../../../.cache/specimens', import.meta.url));

/** Which group each vote is for. A print and a display are both copies: either vote may take the other's, which is no false alarm and no find. Rows outside the sums are aside as well. */
const sought: Readonly<Record<string, { own: Attack['group']; aside: readonly Attack['group'][] }>> = {
  'auth.gray-copy': { own: 'gray', aside: ['light front', 'framed'] },
  'auth.screen-recapture': { own: 'screen', aside: ['print', 'light front', 'framed'] },
  'auth.print-copy': { own: 'print', aside: ['screen', 'light front', 'framed'] },
};
const roleOf = (id: string, { group }: Attack): Role => (sought[id]?.own === group ? 'attack' : sought[id]?.aside.includes(group) ? 'aside' : 'genuine');

/** Contrast of a display's pixels at the sensor from which the camera is said to resolve them. Chosen: what is less is below the coarsest step of the JPEG. */
const resolved = 0.04;

/** @param only group of attacks, all when empty · `most`: documents · `kept`: folder of the pictures, taken from there where an earlier run of the same model left them; they take most of the time */
export async function measureSynthetic(engines: Engines, verbose: boolean, { seed, only, most, kept }: { seed: number; only: string; most: number; kept: string | null }): Promise<void> {
  await makeSpecimens(['documents'], folder, () => {});
  const tally = new Tally();
  const rates = new Rates();
  const times: number[] = [];
  const displays: { contrast: number; found: boolean; copy: boolean; signs: string; suspected: boolean }[] = [];
  for (const [index, [name, size]] of sheets.slice(0, most).entries()) {
    const { frame: page } = await decodePicture(await readPictureFile(join(folder, `documents/${name}.png`)));
    for (const [a, attack] of attacks.entries()) {
      if (!attack.group.startsWith(only) || index >= (attack.sheets ?? sheets.length)) continue;
      for (let k = 0; k < attack.count; k++) {
        const random = randomFrom(seed * 1_000_003 + index * 1009 + a * 101 + k * 7);
        const surface = attack.surface({ page, ...size }, random);
        const shot = shotOf(surface, attack, random);
        const take = () => takeJpeg(surface, shot, random);
        const jpeg = kept === null ? await take() : await keptIn(join(kept, `${seed}-${index}-${a}-${k}.jpg`), take);
        const ballot = await castVotes(engines, pictureOfFrame(await reopened(jpeg)), 'camera');
        const contrast = surface.panel ? gridContrast(surface.panel.grid, surface, shot.lens, shot.quad) : null;
        tally.add(attack.name, ballot);
        rates.add(`${attack.name}/${name}${contrast === null ? '' : ` (contrast ${contrast.toFixed(3)})`}`, ballot, (id) => roleOf(id, attack));
        if (contrast !== null && attack.group === 'screen') {
          const vote = ballot.results.get('auth.screen-recapture');
          const failed = (id: string) => ballot.results.get(id)?.status === 'fail';
          displays.push({ contrast, found: vote?.status === 'fail', copy: failed('auth.print-copy'), signs: String(vote?.values['signs'] ?? ''), suspected: failed('auth.altered') });
        }
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
  const by = (signs: string) => displays.filter((v) => v.signs === signs).length;
  console.log(`  displays found by their pixels alone ${by('pixels')}, by the edge of the device alone ${by('edge')} (weak: doubtful), by both ${by('pixels edge')}; suspected ${percent(displays.filter((v) => v.suspected).length, displays.length)}`);
  console.log(`  all votes together: ${percentileOf(times, 0.5).toFixed(0)} ms median, ${percentileOf(times, 0.95).toFixed(0)} ms p95 of processor time, ${times.length} pictures`);
}

async function keptIn(file: string, make: () => Promise<Buffer>): Promise<Buffer> {
  if (existsSync(file)) return readFileSync(file);
  const made = await make();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, made);
  return made;
}
