/** A film of somebody before a camera, from its first frame to its last: what the face did, and what the votes say. The same calls in the CLI and in the bench. */
import type { ChallengeFrame } from './case/challenge.ts';
import type { CheckContext, CheckResult } from './checks/check.ts';
import { checkById } from './checks/index.ts';
import { liveCounter } from './checks/vote.ts';
import type { Frame } from './frame.ts';
import { judgeLiveness } from './people.ts';
import type { CheckRules } from './rules.ts';
import { aboveFloor } from './vision/artifacts/faces.ts';
import { noChallenge } from './vision/artifacts/face-types.ts';
import type { Engines } from './vision/engines/engine.ts';
import { challengeFrame } from './vision/face/challenge-frame.ts';
import { allFaceEvents, feedFaceEvents, newFaceEvents, type FaceEvent } from './vision/face/events.ts';
import { measureFace } from './vision/face/quality.ts';
import { createFaceTracker } from './vision/face/track.ts';
import { createLiveObserver } from './vision/live/observer.ts';
import { sightOf } from './vision/live/sight.ts';

export const liveVerdicts = ['live', 'unsure', 'attack'] as const;
export type LiveVerdict = (typeof liveVerdicts)[number];
export type LiveReport = { events: FaceEvent[]; votes: CheckResult[]; results: CheckResult[]; verdict: LiveVerdict };

export type LiveWatch = {
  /** Times never go back. @returns what a live check would have seen in it */
  look(frame: Frame, timeMs: number): Promise<ChallengeFrame>;
  /** @param context rules of the policy. */
  report(context: CheckContext, rules: CheckRules): Promise<LiveReport>;
};

/** @param device label of the camera, where it is one. @throws CodedError engine.*, model.* */
export async function createLiveWatch(engines: Engines, device: string | null = null): Promise<LiveWatch> {
  const [face, opencv] = await Promise.all([engines.face(), engines.opencv()]);
  const tracker = createFaceTracker();
  const observer = createLiveObserver(opencv, device);
  let state = newFaceEvents;
  return {
    async look(frame, timeMs) {
      const { faces: found, mesh, eyes } = await tracker.look(frame, face);
      const { faces } = aboveFloor(found);
      const quality = faces[0] ? await measureFace(frame, faces[0], face, { mesh, eyes }) : null;
      const seen = challengeFrame({ timeMs, faces: faces.length, quality, sameFace: null });
      state = feedFaceEvents(state, seen);
      observer.look(frame, timeMs, sightOf(quality));
      return seen;
    },
    async report(context, rules) {
      const events = allFaceEvents(state);
      // Nobody asked for anything: a film has no challenge.
      const results = await judgeLiveness(noChallenge('not-asked'), observer.evidence(), context, rules);
      return { events, votes: results.filter((r) => checkById(r.id)?.partOf === liveCounter), results, verdict: verdictOf(results, events) };
    },
  };
}

/** What must have been asked and answered well before a film is called live: that the head is a body, stands before a room, and comes from a lens. */
const needed = ['live.flat', 'live.carried', 'live.screen', 'live.repeat'];
const acts: readonly FaceEvent['kind'][] = ['turn-image-left', 'turn-image-right', 'blink'];
const turns: readonly FaceEvent['kind'][] = ['turn-image-left', 'turn-image-right'];
/** Kinds of acts. One alone is what every found film shows. Chosen. */
const fewestKinds = 2;

/** attack: the votes together say so. live: none says so, the needed ones could be cast, and the face did two things of which one was a turn. Else unsure. */
export function verdictOf(results: readonly CheckResult[], events: readonly FaceEvent[]): LiveVerdict {
  const statusOf = (id: string): string | undefined => results.find((r) => r.id === id)?.status;
  if (statusOf(liveCounter) === 'fail') return 'attack';
  if (results.some((r) => checkById(r.id)?.partOf === liveCounter && r.status === 'fail')) return 'unsure';
  const kinds = new Set(events.map((e) => e.kind).filter((k) => acts.includes(k)));
  const moved = kinds.size >= fewestKinds && turns.some((k) => kinds.has(k)) && !events.some((e) => e.kind === 'second-face');
  return moved && needed.every((id) => statusOf(id) === 'pass') ? 'live' : 'unsure';
}
