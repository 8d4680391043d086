/** Turns and blinks on the clips of ../shared/data/video against the seconds their manifest names. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { challengeFrame } from '../../../core/vision/face/challenge-frame.ts';
import { allFaceEvents, feedFaceEvents, newFaceEvents, type FaceEvent } from '../../../core/vision/face/events.ts';
import { aboveFloor } from '../../../core/vision/artifacts/faces.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { createFaceTracker } from '../../../core/vision/face/track.ts';
import { measureFace } from '../../../core/vision/face/quality.ts';
import { clipFrames, type ClipFrame } from '../../../cli/clip/frames.ts';
import { dataFolder } from './host.ts';

type Expected = { kind: FaceEvent['kind']; from: number; to: number };
type Clip = { file: string; seconds: number; expected: Expected[] };

const blink = (from: number, to = from): Expected => ({ kind: 'blink', from, to });
const turnRight = (from: number, to: number): Expected => ({ kind: 'turn-image-right', from, to });
const turnLeft = (from: number, to: number): Expected => ({ kind: 'turn-image-left', from, to });

/** From video/MANIFEST.tsv. Only what it calls sure; "half" blinks and "not all checked by eye" are left out. */
const clips: readonly Clip[] = [
  { file: 'p01_webcam_genuine_turns.mov', seconds: 14, expected: [turnLeft(6.4, 8.7), turnRight(9.2, 11.6)] },
  { file: 'p05_selfie_genuine_blinks.mp4', seconds: 5, expected: [blink(1.2, 1.3), blink(3.5)] },
  { file: 'p15_selfie_genuine_glasses_blinks.mp4', seconds: 20, expected: [blink(1.2, 1.4), blink(9.8, 10.3), blink(12.1), blink(12.8), blink(14.1), blink(15), blink(17.3, 17.8), blink(18.7)] },
  { file: 'p12_webcam_genuine_talk.mp4', seconds: 20, expected: [blink(3.8, 4.5), blink(17)] },
  { file: 'p13_studio_genuine_talking.mp4', seconds: 60, expected: [6.8, 24.7, 30.3, 36.8, 44.3, 45.1, 47.1, 48.1, 49.8, 51.5, 58, 59.5].map((t) => blink(t)) },
  { file: 'p05_attack_monitor_replay_blinks.mp4', seconds: 6, expected: [blink(2.5), blink(3.25)] },
  { file: 'p07_attack_screen_replay_masked_turns.mp4', seconds: 6, expected: [turnRight(1.5, 3.1), turnLeft(4.3, 5)] },
];
/** An event counts as found within so many seconds of the manifest's. */
const slack = 0.4;

export async function eventsReport(engine: FaceEngine, say: (line: string) => void): Promise<object[]> {
  const all: object[] = [];
  say('\nEvents on clips (found / expected; extra = found where the manifest names none, of kinds the manifest lists in full or not)');
  for (const clip of clips) {
    const file = path.join(dataFolder, 'video', clip.file);
    if (!existsSync(file)) {
      say(`  ${clip.file}: not here, skipped`);
      continue;
    }
    const { events, frames, lost } = await eventsOf(clipFrames(file, clip.seconds), engine);
    const hit = (e: Expected): boolean => events.some((f) => f.kind === e.kind && f.fromMs / 1000 <= e.to + slack && f.toMs / 1000 >= e.from - slack);
    const found = clip.expected.filter(hit);
    const kinds = ['blink', 'turn-image-left', 'turn-image-right'];
    const extra = events.filter((f) => kinds.includes(f.kind) && !clip.expected.some((e) => e.kind === f.kind && f.fromMs / 1000 <= e.to + slack && f.toMs / 1000 >= e.from - slack));
    const show = (list: readonly { kind: string; at: number }[]): string => list.map((e) => `${e.kind} ${e.at.toFixed(1)}`).join(', ');
    say(`  ${clip.file}: ${found.length}/${clip.expected.length}, face lost in ${lost} of ${frames} frames; missed: ${show(clip.expected.filter((e) => !hit(e)).map((e) => ({ kind: e.kind, at: e.from }))) || '-'}; extra: ${show(extra.map((e) => ({ kind: e.kind, at: e.fromMs / 1000 }))) || '-'}`);
    all.push({ file: clip.file, expected: clip.expected.length, found: found.length, extra: extra.length, frames, lost });
  }
  return all;
}

async function eventsOf(frames: AsyncIterable<ClipFrame>, engine: FaceEngine): Promise<{ events: FaceEvent[]; frames: number; lost: number }> {
  const tracker = createFaceTracker();
  let state = newFaceEvents;
  let count = 0;
  let lost = 0;
  for await (const { frame, timeMs } of frames) {
    count += 1;
    const tracked = await tracker.look(frame, engine);
    const { faces } = aboveFloor(tracked.faces);
    const quality = faces[0] ? await measureFace(frame, faces[0], engine, tracked) : null;
    if (!quality) lost += 1;
    state = feedFaceEvents(state, challengeFrame({ timeMs, faces: faces.length, quality, sameFace: null }));
  }
  return { events: allFaceEvents(state), frames: count, lost };
}
