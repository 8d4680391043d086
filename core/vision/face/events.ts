/** What a face does over time: turns and blinks with their times, whatever was asked. Pure; fed frame by frame. */
import { challengeRules, type ChallengeFrame } from '../../case/challenge.ts';

/** Turns are named by the side of the unmirrored picture the nose points to. Times in ms of the clip. */
export type FaceEvent = { kind: 'turn-image-left' | 'turn-image-right' | 'blink' | 'face-lost' | 'second-face'; fromMs: number; toMs: number };

type Running = { kind: FaceEvent['kind']; fromMs: number; toMs: number; frames: number };
export type FaceEvents = { events: FaceEvent[]; running: Running[]; openEyes: number; lastMs: number | null };

export const newFaceEvents: FaceEvents = { events: [], running: [], openEyes: 0, lastMs: null };

/** Kinds that must stand for some frames before they are believed; one closed frame at 15 fps can be a whole blink. */
const leastFrames: Record<FaceEvent['kind'], number> = { 'turn-image-left': 2, 'turn-image-right': 2, blink: 1, 'face-lost': 3, 'second-face': 3 };

export function feedFaceEvents(state: FaceEvents, frame: ChallengeFrame): FaceEvents {
  const since = state.lastMs === null ? 0 : frame.timeMs - state.lastMs;
  const opening = frame.face ? (frame.face.eyes.left + frame.face.eyes.right) / 2 : null;
  const ahead = frame.face !== null && Math.abs(frame.face.yaw) <= challengeRules.turnDegrees;
  const faded = state.openEyes * (1 - (challengeRules.baselineFade * since) / 1000);
  const openEyes = ahead && opening !== null ? Math.max(faded, opening) : faded;
  const now = kindsNow(frame, state, opening, openEyes, ahead);
  const running: Running[] = [];
  const events = [...state.events];
  for (const old of state.running) {
    if (now.has(old.kind)) running.push({ ...old, toMs: frame.timeMs, frames: old.frames + 1 });
    else if (isEvent(old)) events.push({ kind: old.kind, fromMs: old.fromMs, toMs: frame.timeMs });
  }
  for (const kind of now) {
    if (!running.some((r) => r.kind === kind)) running.push({ kind, fromMs: frame.timeMs, toMs: frame.timeMs, frames: 1 });
  }
  return { events, running, openEyes, lastMs: frame.timeMs };
}

/** What is still going on when the clip ends counts too. */
export const allFaceEvents = (state: FaceEvents): FaceEvent[] =>
  [...state.events, ...state.running.filter(isEvent).map(({ kind, fromMs, toMs }) => ({ kind, fromMs, toMs }))].sort((a, b) => a.fromMs - b.fromMs);

const isEvent = (running: Running): boolean =>
  running.frames >= leastFrames[running.kind] && (running.kind !== 'blink' || running.toMs - running.fromMs <= challengeRules.longestBlinkMs);

function kindsNow(frame: ChallengeFrame, state: FaceEvents, opening: number | null, openEyes: number, ahead: boolean): Set<FaceEvent['kind']> {
  const { turnDegrees, closedShare, openShare } = challengeRules;
  const now = new Set<FaceEvent['kind']>();
  if (!frame.face) now.add('face-lost');
  if (frame.faces > 1) now.add('second-face');
  if (frame.face && frame.face.yaw >= turnDegrees) now.add('turn-image-right');
  if (frame.face && frame.face.yaw <= -turnDegrees) now.add('turn-image-left');
  // Closed below one share, open again above a larger one.
  const blinking = state.running.some((r) => r.kind === 'blink');
  if (ahead && opening !== null && opening < (blinking ? openShare : closedShare) * openEyes) now.add('blink');
  return now;
}
