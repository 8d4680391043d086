/**
 * Mouth, smile and coming closer on the clips of ../shared/data/video: what the landmarks of the live loop show when a film shows it, and when it
 * does not; and what changes with perspective, on a head that comes nearer and on flat pictures shown larger.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { clipFrames } from '../../../cli/clip/frames.ts';
import { challengeRules } from '../../../core/case/challenge.ts';
import type { Point } from '../../../core/frame.ts';
import { aboveFloor } from '../../../core/vision/artifacts/faces.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { distanceOf, facePlaces } from '../../../core/vision/face/align.ts';
import { findFaces, findLandmarks } from '../../../core/vision/face/detect.ts';
import { meshOf, mouthOpeningOf, poseOf } from '../../../core/vision/face/mesh.ts';
import { toFrame, warp } from '../../../core/vision/face/pixels.ts';
import { createFaceTracker } from '../../../core/vision/face/track.ts';
import { dataFolder, readFrame } from './host.ts';
import { matchPictures } from './sets.ts';
import { quantile } from './statistics.ts';

type Span = readonly [from: number, to: number];
/** Seconds. `wide`: mouth wide open; `smiles`; `nearer`: far, then near. Of the manifest, narrowed by looking at the frames. */
type Clip = { file: string; seconds: number; wide?: readonly Span[]; smiles?: readonly Span[]; nearer?: readonly (readonly [Span, Span])[] };

const clips: readonly Clip[] = [
  { file: 'p12_webcam_genuine_talk.mp4', seconds: 31, wide: [[15.6, 16.8], [17.7, 19]], nearer: [[[25, 26], [28.5, 30]]] },
  { file: 'p12_webcam_genuine_expressions.mp4', seconds: 54, wide: [[11.3, 12.2], [13.4, 14.7]], smiles: [[6.7, 9.6]], nearer: [[[29, 30.9], [32, 33.5]], [[34.5, 39.5], [41.5, 42.5]]] },
  { file: 'p01_webcam_genuine_turns.mov', seconds: 14, smiles: [[1.2, 4.9]] },
  { file: 'p15_selfie_genuine_glasses_blinks.mp4', seconds: 20, smiles: [[9.5, 12]] },
  { file: 'p05_selfie_genuine_blinks.mp4', seconds: 5 },
  { file: 'p11_selfie_genuine_changing_light.mp4', seconds: 27 },
  { file: 'p13_studio_genuine_talking.mp4', seconds: 40 },
  { file: 'p17_webcam_genuine_short.avi', seconds: 4 },
  { file: 'p01_attack_oldphone_photo.mp4', seconds: 11 },
  { file: 'p04_attack_phone_replay.mp4', seconds: 15 },
  { file: 'p05_attack_monitor_replay_blinks.mp4', seconds: 6 },
  { file: 'p07_attack_screen_replay_masked_turns.mp4', seconds: 6 },
  { file: 'p18_mixed_live_phone_print.gif', seconds: 3 },
];
/** The live loop sees about so many. */
const leastMs = 70;
/** Of a step (shipped policies): a face that came closer within it has done the step. */
const stepSeconds = 15;

/** Of one frame whose face looks ahead. `smile`: mouth width, `ears`: width of the head before the ears, both over the eye distance. */
type Look = { at: number; mouth: number; smile: number; ears: number; eyeDistance: number };

export async function movementsReport(engine: FaceEngine, say: (line: string) => void): Promise<object> {
  say(`\nMovements (frames that look ahead; mouth opening over eye distance: median, 97 %, most). Wide open: ${challengeRules.mouthOpen} and more in ${challengeRules.steadyFrames} frames in a row`);
  const rows: { file: string; frames: number; wide: number; found: number; alarms: number; nearer: number; cameNearer: number; grew: number }[] = [];
  for (const clip of clips) {
    const file = path.join(dataFolder, 'video', clip.file);
    if (!existsSync(file)) {
      say(`  ${clip.file}: not here, skipped`);
      continue;
    }
    const looks = await looksOf(file, clip.seconds, engine);
    if (looks.length === 0) continue;
    rows.push(sayClip(clip, looks, say));
  }
  const sum = (key: 'wide' | 'found' | 'alarms' | 'nearer' | 'cameNearer' | 'grew'): number => rows.reduce((s, r) => s + r[key], 0);
  say(`  In all: mouth wide open ${sum('found')} of ${sum('wide')} found, ${sum('alarms')} elsewhere; came closer ${sum('cameNearer')} of ${sum('nearer')}, in ${sum('grew')} of ${rows.length} films where none is named`);
  return { rows, flat: await flatReport(engine, say) };
}

async function looksOf(file: string, seconds: number, engine: FaceEngine): Promise<Look[]> {
  const tracker = createFaceTracker();
  const looks: Look[] = [];
  let lastMs = -Infinity;
  for await (const { frame, timeMs } of clipFrames(file, seconds)) {
    if (timeMs - lastMs < leastMs) continue;
    lastMs = timeMs;
    const [face] = aboveFloor((await tracker.look(frame, engine)).faces).faces;
    const look = face && (await lookAt(frame, face.landmarks, engine));
    if (look) looks.push({ at: timeMs / 1000, ...look });
  }
  return looks;
}

const [mouthEnds, earEnds, eyeEnds] = [[61, 291], [234, 454], [[33, 133], [362, 263]]] as const;

async function lookAt(frame: Parameters<typeof meshOf>[0], landmarks: readonly Point[], engine: FaceEngine): Promise<Omit<Look, 'at'> | null> {
  const { points, score } = await meshOf(frame, landmarks, engine);
  if (score < 0.2 || Math.abs(poseOf(points).yaw) > challengeRules.aheadDegrees) return null;
  const at = (i: number): Point => ({ x: points[i * 3]!, y: points[i * 3 + 1]! });
  const [left, right] = eyeEnds.map(([a, b]): Point => ({ x: (at(a).x + at(b).x) / 2, y: (at(a).y + at(b).y) / 2 })) as [Point, Point];
  const over = ([a, b]: readonly [number, number]): number => distanceOf(at(a), at(b)) / distanceOf(left, right);
  const places = facePlaces(landmarks);
  return { mouth: mouthOpeningOf(points), smile: over(mouthEnds), ears: over(earEnds), eyeDistance: distanceOf(places.leftEye, places.rightEye) };
}

const within = (at: number, spans: readonly Span[], slack = 0): boolean => spans.some(([from, to]) => at >= from - slack && at <= to + slack);
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => quantile(sorted(values), 0.5);

function sayClip(clip: Clip, looks: readonly Look[], say: (line: string) => void) {
  const mouths = sorted(looks.map((l) => l.mouth));
  const opened = looks.filter((l, i) => l.mouth >= challengeRules.mouthOpen && (looks[i - 1]?.mouth ?? 0) >= challengeRules.mouthOpen);
  const wide = clip.wide ?? [];
  const found = wide.filter((span) => opened.some((l) => within(l.at, [span])));
  const alarms = opened.filter((l) => !within(l.at, wide, 0.4)).map((l) => l.at.toFixed(1));
  const far = (mouth: readonly number[]): string => mouth.map((q) => quantile(mouths, q).toFixed(2)).join(' ');
  say(`  ${clip.file}: ${looks.length} frames, mouth ${far([0.5, 0.97, 1])}; wide open ${found.length} of ${wide.length}, elsewhere ${alarms.length === 0 ? '-' : alarms.join(' ')}`);
  saySmiles(clip, looks, say);
  const named = clip.nearer ?? [];
  const steps = named.map(([from, to]) => {
    const [a, b] = [from, to].map((span) => looks.filter((l) => within(l.at, [span]))) as [Look[], Look[]];
    const change = (key: 'eyeDistance' | 'ears'): number => median(b.map((l) => l[key])) / median(a.map((l) => l[key]));
    say(`    nearer ${from[0]} to ${to[0]} s: eye distance x ${change('eyeDistance').toFixed(2)}, ears over eyes ${percent(change('ears') - 1)}`);
    return change('eyeDistance');
  });
  const elsewhere = looks.filter((l) => !named.some(([from, to]) => l.at >= from[0] && l.at <= to[1] + 1));
  const most = largestGrowth(elsewhere);
  say(`    eye distance grows ${named.length > 0 ? 'elsewhere ' : ''}by x ${most.toFixed(2)} at most within ${stepSeconds} s`);
  return {
    file: clip.file, frames: looks.length, wide: wide.length, found: found.length, alarms: alarms.length,
    nearer: named.length, cameNearer: steps.filter((s) => s >= challengeRules.closerBy).length, grew: most >= challengeRules.closerBy ? 1 : 0,
  };
}

/** Mouth width against the same person's own, lips shut. */
function saySmiles({ smiles = [] }: Clip, looks: readonly Look[], say: (line: string) => void): void {
  const own = median(looks.filter((l) => !within(l.at, smiles, 0.5) && l.mouth < 0.04).map((l) => l.smile));
  const of = (smiling: boolean): string => {
    const shares = sorted(looks.filter((l) => within(l.at, smiles, smiling ? 0 : 0.5) === smiling).map((l) => l.smile / own));
    return `median ${quantile(shares, 0.5).toFixed(2)}, 3 % below ${quantile(shares, 0.03).toFixed(2)}, 3 % above ${quantile(shares, 0.97).toFixed(2)}`;
  };
  if (smiles.length > 0) say(`    mouth width over their own: smiling ${of(true)}; else ${of(false)}`);
}

/** Two frames in a row larger than the two before them, any time within a step. */
function largestGrowth(looks: readonly Look[]): number {
  const pairs = looks.slice(1).map((l, i) => ({ at: l.at, least: Math.min(l.eyeDistance, looks[i]!.eyeDistance), most: Math.max(l.eyeDistance, looks[i]!.eyeDistance) }));
  let growth = 1;
  for (const [i, before] of pairs.entries()) {
    for (let k = i + 1; k < pairs.length && pairs[k]!.at - before.at <= stepSeconds; k += 1) growth = Math.max(growth, pairs[k]!.least / before.most);
  }
  return growth;
}

const percent = (share: number): string => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;

/** Pictures of people at two eye distances, as a camera sees a photo that comes nearer: pixels each way. */
const sizes = [{ width: 640, height: 480, from: 45, to: 63 }, { width: 1280, height: 720, from: 90, to: 126 }] as const;
const everyPicture = 12;

async function flatReport(engine: FaceEngine, say: (line: string) => void): Promise<object[]> {
  const pictures = matchPictures().filter((_, i) => i % everyPicture === 0);
  const rows: object[] = [];
  for (const { width, height, from, to } of sizes) {
    const changes: number[] = [];
    for (const { file } of pictures) {
      const picture = await readFrame(path.join(dataFolder, file));
      const [face] = await findFaces(picture, engine, 'still');
      if (!face) continue;
      const { eyes, leftEye, rightEye } = facePlaces(await findLandmarks(picture, face, engine, 1));
      const seen = async (eyeDistance: number): Promise<number | null> => {
        const scale = distanceOf(leftEye, rightEye) / eyeDistance;
        const view = toFrame(warp(picture, [scale, 0, eyes.x - (scale * width) / 2, 0, scale, eyes.y - scale * height * 0.45], width, height, { fill: 128 }));
        const [shown] = await findFaces(view, engine, 'live');
        return shown ? ((await lookAt(view, await findLandmarks(view, shown, engine, 1), engine))?.ears ?? null) : null;
      };
      const [far, near] = [await seen(from), await seen(to)];
      if (far !== null && near !== null) changes.push(near / far - 1);
    }
    const all = sorted(changes);
    say(`  Flat pictures from ${from} to ${to} pixels between the eyes, ears over eyes: ${all.length} pictures, ${percent(all[0] ?? Number.NaN)} to ${percent(all.at(-1) ?? Number.NaN)}, median ${percent(quantile(all, 0.5))}`);
    rows.push({ from, to, pictures: all.length, least: all[0], most: all.at(-1) });
  }
  return rows;
}
