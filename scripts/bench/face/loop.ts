/** Cost of the live loop a frame, at 1280x720: detect, landmarks, mesh, eyelids, quality, checks. */
import path from 'node:path';
import { checks } from '../../../core/checks/index.ts';
import { runChecks } from '../../../core/checks/check.ts';
import { createFrame, type Frame } from '../../../core/frame.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { warp, toFrame } from '../../../core/vision/face/pixels.ts';
import { describe } from '../../../core/vision/face/describe.ts';
import { createEngines } from '../../../cli/engines.ts';
import { findFaces } from '../../../core/vision/face/detect.ts';
import { createLiveObserver } from '../../../core/vision/live/observer.ts';
import { createFaceTracker } from '../../../core/vision/face/track.ts';
import { createGatherer } from '../../../core/vision/gather.ts';
import { readFrame, root } from './host.ts';
import { quantile } from './statistics.ts';

const width = 1280;
const height = 720;
const rounds = 60;

export async function loopReport(engine: FaceEngine, say: (line: string) => void): Promise<object> {
  const frame = await webcamFrame();
  const none = (): Promise<never> => Promise.reject(new Error('not in this bench'));
  const engines: Engines = { face: () => Promise.resolve(engine), opencv: none, print: none, mrzNetwork: none, barcode: none };
  const live = checks.filter((c) => c.subject === 'face' && c.stages.includes('live'));
  const context = { date: '2026-01-01', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
  const faceTracker = createFaceTracker();
  const oneFrame = async (): Promise<void> => {
    await runChecks(live, createGatherer(engines, { frame, effort: 'live', faceTracker }), { context });
  };
  const loop = await timed(oneFrame, rounds);
  const votes = await votesCost(frame, engine);
  const described = await timed(async () => { await describe(frame, engine); }, 5);
  say(`\nLive loop at ${width}x${height}, backend ${engine.backend}: ${text(loop)} over ${rounds} frames`);
  say(`Votes on liveness, in the other worker, a look (about four a second): ${text(votes)}`);
  say(`Describing a still of that size (cascade + both networks): ${text(described)}`);
  say(`Memory of this process: ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
  return { loop, votes, described, residentMegabytes: Math.round(process.memoryUsage().rss / 1e6) };
}

/** Motion at every look, edges and stripes once a second, as in the window. */
async function votesCost(frame: Frame, engine: FaceEngine): ReturnType<typeof timed> {
  const observer = createLiveObserver(await createEngines().opencv());
  const [face] = await findFaces(frame, engine, 'live');
  const sight = face ? { box: face.box, yaw: 0, interEyePixels: face.box.width * 0.46 } : null;
  let timeMs = 0;
  return timed(() => {
    observer.look(frame, timeMs, sight);
    timeMs += 220;
    return Promise.resolve();
  }, rounds);
}

const text = ({ median, p95, processor }: Times & { processor: Times }): string =>
  `median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; of the processor median ${processor.median.toFixed(0)} ms, p95 ${processor.p95.toFixed(0)} ms`;

type Times = { median: number; p95: number };

/** Wall time, and processor time, which other programs do not disturb. */
async function timed(work: () => Promise<void>, times: number): Promise<Times & { processor: Times }> {
  const all: number[] = [];
  const used: number[] = [];
  for (let i = 0; i < times + 3; i += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await work();
    // The first three warm up.
    if (i < 3) continue;
    const { user, system } = process.cpuUsage(before);
    all.push(performance.now() - start);
    used.push((user + system) / 1000);
  }
  return { ...timesOf(all), processor: timesOf(used) };
}

const timesOf = (values: number[]): Times => {
  values.sort((a, b) => a - b);
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95) };
};

/** A demo photo of the face-api package (MIT) as a webcam would frame one of its people. */
export async function webcamFrame(): Promise<Frame> {
  const photo = await readFrame(path.join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'));
  const share = Math.min(photo.width / width, photo.height / height);
  return photo.width === width && photo.height === height ? photo : toFrame(warp(createFrame(photo.width, photo.height, photo.data), [share, 0, 0, 0, share, 0], width, height));
}
