/**
 * face.motion and face.sharpness: movement and defocus drawn over the faces of the sets, seen by a webcam's sensor. `--every N --from K`: the pictures K,
 * K + N, K + 2N ...; those of `--every 6 --from 0` are the ones the limit of face.motion was set on.
 */
import path from 'node:path';
import { judge } from '../../../core/checks/check.ts';
import { faceMotion } from '../../../core/checks/face/motion.ts';
import { faceSharpness } from '../../../core/checks/face/sharpness.ts';
import type { Frame } from '../../../core/frame.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { facePlaces, frontalEyeDistance } from '../../../core/vision/face/align.ts';
import { findFaces, findLandmarks } from '../../../core/vision/face/detect.ts';
import { measureFace } from '../../../core/vision/face/quality.ts';
import { sensed, webcam } from '../../specimens/camera.ts';
import { diskBlur } from '../../specimens/degrade/defocus.ts';
import { motionBlur } from '../../specimens/degrade/motion.ts';
import { createRandom } from '../../specimens/random.ts';
import { headOf } from './heads.ts';
import { dataFolder, readFrame } from './host.ts';
import { matchPictures } from './sets.ts';
import { rate } from './statistics.ts';

const context = { date: '2026-01-01', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;

/** Sizes in eye distances. */
const blurs: readonly { name: string; draw(head: Frame, eye: number): Frame }[] = [
  { name: 'untouched', draw: (head) => head },
  ...[0.04, 0.06, 0.09].map((radius) => ({ name: `out of focus, ${radius}`, draw: (head: Frame, eye: number) => diskBlur(head, radius * eye) })),
  ...[0.15, 0.25].flatMap((length) => [0, 30, 60, 90, 135].map((degrees) => ({ name: `moved by ${length}, ${degrees} degrees`, draw: (head: Frame, eye: number) => motionBlur(head, length * eye, degrees) }))),
];

type Count = { pictures: number; notFound: number; motion: number; sharpness: number };

export async function blurReport(engine: FaceEngine, { every, from }: { every: number; from: number }, say: (line: string) => void): Promise<Record<string, Count>> {
  const counts: Record<string, Count> = {};
  for (const picture of matchPictures().filter((_, i) => i % every === from)) {
    const head = await headOf(await readFrame(path.join(dataFolder, picture.file)), engine);
    const [found] = head ? await findFaces(head, engine, 'live') : [];
    if (!head || !found) continue;
    const eye = frontalEyeDistance(facePlaces(await findLandmarks(head, found, engine, 2)));
    for (const { name, draw } of blurs) await count((counts[name] ??= { pictures: 0, notFound: 0, motion: 0, sharpness: 0 }), sensed(draw(head, eye), createRandom(`${picture.file} ${name}`), webcam), engine);
  }
  say(`\nBlurred faces, drawn over every ${every}th picture of the sets from the ${from}th on`);
  for (const [name, { pictures, notFound, motion, sharpness }] of Object.entries(counts)) {
    const n = pictures - notFound;
    say(`  ${name.padEnd(28)} face.motion ${rate(motion, n)}; face.sharpness ${sharpness} of ${n}; no face found ${notFound}`);
  }
  return counts;
}

async function count(of: Count, frame: Frame, engine: FaceEngine): Promise<void> {
  of.pictures += 1;
  const [found] = await findFaces(frame, engine, 'live');
  if (!found) {
    of.notFound += 1;
    return;
  }
  const faceQuality = await measureFace(frame, { ...found, landmarks: await findLandmarks(frame, found, engine, 1) }, engine);
  for (const [key, check] of [['motion', faceMotion], ['sharpness', faceSharpness]] as const) {
    const got = check.measure({ faceQuality }, context);
    if (got.kind === 'measured' && judge(got.value, check.threshold) === 'fail') of[key] += 1;
  }
}
