/**
 * face.covered: things drawn over the faces of the sets, against the same faces without. `--every N --from K`: the pictures K, K + N, K + 2N ...; those
 * of `--every 3 --from 0` are the ones its limits were set on.
 */
import path from 'node:path';
import { judge } from '../../../core/checks/check.ts';
import { faceCovered } from '../../../core/checks/face/covered.ts';
import type { Frame } from '../../../core/frame.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { facePlaces, frontalEyeDistance, rollOf } from '../../../core/vision/face/align.ts';
import { findFaces, findLandmarks } from '../../../core/vision/face/detect.ts';
import { measureFace } from '../../../core/vision/face/quality.ts';
import { coverFace, covers, type FacePlace } from './covers.ts';
import { headOf } from './heads.ts';
import { dataFolder, readFrame } from './host.ts';
import { matchPictures } from './sets.ts';
import { rate } from './statistics.ts';

const context = { date: '2026-01-01', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;

type Count = { pictures: number; notFound: number; covered: number };

export async function coveredReport(engine: FaceEngine, { every, from }: { every: number; from: number }, say: (line: string) => void): Promise<Record<string, Count>> {
  const counts: Record<string, Count> = {};
  const pictures = matchPictures().filter((_, i) => i % every === from);
  for (const picture of pictures) {
    const frame = await headOf(await readFrame(path.join(dataFolder, picture.file)), engine);
    const place = frame && (await count(counts, 'uncovered', frame, engine));
    if (!place) continue;
    for (const cover of covers) await count(counts, cover.name, await coverFace(frame, place, cover, picture.file, picture.set === 'faces_orl'), engine);
  }
  say(`\nCovered faces (face.covered), drawn over every ${every}th picture of the sets from the ${from}th on`);
  for (const [name, { pictures: n, notFound, covered }] of Object.entries(counts)) {
    const parts = covers.find((c) => c.name === name)?.parts.join(', ') || 'nothing';
    say(`  ${name.padEnd(24)} hides ${parts.padEnd(18)} called covered ${rate(covered, n - notFound)}; no face found ${notFound} of ${n}`);
  }
  return counts;
}

async function count(counts: Record<string, Count>, name: string, frame: Frame, engine: FaceEngine): Promise<FacePlace | null> {
  const of = (counts[name] ??= { pictures: 0, notFound: 0, covered: 0 });
  of.pictures += 1;
  const [found] = await findFaces(frame, engine, 'live');
  if (!found) {
    of.notFound += 1;
    return null;
  }
  const landmarks = await findLandmarks(frame, found, engine, 2);
  const faceQuality = await measureFace(frame, { ...found, landmarks }, engine);
  const got = faceCovered.measure({ faceQuality }, context);
  if (got.kind === 'measured' && judge(got.value, faceCovered.threshold) === 'fail') of.covered += 1;
  const places = facePlaces(landmarks);
  return { eyes: places.eyes, eyeDistance: frontalEyeDistance(places), roll: rollOf(places) };
}
