/** Stills of attacks and of people, ../shared/data/pad: the two votes that look at single pictures. Most are tight portraits from the press, no webcam frames, so little can be cast. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '../../../core/case/policy.ts';
import type { CheckResult } from '../../../core/checks/check.ts';
import { createLiveWatch } from '../../../core/live-watch.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { toFrame, warp } from '../../../core/vision/face/pixels.ts';
import { dataFolder, readFrame } from './host.ts';
import { sayVotes, type Voted } from './votes.ts';

const context = { date: '2026-11-25', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
/** Motion and what comes again mean nothing on a still. */
const ofStills = ['live.border', 'live.screen'];
/** As often as the votes look within a short live check, a second apart. */
const looks = 4;
/** Longest side, as of the live loop. */
const side = 1280;

export async function padReport(engines: Engines, policy: Policy, say: (line: string) => void): Promise<object[]> {
  const truth = path.join(dataFolder, 'truth/pad_truth.tsv');
  if (!existsSync(truth)) {
    say(`\n${truth} is not here: skipped.`);
    return [];
  }
  const pictures = readFileSync(truth, 'utf8').split('\n').slice(1).map((l) => l.split('\t')).filter(([file, label]) => (label === 'real' || label === 'spoof') && existsSync(path.join(dataFolder, file!)));
  const voted: Voted[] = [];
  for (const [file, label, why] of pictures) {
    voted.push({ genuine: label === 'real', kind: why!.replace(/, by eye|file name: mi__f_fake_andr_|repo file name|\.jpg/g, '') || path.basename(file!, '.jpg'), votes: await votesOf(path.join(dataFolder, file!), engines, policy) });
  }
  say(`\nStills (${voted.filter((v) => !v.genuine).length} attacks, ${voted.filter((v) => v.genuine).length} people), each looked at as a resting picture`);
  sayVotes(voted, say);
  return voted.map(({ genuine, kind, votes }) => ({ genuine, kind, votes: votes.map(({ id, value, status, reason }) => ({ id, value, status, reason })) }));
}

async function votesOf(file: string, engines: Engines, policy: Policy): Promise<CheckResult[]> {
  const picture = await readFrame(file);
  const share = Math.max(1, Math.max(picture.width, picture.height) / side);
  const frame = share === 1 ? picture : toFrame(warp(picture, [share, 0, 0, 0, share, 0], Math.floor(picture.width / share), Math.floor(picture.height / share)));
  const watch = await createLiveWatch(engines);
  for (let i = 0; i < looks; i += 1) await watch.look(frame, i * 1000);
  return (await watch.report(context, rulesOf(limitsOf(policy)))).votes.filter(({ id }) => ofStills.includes(id));
}
