/** Drawn attacks on the live check, family by family: which get past the votes, which past a random challenge, which past both. Counts, no claim of compliance with anything. */
import { feedChallenge, newChallenge, type ChallengeFrame } from '../../../core/case/challenge.ts';
import type { Policy } from '../../../core/case/policy.ts';
import { createLiveWatch, type LiveReport } from '../../../core/live-watch.ts';
import { describeLive, matchPeople } from '../../../core/people.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { isTurn } from '../../../core/vision/artifacts/face-types.ts';
import { matchThresholds } from '../../../core/vision/face/compare.ts';
import { createRandom } from '../../specimens/random.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { films, type Film } from './attack-films.ts';
import { sayVotes, type Voted } from './votes.ts';

const context = { date: '2026-11-25', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
/** Challenges drawn for each film; the film is played in a loop until each ends. */
const challenges = 40;
/** As in the window (renderer/journey/useChallenge.ts). */
const describeEveryMs = 900;

type Watched = { report: LiveReport; passed: number };

export async function attacksReport(engines: Engines, policy: Policy, say: (line: string) => void): Promise<object[]> {
  say(`\nAttacks drawn from sample photos (${challenges} random challenges a film, the film played in a loop)`);
  say('  family                        films  not stopped by the votes  challenges passed  past both  votes against it');
  const rows: object[] = [];
  const voted: Voted[] = [];
  for (const family of [...new Set(films.map((f) => f.family))]) {
    const all: Watched[] = [];
    for (const film of films.filter((f) => f.family === family)) all.push(await watched(film, engines, policy));
    voted.push(...all.map(({ report: { votes } }) => ({ genuine: family === 'genuine', kind: family, votes })));
    const open = all.filter((w) => w.report.verdict !== 'attack');
    const tried = all.length * challenges;
    const passed = all.reduce((s, w) => s + w.passed, 0);
    const both = open.reduce((s, w) => s + w.passed, 0);
    const against = [...new Set(all.flatMap((w) => w.report.votes.filter((v) => v.status === 'fail').map((v) => v.id)))];
    say(`  ${family.padEnd(29)} ${String(all.length).padStart(5)}  ${`${open.length} of ${all.length}`.padStart(24)}  ${`${passed} of ${tried}`.padStart(17)}  ${`${both} of ${tried}`.padStart(9)}  ${against.join(' ') || '-'}`);
    rows.push({ family, films: all.length, notStopped: open.length, passed, tried, both, against });
  }
  say('  APCER of a family is "past both" over its tries; for the genuine films 1 less that share is BPCER.');
  sayVotes(voted, say);
  say(`  A film that turns and blinks and does nothing else can answer ${onlyTurnsAndBlinks(policy)} of ${draws} challenges as this policy draws them.`);
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

const draws = 10_000;

/** What most found films show. */
function onlyTurnsAndBlinks({ challenge }: Policy): number {
  const random = createRandom('draws').next;
  return Array.from({ length: draws }, () => newChallenge(challenge, random)).filter(({ asked }) => asked.every((step) => isTurn(step) || step === 'blink')).length;
}

/** Of `challenges` random ones, how many this film passes when it is played again and again, from any of its moments. */
function passedBy(seen: readonly ChallengeFrame[], { challenge }: Policy): number {
  const random = createRandom('challenges').next;
  const lasts = (seen.at(-1)?.timeMs ?? 0) + 100;
  let passed = 0;
  for (let k = 0; k < challenges; k += 1) {
    let state = newChallenge(challenge, random);
    let at = Math.floor(random() * seen.length);
    const limit = at + seen.length * 40;
    for (; at < limit && state.current !== null && !state.failed; at += 1) {
      const frame = seen[at % seen.length]!;
      state = feedChallenge(state, { ...frame, timeMs: frame.timeMs + lasts * Math.floor(at / seen.length) }, challenge.secondsPerStep * 1000);
    }
    if (state.current === null && !state.failed) passed += 1;
  }
  return passed;
}
