/** `vestibule live`: what the face in a film did, and whether it was a living one. */
import { checkById } from '../../core/checks/index.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { toCodedError } from '../../core/errors.ts';
import { createLiveWatch, type LiveReport, type LiveVerdict } from '../../core/live-watch.ts';
import { limitsOf, rulesOf, type CheckRules } from '../../core/rules.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import type { FaceEvent } from '../../core/vision/face/events.ts';
import { caseDate, UsageError, type Given } from '../arguments.ts';
import { clipFrames } from '../clip/frames.ts';
import { createEngines } from '../engines.ts';
import { errorRecord, writeJson, writeLine } from '../output.ts';
import { loadPolicy } from '../policy.ts';
import { heading, sentence } from '../readable.ts';
import { startClock } from '../walk.ts';
import type { Verb } from './verb.ts';

type Event = { kind: FaceEvent['kind']; from: number; to: number };
type Vote = { id: string; value: number | null; status: CheckResult['status']; reason: string | null; values: CheckResult['values']; regions: CheckResult['regions'] };
type Line = {
  file: string; ok: boolean; error?: { code: string; message: string };
  events: Event[]; votes: Vote[]; verdict: LiveVerdict | null; width: number; height: number; frames: number; seconds: number; ms: { total: number };
};

async function run(given: Given): Promise<number> {
  if (given.files.length === 0) throw new UsageError('live needs at least one CLIP.');
  const policy = await loadPolicy(given.text('policy'));
  const engines = createEngines();
  let failed = 0;
  for (const file of given.files) {
    const line = await lineOf(file, engines, rulesOf(limitsOf(policy)));
    if (!line.ok) failed += 1;
    await (given.flag('json') ? writeJson(line) : writeLine(readable(line)));
  }
  return failed === 0 ? 0 : 1;
}

async function lineOf(file: string, engines: Engines, rules: CheckRules): Promise<Line> {
  const clock = startClock();
  const empty = { events: [], votes: [], verdict: null, width: 0, height: 0, frames: 0, seconds: 0 };
  try {
    return { file, ok: true, ...(await watched(file, engines, rules)), ms: { total: clock.lap() } };
  } catch (thrown) {
    return { file, ok: false, error: errorRecord(toCodedError(thrown)), ...empty, ms: { total: clock.lap() } };
  }
}

async function watched(file: string, engines: Engines, rules: CheckRules) {
  // The clip is opened before the engines load: a bad one is told at once.
  const frames = clipFrames(file);
  let watch: Awaited<ReturnType<typeof createLiveWatch>> | null = null;
  const shape = { width: 0, height: 0, frames: 0, seconds: 0 };
  for await (const { frame, timeMs } of frames) {
    watch ??= await createLiveWatch(engines);
    await watch.look(frame, timeMs);
    Object.assign(shape, { width: frame.width, height: frame.height, frames: shape.frames + 1, seconds: timeMs / 1000 });
  }
  // clipFrames throws where it has not a single frame.
  const report = await watch!.report({ date: caseDate(undefined, new Date()), chosenType: null, acceptedTypes: [], lane: 'file' }, rules);
  return { ...told(report), ...shape };
}

const told = ({ events, votes, verdict }: LiveReport): Pick<Line, 'events' | 'votes' | 'verdict'> => ({
  events: events.map(({ kind, fromMs, toMs }) => ({ kind, from: fromMs / 1000, to: toMs / 1000 })),
  votes: votes.map(({ id, value, status, reason, values, regions }) => ({ id, value, status, reason, values, regions })),
  verdict,
});

function readable(line: Line): string {
  const head = heading(line.file, line.ok, line.error, line.ms.total);
  if (!line.ok) return head;
  return [
    `${head}  ${line.verdict ?? ''}`,
    ...line.events.map((e) => `  ${e.from.toFixed(2).padStart(7)} to ${e.to.toFixed(2)} s  ${e.kind}`),
    ...line.votes.map((v) => `  ${v.status.padEnd(14)} ${v.id.padEnd(14)} ${v.status === 'fail' ? sentence(v.id, v.values) : v.value === null ? (v.reason ?? '') : `${v.value.toPrecision(3)} ${checkById(v.id)?.threshold.unit ?? ''}`}`),
  ].join('\n');
}

export const live: Verb = {
  name: 'live',
  usage: 'live CLIP... [--json]',
  about: 'finds turns and blinks in films, and signs of a picture or a screen before the camera',
  options: {},
  help: [
    'Films are read through ffmpeg (VESTIBULE_FFMPEG names another one). Directions are those of the picture, as the camera sees it.',
    'verdict: attack where the votes together say so; live where all needed votes could be cast, none speaks against it and the face',
    'turned and did one thing more; else unsure. A film proves no life by itself: it was not asked to do anything.',
  ],
  run,
};
