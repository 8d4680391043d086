/** What a face does over time: turns and blinks with their times, whatever was asked. Pure; fed frame by frame. */
import { challengeRules, type ChallengeFrame } from '../../case/challenge.ts';

/** Turns are named by the side of the unmirrored picture the nose points to. Times in ms of the clip. */
export type FaceEvent = { kind: 'turn-image-left' | 'turn-image-right' | 'blink' | 'face-lost' | 'second-face'; fromMs: number; toMs: number };

/** `yaw` where it began; `opening`: least share of the open eyes meanwhile; `closedMs`: last moment at which the lids were closed and not only opening. */
type Running = { kind: FaceEvent['kind']; fromMs: number; toMs: number; frames: number; yaw: number; opening: number; closedMs: number };
/** `leaning`: since when the nose points to one side at all. */
export type FaceEvents = { events: FaceEvent[]; running: Running[]; openEyes: number; lastMs: number | null; leaning: { sign: number; sinceMs: number } | null };

export const newFaceEvents: FaceEvents = { events: [], running: [], openEyes: 0, lastMs: null, leaning: null };

/** A turn is believed from challengeRules.turnDegrees on; it began where the nose left the middle, and lasts until it is back. */
const leaningDegrees = 10;
/** Shorter than this is one frame of a fast camera gone wrong: lids take 100 ms and more (Schiffman), a frame at 15 a second is all of it. */
const shortestBlinkMs = 50;
/**
 * A head that turned by so much meanwhile narrows its eyes by itself, but does not shut them: with such a turn only lids below this share of the open
 * eyes are a blink. Chosen between the two blinks of p15 during turns (0.00 and 0.10) and the narrowing of p01 (0.57), all of ../shared/data/video.
 */
const blinkTurnDegrees = 8;
const shutShare = 0.3;
/** In profile no detector sees a face: what lies between two halves of one turn belongs to it, up to this. Chosen. */
const profileMs = 2500;
/** Interruptions up to this are the detector's. Chosen. */
const flickerMs = 250;

/** Kinds that must stand for some frames before they are believed; one closed frame at 15 fps can be a whole blink. */
const leastFrames: Record<FaceEvent['kind'], number> = { 'turn-image-left': 2, 'turn-image-right': 2, blink: 1, 'face-lost': 3, 'second-face': 3 };

export function feedFaceEvents(state: FaceEvents, frame: ChallengeFrame): FaceEvents {
  const since = state.lastMs === null ? 0 : frame.timeMs - state.lastMs;
  const opening = frame.face ? (frame.face.eyes.left + frame.face.eyes.right) / 2 : null;
  const ahead = frame.face !== null && Math.abs(frame.face.yaw) <= challengeRules.turnDegrees;
  const faded = state.openEyes * (1 - (challengeRules.baselineFade * since) / 1000);
  const openEyes = ahead && opening !== null ? Math.max(faded, opening) : faded;
  const now = kindsNow(frame, state, opening, openEyes, ahead);
  const leaning = leaningOf(state.leaning, frame);
  const yaw = frame.face?.yaw ?? 0;
  const share = opening === null || openEyes === 0 ? 1 : opening / openEyes;
  const lids = (old: Running): Pick<Running, 'opening' | 'closedMs'> => ({ opening: Math.min(old.opening, share), closedMs: share < challengeRules.closedShare ? frame.timeMs : old.closedMs });
  const running: Running[] = [];
  const events = [...state.events];
  for (const old of state.running) {
    if (now.has(old.kind)) running.push({ ...old, ...lids(old), toMs: frame.timeMs, frames: old.frames + 1 });
    else if (isEvent({ ...old, toMs: frame.timeMs }, yaw)) events.push({ kind: old.kind, fromMs: old.fromMs, toMs: frame.timeMs });
  }
  for (const kind of now) {
    const fromMs = isTurn(kind) ? (leaning?.sinceMs ?? frame.timeMs) : frame.timeMs;
    if (!running.some((r) => r.kind === kind)) running.push({ kind, fromMs, toMs: frame.timeMs, frames: 1, yaw, opening: share, closedMs: frame.timeMs });
  }
  return { events, running, openEyes, lastMs: frame.timeMs, leaning };
}

function leaningOf(before: FaceEvents['leaning'], { timeMs, face }: ChallengeFrame): FaceEvents['leaning'] {
  if (!face || Math.abs(face.yaw) < leaningDegrees) return null;
  const sign = Math.sign(face.yaw);
  return before?.sign === sign ? before : { sign, sinceMs: timeMs };
}

const isTurn = (kind: FaceEvent['kind']): boolean => kind === 'turn-image-left' || kind === 'turn-image-right';

/** What is still going on when the clip ends counts too. Parts of one turn, and of one loss, are one event. */
export function allFaceEvents(state: FaceEvents): FaceEvent[] {
  const open = state.running.filter((r) => isEvent(r, r.yaw)).map(({ kind, fromMs, toMs }) => ({ kind, fromMs, toMs }));
  const all = [...state.events, ...open].sort((a, b) => a.fromMs - b.fromMs);
  const joined: FaceEvent[] = [];
  for (const event of all) {
    const before = joined.findLast((e) => e.kind === event.kind);
    if (before && belongsTo(before, event, all)) before.toMs = Math.max(before.toMs, event.toMs);
    else joined.push({ ...event });
  }
  return joined;
}

/** Whether the later one goes on with what the earlier one began. */
function belongsTo(before: FaceEvent, event: FaceEvent, all: readonly FaceEvent[]): boolean {
  if (event.kind === 'blink') return false;
  const gap = event.fromMs - before.toMs;
  if (gap <= flickerMs) return true;
  const other = all.some((e) => isTurn(e.kind) && e.kind !== event.kind && e.fromMs < event.fromMs && e.toMs > before.toMs);
  return isTurn(event.kind) && !other && gap <= profileMs && all.some((e) => e.kind === 'face-lost' && e.fromMs <= before.toMs + flickerMs && e.toMs > before.toMs);
}

function isEvent(running: Running, yawNow: number): boolean {
  if (running.frames < leastFrames[running.kind]) return false;
  if (running.kind !== 'blink') return true;
  // Lids of a slow blink take their time to open again: how long they were closed is what tells it from sleep.
  const inTime = running.toMs - running.fromMs >= shortestBlinkMs && running.closedMs - running.fromMs <= challengeRules.longestBlinkMs;
  return inTime && (running.opening < shutShare || Math.abs(yawNow - running.yaw) <= blinkTurnDegrees);
}

function kindsNow(frame: ChallengeFrame, state: FaceEvents, opening: number | null, openEyes: number, ahead: boolean): Set<FaceEvent['kind']> {
  const { turnDegrees, closedShare, openShare } = challengeRules;
  const now = new Set<FaceEvent['kind']>();
  if (!frame.face) now.add('face-lost');
  if (frame.faces > 1) now.add('second-face');
  const going = (kind: FaceEvent['kind']): boolean => state.running.some((r) => r.kind === kind);
  if (frame.face && frame.face.yaw >= (going('turn-image-right') ? leaningDegrees : turnDegrees)) now.add('turn-image-right');
  if (frame.face && -frame.face.yaw >= (going('turn-image-left') ? leaningDegrees : turnDegrees)) now.add('turn-image-left');
  // Closed below one share, open again above a larger one.
  if (ahead && opening !== null && opening < (going('blink') ? openShare : closedShare) * openEyes) now.add('blink');
  return now;
}
