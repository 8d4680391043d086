/**
 * A live loop held against another checkout's, in one process and frame by frame in turn: what else the machine does falls on both alike.
 * The other one needs its packages (or a link to ours).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as engineSide from '../../../cli/engines.ts';
import type * as brainSide from '../../../core/brain.ts';
import type * as rulesSide from '../../../core/rules.ts';
import type * as trackerSide from '../../../core/vision/document/outline-tracker.ts';
import type * as faceTrackerSide from '../../../core/vision/face/track.ts';
import { jpegFramesOf } from './clip.ts';
import { frameSize, liveContext, pixelsOf, type Subject } from './node-loops.ts';
import { quantile, timeRow, type Row } from './statistics.ts';

type Ratio = { median: number; p95: number };
/** `results`: frames of which any value at all differs. */
type Differ = { results: number; statuses: number; firstCauses: number; frames: number };
export type Held = { rows: Row[]; ratio: { wall: Ratio; processor: Ratio }; differ: Differ };

type Result = { id: string; status: string };
type Times = { wall: number[]; processor: number[] };
type Side = (frame: Awaited<ReturnType<typeof pixelsOf>>) => Promise<Result[]>;

/** @param other root of a checkout */
export async function heldAgainst(root: string, other: string, subject: Subject, clip: string, frames: number): Promise<Held> {
  const sides = [await sideOf(other, subject), await sideOf(root, subject)] as const;
  const times: [Times, Times] = [{ wall: [], processor: [] }, { wall: [], processor: [] }];
  const differ: Differ = { results: 0, statuses: 0, firstCauses: 0, frames };
  const jpegs = jpegFramesOf(clip);
  // The first frames load models and compile.
  for (let i = -10; i < frames; i += 1) {
    const frame = await pixelsOf(jpegs[Math.abs(i) % jpegs.length]!);
    const results: Result[][] = [];
    for (const side of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const [from, used] = [performance.now(), process.cpuUsage()];
      results[side] = await sides[side](frame);
      const { user, system } = process.cpuUsage(used);
      if (i < 0) continue;
      times[side].wall.push(performance.now() - from);
      times[side].processor.push((user + system) / 1000);
    }
    if (i < 0) continue;
    const differs = (of: (r: readonly Result[]) => string | null): number => (of(results[0]!) === of(results[1]!) ? 0 : 1);
    differ.firstCauses += differs(firstCause);
    differ.statuses += differs(statuses);
    differ.results += differs(JSON.stringify);
  }
  const rows = (['wall', 'processor'] as const).flatMap((of) => sides.map((_side, side) => timeRow(`${subject} loop of ${side === 0 ? 'the other checkout' : 'this one'}, ${of === 'wall' ? 'a frame' : 'processor time'}`, times[side]![of], null, 'p95')));
  const share = (of: keyof Times, part: number): number => quantile(times[1][of], part) / quantile(times[0][of], part);
  const ratio = (of: keyof Times): Ratio => ({ median: share(of, 0.5), p95: share(of, 0.95) });
  return { rows, ratio: { wall: ratio('wall'), processor: ratio('processor') }, differ };
}

const firstCause = (results: readonly Result[]): string | null => results.find((r) => r.status === 'fail')?.id ?? null;
const statuses = (results: readonly Result[]): string => results.map((r) => `${r.id} ${r.status}`).join();

/** A checkout from before the outline's tracker has none, and takes no notice of being given one; one from before `whileAiming` reads the eyes in every frame. */
async function sideOf(root: string, subject: Subject): Promise<Side> {
  const load = <Module>(file: string): Promise<Module> => import(pathToFileURL(path.join(root, file)).href) as Promise<Module>;
  const { createEngines } = await load<typeof engineSide>('cli/engines.ts');
  const { inspectDocument, inspectFace, study } = await load<typeof brainSide>('core/brain.ts');
  const { rulesOf } = await load<typeof rulesSide>('core/rules.ts');
  const { createFaceTracker, whileAiming } = await load<Pick<typeof faceTrackerSide, 'createFaceTracker'> & Partial<typeof faceTrackerSide>>('core/vision/face/track.ts');
  const face = createFaceTracker();
  const tracker = 'core/vision/document/outline-tracker.ts';
  const outline = existsSync(path.join(root, tracker)) ? (await load<typeof trackerSide>(tracker)).createOutlineTracker() : null;
  const trackers = { face: subject === 'challenge' || !whileAiming ? face : whileAiming(face), ...(outline ? { outline } : {}) };
  const engines = createEngines();
  const inspect = subject === 'document' ? inspectDocument : inspectFace;
  return async (frame) => {
    const studied = study(engines, { frame, ...frameSize, scale: 1 }, 'live', trackers);
    return (await inspect(studied, { context: liveContext, rules: rulesOf({}), stage: 'live' })).results;
  };
}
