/**
 * The document loop held against another checkout's, in one process and frame by frame in turn: what else the machine does falls on both alike.
 * The other one needs its packages (or a link to ours).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as engineSide from '../../../cli/engines.ts';
import type * as brainSide from '../../../core/brain.ts';
import type * as rulesSide from '../../../core/rules.ts';
import type * as trackerSide from '../../../core/vision/document/outline-tracker.ts';
import { jpegFramesOf } from './clip.ts';
import { frameSize, liveContext, pixelsOf } from './node-loops.ts';
import { timeRow, type Row } from './statistics.ts';

export type Held = { rows: Row[]; ratio: { median: number; p95: number }; differ: { statuses: number; firstCauses: number; frames: number } };

type Result = { id: string; status: string };
type Side = (frame: Awaited<ReturnType<typeof pixelsOf>>) => Promise<Result[]>;

/** @param other root of a checkout */
export async function heldAgainst(root: string, other: string, clip: string, frames: number): Promise<Held> {
  const sides = [await sideOf(other), await sideOf(root)] as const;
  const times: [number[], number[]] = [[], []];
  const differ = { statuses: 0, firstCauses: 0, frames };
  const jpegs = jpegFramesOf(clip);
  // The first frames load models and compile.
  for (let i = -10; i < frames; i += 1) {
    const frame = await pixelsOf(jpegs[Math.abs(i) % jpegs.length]!);
    const results: Result[][] = [];
    for (const side of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const from = performance.now();
      results[side] = await sides[side](frame);
      if (i >= 0) times[side].push(performance.now() - from);
    }
    if (i < 0) continue;
    if (firstCause(results[0]!) !== firstCause(results[1]!)) differ.firstCauses += 1;
    if (statuses(results[0]!) !== statuses(results[1]!)) differ.statuses += 1;
  }
  const rows = [timeRow('document loop of the other checkout', times[0], null, 'p95'), timeRow('document loop of this one', times[1], null, 'p95')];
  const share = (of: 'median' | 'p95'): number => (rows[1]![of] ?? NaN) / (rows[0]![of] ?? NaN);
  return { rows, ratio: { median: share('median'), p95: share('p95') }, differ };
}

const firstCause = (results: readonly Result[]): string | null => results.find((r) => r.status === 'fail')?.id ?? null;
const statuses = (results: readonly Result[]): string => results.map((r) => `${r.id} ${r.status}`).join();

/** A checkout from before the tracker has none, and takes no notice of being given one. */
async function sideOf(root: string): Promise<Side> {
  const load = <Module>(file: string): Promise<Module> => import(pathToFileURL(path.join(root, file)).href) as Promise<Module>;
  const { createEngines } = await load<typeof engineSide>('cli/engines.ts');
  const { inspectDocument, study } = await load<typeof brainSide>('core/brain.ts');
  const { rulesOf } = await load<typeof rulesSide>('core/rules.ts');
  const tracker = 'core/vision/document/outline-tracker.ts';
  const outline = existsSync(path.join(root, tracker)) ? (await load<typeof trackerSide>(tracker)).createOutlineTracker() : null;
  const engines = createEngines();
  return async (frame) => {
    const studied = study(engines, { frame, ...frameSize, scale: 1 }, 'live', outline ? { outline } : undefined);
    return (await inspectDocument(studied, { context: liveContext, rules: rulesOf({}), stage: 'live' })).results;
  };
}
