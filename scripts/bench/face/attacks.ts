/** Attacks on the live check, family by family: which get past the votes, which past a random challenge, which past both. Counts, no claim of compliance with anything. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clipFrames } from '../../../cli/clip/frames.ts';
import { createEngines } from '../../../cli/engines.ts';
import { loadPolicy } from '../../../cli/policy.ts';
import { feedChallenge, newChallenge, type ChallengeFrame } from '../../../core/case/challenge.ts';
import type { Policy } from '../../../core/case/policy.ts';
import { createLiveWatch, type LiveReport } from '../../../core/live-watch.ts';
import { describeLive, matchPeople } from '../../../core/people.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { matchThresholds } from '../../../core/vision/face/compare.ts';
import { createRandom } from '../../specimens/random.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { films, type Film } from './attack-films.ts';
import { dataFolder } from './host.ts';

const context = { date: '2026-11-25', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
/** Challenges drawn for each film; the film is played in a loop until each ends. */
const challenges = 40;
/** As in the window (renderer/journey/useChallenge.ts). */
const describeEveryMs = 900;

type Watched = { report: LiveReport; passed: number };

export async function attacksReport(say: (line: string) => void): Promise<object> {
  const [engines, policy] = [createEngines(), await loadPolicy(undefined)];
  const drawn = await drawnReport(engines, policy, say);
  const real = await realReport(engines, policy, say);
  return { drawn, real };
}

async function drawnReport(engines: Engines, policy: Policy, say: (line: string) => void): Promise<object[]> {
  say(`\nAttacks drawn from sample photos (${challenges} random challenges a film, the film played in a loop)`);
  say('  family                        films  not stopped by the votes  challenges passed  past both  votes against it');
  const rows: object[] = [];
  for (const family of [...new Set(films.map((f) => f.family))]) {
    const all: Watched[] = [];
    for (const film of films.filter((f) => f.family === family)) all.push(await watched(film, engines, policy));
    const open = all.filter((w) => w.report.verdict !== 'attack');
    const tried = all.length * challenges;
    const passed = all.reduce((s, w) => s + w.passed, 0);
    const both = open.reduce((s, w) => s + w.passed, 0);
    const against = [...new Set(all.flatMap((w) => w.report.votes.filter((v) => v.status === 'fail').map((v) => v.id)))];
    say(`  ${family.padEnd(29)} ${String(all.length).padStart(5)}  ${`${open.length} of ${all.length}`.padStart(24)}  ${`${passed} of ${tried}`.padStart(17)}  ${`${both} of ${tried}`.padStart(9)}  ${against.join(' ') || '-'}`);
    rows.push({ family, films: all.length, notStopped: open.length, passed, tried, both, against });
  }
  say('  APCER of a family is "past both" over its tries; for the genuine films 1 less that share is BPCER.');
  return rows;
}

async function watched(film: Film, engines: Engines, policy: Policy): Promise<Watched> {
  const watch = await createLiveWatch(engines, film.device);
  const seen: ChallengeFrame[] = [];
  let first: FaceDescriptor | null = null;
  let describedMs = -Infinity;
  for await (const { frame, timeMs } of film.frames()) {
    const look = await watch.look(frame, timeMs);
    let sameFace: boolean | null = null;
    if (look.face && Math.abs(look.face.yaw) < 10 && timeMs - describedMs > describeEveryMs) {
      describedMs = timeMs;
      const { largest } = await describeLive(engines, frame);
      const { distance } = matchPeople(first, largest?.descriptor ?? null);
      first ??= largest?.descriptor ?? null;
      sameFace = distance === null ? null : distance <= matchThresholds.different;
    }
    seen.push({ ...look, sameFace });
  }
  return { report: await watch.report(context, rulesOf(limitsOf(policy))), passed: passedBy(seen, policy) };
}

/** Of `challenges` random ones, how many this film passes when it is played again and again, from any of its moments. */
function passedBy(seen: readonly ChallengeFrame[], { challenge: { steps, secondsPerStep } }: Policy): number {
  const random = createRandom('challenges').next;
  const lasts = (seen.at(-1)?.timeMs ?? 0) + 100;
  let passed = 0;
  for (let k = 0; k < challenges; k += 1) {
    let state = newChallenge(steps, random);
    let at = Math.floor(random() * seen.length);
    const limit = at + seen.length * 40;
    for (; at < limit && state.current !== null && !state.failed; at += 1) {
      const frame = seen[at % seen.length]!;
      state = feedChallenge(state, { ...frame, timeMs: frame.timeMs + lasts * Math.floor(at / seen.length) }, secondsPerStep * 1000);
    }
    if (state.current === null && !state.failed) passed += 1;
  }
  return passed;
}

/** The clips of ../shared/data/video by what their manifest says they are. */
async function realReport(engines: Engines, policy: Policy, say: (line: string) => void): Promise<object[]> {
  const manifest = path.join(dataFolder, 'video/MANIFEST.tsv');
  if (!existsSync(manifest)) {
    say(`\n${manifest} is not here: no real film is looked at.`);
    return [];
  }
  say('\nReal films (the first 40 seconds of each)');
  const rows: { file: string; kind: string; verdict: string; votes: object[] }[] = [];
  for (const [file = '', , , kind = ''] of readFileSync(manifest, 'utf8').split('\n').slice(1).map((l) => l.split('\t'))) {
    const place = path.join(dataFolder, 'video', file);
    if (!/^(genuine|attack)/.test(kind) || !existsSync(place)) continue;
    const watch = await createLiveWatch(engines);
    for await (const { frame, timeMs } of clipFrames(place, 40)) await watch.look(frame, timeMs);
    const { verdict, votes } = await watch.report(context, rulesOf(limitsOf(policy)));
    const told = votes.filter((v) => v.status !== 'not-applicable').map((v) => `${v.id.slice(5)} ${v.value === null ? (v.reason ?? '') : v.value.toPrecision(2)}${v.status === 'fail' ? '!' : ''}`);
    say(`  ${verdict.padEnd(7)} ${kind.split(' ')[0]!.padEnd(26)} ${file.padEnd(44)} ${told.join(', ')}`);
    rows.push({ file, kind, verdict, votes: votes.map(({ id, value, status }) => ({ id, value, status })) });
  }
  for (const genuine of [true, false]) {
    const of = rows.filter((r) => r.kind.startsWith('genuine') === genuine);
    say(`  ${genuine ? 'genuine' : 'attacks'}: ${(['live', 'unsure', 'attack'] as const).map((v) => `${of.filter((r) => r.verdict === v).length} ${v}`).join(', ')} of ${of.length}`);
  }
  sayVotes(rows, say);
  return rows;
}

/** Each vote by itself: how many attacks it misses and how many living people it speaks against, of those on which it could be cast. */
function sayVotes(rows: readonly { kind: string; votes: object[] }[], say: (line: string) => void): void {
  const votes = rows.flatMap((r) => (r.votes as { id: string; status: string }[]).map((v) => ({ ...v, genuine: r.kind.startsWith('genuine') })));
  for (const id of [...new Set(votes.map((v) => v.id))]) {
    const cast = (genuine: boolean) => votes.filter((v) => v.id === id && v.genuine === genuine && (v.status === 'pass' || v.status === 'fail'));
    const [attacks, people] = [cast(false), cast(true)];
    say(`  ${id.padEnd(14)} missed ${attacks.filter((v) => v.status === 'pass').length} of ${attacks.length} attacks, false alarms ${people.filter((v) => v.status === 'fail').length} of ${people.length}`);
  }
}
