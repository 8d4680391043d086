/** The tracker with scripted nets: what is searched when, and what it says. The real nets on clips: scripts/bench/face.ts --only events,loop. */
import { describe, expect, test } from 'vitest';
import { createFrame, type Point } from '../../frame.ts';
import type { FaceEngine, FoundFace } from '../engines/face.ts';
import { boxOf, createFaceTracker, holdOf, trackRules, whileAiming, type FaceTracker } from './track.ts';

const frame = createFrame(640, 640);
/** Frames until each of the three searches was made. */
const round = 3 * trackRules.searchEvery;

/** 68 points of a 112-pixel cut-out, frontal. */
function plainFace(): Point[] {
  const points = Array.from({ length: 68 }, () => ({ x: 56, y: 60 }));
  for (let i = 36; i < 42; i += 1) points[i] = { x: 38, y: 45 };
  for (let i = 42; i < 48; i += 1) points[i] = { x: 74, y: 45 };
  for (let i = 48; i < 68; i += 1) points[i] = { x: 56, y: 84 };
  points[8] = { x: 56, y: 108 };
  return points;
}

/** A contour of the eyelid net whose lids are `opening` eye widths apart. */
function lids(opening: number): Float32Array {
  const contour = new Float32Array(71 * 3);
  contour[8 * 3] = 1;
  for (let k = 1; k <= 7; k += 1) contour[k * 3 + 1] = opening;
  return contour;
}

/** `opening` of the eyes; without it each reading gives its number. */
type Scene = { customer: boolean; meshScore: number; others: FoundFace[]; opening?: number };

/** A customer in the middle third; places are shares of the searched square, so that every pass sees the same. */
function scripted(scene: Scene) {
  const calls: string[] = [];
  const engine: FaceEngine = {
    backend: 'wasm',
    findTiny({ width: side }) {
      calls.push(`search ${side}`);
      const all = [...(scene.customer ? [{ x: 0.3, y: 0.3, width: 0.4, height: 0.4, score: 0.95 }] : []), ...scene.others];
      return Promise.resolve(all.map((f) => ({ x: f.x * side, y: f.y * side, width: f.width * side, height: f.height * side, score: f.score })));
    },
    findSsd: () => Promise.reject(new Error('not in a live loop')),
    landmarks: () => Promise.resolve(plainFace()),
    mesh() {
      calls.push('mesh');
      return Promise.resolve({ points: new Float32Array(468 * 3), score: scene.meshScore });
    },
    eyes() {
      calls.push('eyes');
      const opening = scene.opening ?? calls.filter((c) => c === 'eyes').length;
      return Promise.resolve([lids(opening), lids(opening)]);
    },
    descriptor: () => Promise.reject(new Error('not the tracker')),
    faceres: () => Promise.reject(new Error('not the tracker')),
    tensors: () => 0,
  };
  const searched = (): string[] => calls.filter((c) => c.startsWith('search'));
  return { engine, calls, searched, scene };
}

const present = (): Scene => ({ customer: true, meshScore: 1, others: [] });

describe('a face that stays', () => {
  test('is searched for once, then every so-manieth frame on a smaller picture', async () => {
    const { engine, searched } = scripted(present());
    const tracker = createFaceTracker();
    for (let i = 0; i < 1 + 2 * trackRules.searchEvery; i += 1) expect((await tracker.look(frame, engine)).faces).toHaveLength(1);
    expect(searched()).toEqual(['search 320', 'search 256', 'search 256']);
  });

  test('keeps its box, landmarks and mesh on frames without a search', async () => {
    const { engine } = scripted(present());
    const tracker = createFaceTracker();
    const first = await tracker.look(frame, engine);
    const second = await tracker.look(frame, engine);
    expect(second.faces[0]!.landmarks).toHaveLength(68);
    expect(second.mesh?.score).toBe(1);
    expect(second.faces[0]!.box.x).toBeCloseTo(first.faces[0]!.box.x, 0);
    expect(second.faces[0]!.box.width).toBeCloseTo(first.faces[0]!.box.width, 0);
  });
});

describe('the eyes', () => {
  const readings = async (tracker: FaceTracker, engine: FaceEngine, frames: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < frames; i += 1) seen.push((await (await tracker.look(frame, engine)).eyes!()).left);
    return seen;
  };

  test('are read in every frame while a blink may count', async () => {
    const { engine } = scripted(present());
    expect(await readings(createFaceTracker(), engine, 6)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('while aiming a searched frame has those of the frame before, and none has older ones', async () => {
    const { engine, calls } = scripted(present());
    const tracker = whileAiming(createFaceTracker());
    expect(await readings(tracker, engine, 6)).toEqual([1, 2, 2, 3, 3, 4]);
    expect(calls.join()).not.toContain('search 256,eyes');
  });

  test('while aiming shut eyes are read again: they are told no longer than they are shut', async () => {
    const { engine, calls, scene } = scripted(present());
    const tracker = whileAiming(createFaceTracker());
    scene.opening = 0.05;
    expect(await readings(tracker, engine, 2)).toEqual([expect.closeTo(0.05), expect.closeTo(0.05)]);
    scene.opening = 0.25;
    expect(await readings(tracker, engine, 1)).toEqual([expect.closeTo(0.25)]);
    expect(calls.slice(-2)).toEqual(['search 256', 'eyes']);
  });

  test('nothing is handed on across a frame in which they were not asked for, nor to a face found anew', async () => {
    const { engine, scene } = scripted(present());
    const tracker = whileAiming(createFaceTracker());
    await readings(tracker, engine, 1);
    await tracker.look(frame, engine);
    expect(await readings(tracker, engine, 1)).toEqual([2]);
    expect(await readings(tracker, engine, 1)).toEqual([3]);
    scene.meshScore = 0.1;
    expect(await readings(tracker, engine, 1)).toEqual([4]);
  });

  test('from the first frame of a challenge on they are read again', async () => {
    const { engine } = scripted(present());
    const tracker = createFaceTracker();
    expect(await readings(whileAiming(tracker), engine, 2)).toEqual([1, 2]);
    expect(await readings(tracker, engine, 2)).toEqual([3, 4]);
  });
});

test('a second person is told after the next search, a doubtful one after a second look', async () => {
  const { engine, scene } = scripted(present());
  const tracker = createFaceTracker();
  await tracker.look(frame, engine);
  scene.others = [{ x: 0.75, y: 0.1, width: 0.15, height: 0.15, score: 0.6 }];
  const counts: number[] = [];
  for (let i = 0; i < trackRules.searchEvery; i += 1) counts.push((await tracker.look(frame, engine)).faces.length);
  expect(counts.at(-1)).toBe(2);
  scene.others = [];
  for (let i = 0; i < round; i += 1) counts.push((await tracker.look(frame, engine)).faces.length);
  expect(counts.at(-1)).toBe(1);
});

test('a face the mesh loses is searched for in the same frame', async () => {
  const { engine, scene, searched } = scripted(present());
  const tracker = createFaceTracker();
  await tracker.look(frame, engine);
  scene.customer = false;
  scene.meshScore = 0.1;
  expect((await tracker.look(frame, engine)).faces).toEqual([]);
  expect(searched()).toEqual(['search 320', 'search 320', 'search 224']);
});

test('what only the mesh goes on seeing is let go after some searches, the bordered one among them', async () => {
  const { engine, scene, searched } = scripted(present());
  const tracker = createFaceTracker();
  await tracker.look(frame, engine);
  scene.customer = false;
  const counts: number[] = [];
  for (let i = 0; i < round * trackRules.missedSearches + trackRules.searchEvery; i += 1) counts.push((await tracker.look(frame, engine)).faces.length);
  expect(counts.at(-1)).toBe(0);
  expect(counts.at(-2)).toBe(1);
  expect(searched()).toContain('search 224');
});

test('somebody larger becomes the first', async () => {
  const { engine, scene } = scripted(present());
  const tracker = createFaceTracker();
  await tracker.look(frame, engine);
  scene.others = [{ x: 0.0, y: 0.0, width: 0.7, height: 0.29, score: 0.97 }, { x: 0, y: 0.5, width: 0.29, height: 0.9, score: 0.97 }];
  let last = await tracker.look(frame, engine);
  for (let i = 1; i < trackRules.searchEvery; i += 1) last = await tracker.look(frame, engine);
  expect(last.faces[0]!.box.width).toBeCloseTo(0.29 * 640, 0);
});

test('forgetting and another picture size start anew', async () => {
  const { engine, searched } = scripted(present());
  const tracker = createFaceTracker();
  await tracker.look(frame, engine);
  tracker.forget();
  await tracker.look(frame, engine);
  await tracker.look(createFrame(320, 320), engine);
  expect(searched()).toEqual(['search 320', 'search 320', 'search 320']);
});

test('the box follows the landmarks in place and size', () => {
  const hold = holdOf({ x: 10, y: 20, width: 90, height: 100 }, plainFace());
  const moved = plainFace().map((p) => ({ x: 2 * p.x + 30, y: 2 * p.y - 5 }));
  expect(boxOf(hold, moved)).toEqual({ x: expect.closeTo(50) as number, y: expect.closeTo(35) as number, width: expect.closeTo(180) as number, height: expect.closeTo(200) as number });
});
