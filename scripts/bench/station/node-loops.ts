/** The live loops in Node: the brain alone, without camera, canvas and messages. Wall time, and processor time that other programs do not disturb. */
import sharp from 'sharp';
import { createEngines } from '../../../cli/engines.ts';
import { inspectDocument, inspectFace, study } from '../../../core/brain.ts';
import type { Frame } from '../../../core/frame.ts';
import { createOutlineTracker } from '../../../core/vision/document/outline-tracker.ts';
import { createFaceTracker, whileAiming } from '../../../core/vision/face/track.ts';
import { rulesOf } from '../../../core/rules.ts';
import { jpegFramesOf } from './clip.ts';
import { timeRow, type Row } from './statistics.ts';

/** `challenge`: the face loop while something is asked for, in which a blink may count. */
export const subjects = ['document', 'face', 'challenge'] as const;
export type Subject = (typeof subjects)[number];
export type Clips = Record<Subject, string>;

export const frameSize = { width: 1280, height: 720 };
export const liveContext = { date: '2026-11-23', chosenType: 'passport', acceptedTypes: ['passport', 'id-card', 'driving-licence'], lane: 'camera' } as const;
export const targets = { document: 66, face: 120, challenge: 120 };

/** @param frames at least; a clip shorter than this is walked again */
export async function nodeLoops(clips: Clips, frames: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of subjects) {
    const { wall, processor } = await loop(subject, clips[subject], frames);
    rows.push(timeRow(`${subject} loop in Node, a frame`, wall, targets[subject], 'p95'));
    rows.push(timeRow(`${subject} loop in Node, processor time`, processor, null, 'median'));
  }
  return rows;
}

async function loop(subject: Subject, clip: string, frames: number): Promise<{ wall: number[]; processor: number[] }> {
  const engines = createEngines();
  const inspect = subject === 'document' ? inspectDocument : inspectFace;
  const jpegs = jpegFramesOf(clip);
  const face = createFaceTracker();
  const trackers = { face: subject === 'challenge' ? face : whileAiming(face), outline: createOutlineTracker() };
  const wall: number[] = [];
  const processor: number[] = [];
  // The first frames load models and compile; a station does that before the first frame is shown.
  for (let i = -5; i < frames; i += 1) {
    const frame = await pixelsOf(jpegs[Math.abs(i) % jpegs.length]!);
    const from = performance.now();
    const used = process.cpuUsage();
    await inspect(study(engines, { frame, ...frameSize, scale: 1 }, 'live', trackers), { context: liveContext, rules: rulesOf({}), stage: 'live' });
    const { user, system } = process.cpuUsage(used);
    if (i < 0) continue;
    wall.push(performance.now() - from);
    processor.push((user + system) / 1000);
  }
  return { wall, processor };
}

export async function pixelsOf(jpeg: Buffer): Promise<Frame> {
  const { data, info } = await sharp(jpeg).resize(frameSize.width, frameSize.height, { fit: 'fill' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}
