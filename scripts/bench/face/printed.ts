/**
 * Portraits as a document shows them, drawn from pictures of the sets (small, squeezed tones, soft print, a webcam's sensor, JPEG), against the other pictures
 * of the same people and of strangers, one by one and fused, at the shipped thresholds. No page was printed for it.
 */
import path from 'node:path';
import { compare, verdict, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import type { Frame } from '../../../core/frame.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { fuse } from '../../../core/vision/face/fuse.ts';
import { describePortrait } from '../../../core/vision/face/portrait.ts';
import { photographed } from '../../specimens/camera.ts';
import { createRandom } from '../../specimens/random.ts';
import { blurred, mapped, resized, throughJpeg } from '../../specimens/raster.ts';
import { headOf } from './heads.ts';
import { dataFolder, readFrame } from './host.ts';
import { fusedFrames, spread, type Described } from './match.ts';
import { rate } from './statistics.ts';

/** Width of the portrait in the picture of the document: 35 mm at 150 dots per inch. The eyes of `headOf` lie a fifth of it apart: 41 pixels. */
const width = 207;
/** Blackest and whitest that a printed card shows, 0..255; softness of print, pixels. Chosen, not measured. */
const [black, white, soft] = [38, 225, 0.8];

type Tally = { genuine: number; notMatch: number; different: number; impostor: number; match: number; closest: number };
const nothing = (): Tally => ({ genuine: 0, notMatch: 0, different: 0, impostor: 0, match: 0, closest: Infinity });

export async function printedReport(known: readonly Described[], engine: FaceEngine, { every, from }: { every: number; from: number }, say: (line: string) => void): Promise<object> {
  const [single, fused] = [nothing(), nothing()];
  let [portraits, notFound] = [0, 0];
  for (const picture of known.filter((_, i) => i % every === from)) {
    const head = await headOf(await readFrame(path.join(dataFolder, picture.file)), engine);
    if (!head) continue;
    portraits += 1;
    const printed = await describePortrait(await printedPortrait(head, picture.file), engine, 2);
    if (!printed) {
      notFound += 1;
      continue;
    }
    // Sets do not share people; within one they are named.
    const others = known.filter((k) => k.set === picture.set && k.file !== picture.file);
    for (const other of others) note(single, compare(printed.descriptor, other.descriptor), other.person === picture.person);
    for (const [person, live] of liveOf(others)) note(fused, compare(printed.descriptor, live), person === picture.person);
  }
  say(`\nPrinted portraits, drawn from every ${every}th picture from the ${from}th on: no face found in ${rate(notFound, portraits)}`);
  for (const [name, t] of [['one picture', single], [`${fusedFrames} pictures fused`, fused]] as const) {
    say(`  against ${name.padEnd(18)} not called match (FNMR) ${rate(t.notMatch, t.genuine)}, called different ${t.different}; strangers called match ${rate(t.match, t.impostor)}, closest ${t.closest.toFixed(3)}`);
  }
  return { portraits, notFound, single, fused };
}

async function printedPortrait(head: Frame, seed: string): Promise<Frame> {
  const small = await resized(head, width, width);
  const toned = mapped(small, (rgb) => { for (let c = 0; c < 3; c += 1) rgb[c] = black + (rgb[c]! * (white - black)) / 255; });
  return throughJpeg(await photographed(await blurred(toned, soft), createRandom(`printed ${seed}`)), width, 80);
}

/** Of each person who has enough pictures: spread ones, fused as live frames are. */
function liveOf(pictures: readonly Described[]): [person: string, live: FaceDescriptor][] {
  return [...new Set(pictures.map((p) => p.person))].flatMap((person): [string, FaceDescriptor][] => {
    const live = spread(pictures.filter((p) => p.person === person), fusedFrames);
    return live.length < fusedFrames ? [] : [[person, fuse(live.map((p) => p.descriptor), live.map((p) => p.weight))]];
  });
}

function note(into: Tally, distance: number, genuine: boolean): void {
  const found = verdict(distance);
  if (genuine) {
    into.genuine += 1;
    if (found !== 'match') into.notMatch += 1;
    if (found === 'different') into.different += 1;
    return;
  }
  into.impostor += 1;
  if (found === 'match') into.match += 1;
  into.closest = Math.min(into.closest, distance);
}
