/**
 * The live challenge as a pure reducer: what was asked, what the camera saw, how far it is. No clock and no randomness of its own.
 * Directions are the customer's: turning to THEIR left moves the nose to the RIGHT of the unmirrored camera picture (positive yaw).
 */
import { isTurn, type ChallengeOutcome, type ChallengeStep } from '../vision/artifacts/face-types.ts';

/** All there were when policies did not name them. */
const firstSteps: readonly ChallengeStep[] = ['turn-left', 'turn-right', 'blink'];

/** What one camera frame says. */
export type ChallengeFrame = {
  /** Camera time, ms; never goes back. */
  timeMs: number;
  /** Faces above the size floor. */
  faces: number;
  /** Of the largest face; null where there is none. */
  face: {
    yaw: number;
    /** How far the eyes are open (FaceQuality.eyeAspectRatio). */
    eyes: { left: number; right: number };
    /** How far the mouth is open (FaceQuality.mouthOpening). */
    mouth: number;
    /** Head height / picture height (FaceQuality.headHeightRatio). */
    headHeight: number;
    /** Frame pixels. */
    eyeDistance: number;
    /** Centre and longer side of the face's box, frame pixels. */
    x: number;
    y: number;
    size: number;
  } | null;
  /** The host's descriptor check against the first frames; null where it was not asked for this frame. */
  sameFace: boolean | null;
};

/** Why a challenge ended without success. */
export type ChallengeFailure = 'timeout' | 'face-lost' | 'face-jumped' | 'second-face' | 'other-face';

/** Before a step: a face that looks ahead; lips that are shut, which are to be opened; room to come closer. */
export type WaitsFor = 'ahead' | 'mouth-shut' | 'room';

export type ChallengeState = {
  asked: readonly ChallengeStep[];
  done: readonly ChallengeStep[];
  /** What the customer is to do now; null: finished or failed. */
  current: ChallengeStep | null;
  /** Of the current step, 0..1. */
  progress: number;
  failed: ChallengeFailure | null;
  /** The next step waits until the customer looks at the camera again. */
  lookAhead: boolean;
  /** While it waits: for what. */
  waitsFor: WaitsFor;
  /** How long to look ahead before each step, ms: nobody who recorded a film beforehand knows when. */
  pauses: readonly number[];
  doneMs: readonly number[];
  wrong: number;
  run: string;
  memory: ChallengeMemory;
};

/** Working memory; not for showing. */
export type ChallengeMemory = {
  startedMs: number | null;
  stepStartedMs: number | null;
  last: { timeMs: number; x: number; y: number; size: number } | null;
  secondFaceMs: number;
  /** Largest recent eye opening: what open means for this customer. */
  openEyes: number;
  closedSinceMs: number | null;
  /** Frames in a row that show the turn, the open mouth or the nearer face that was asked for. */
  shownFrames: number;
  /** Smallest eye distance since the step was asked, frame pixels: whoever was already coming leans back first. */
  farEyeDistance: number;
  /** Frames in a row turned to where nobody asked. */
  astrayFrames: number;
  /** When the last step was seen; the pause before the next counts from here. */
  restedMs: number | null;
  frontalFrames: number;
  /** Frames in a row without a face. */
  missedFrames: number;
  /** Frames in a row in which the face stood elsewhere than it can have moved to. */
  jumpedFrames: number;
};

/**
 * What counts as an event. Measured on the clips of ../shared/data/video by scripts/bench/face.ts where a line says so.
 */
export const challengeRules = {
  /** Turned far enough to show depth, degrees. */
  turnDegrees: 18,
  /** Looking ahead again: where a new step starts from. */
  aheadDegrees: 12,
  /** Longest wait before a step, ms. Chosen: a customer does not notice it as one. */
  longestPauseMs: 1200,
  /** Frames in a row that must agree: one wild landmark frame is no turn. */
  steadyFrames: 2,
  /**
   * Eyes are closed below this share of the customer's own open eyes, and open again above the second one. On the clips the deepest frame
   * of the named blinks lies at 0.00 to 0.55 (12 blinks of p05, p12, p15), open eyes of still faces at 0.85 and above.
   */
  closedShare: 0.6,
  openShare: 0.72,
  /**
   * The mouth is open for the step from the first, and shut before it below the second. Measured by scripts/bench/face/movements.ts: wide
   * open 0.33 to 0.38 (p12), speech, grins and laughter to 0.24 (p01, p12, p13); lips at rest below 0.04.
   */
  mouthOpen: 0.27,
  mouthShut: 0.1,
  /** The eye distance grows by this factor on the way nearer: 60 cm become 48. Chosen; p12, who came close by himself, reached 1.36 and 1.5. */
  closerBy: 1.25,
  /** Whoever is to come closer has so much head in the picture at most, of its height: what face.too-close lets through, before it grows. */
  headWithRoom: 0.9 / 1.25,
  /** A blink takes 0.1 to 0.4 s (Schiffman); half a second more for slow ones. Eyes shut for longer are no blink. */
  longestBlinkMs: 900,
  /** The baseline of open eyes fades, so that one wide stare does not set it for good. Share lost each second. */
  baselineFade: 0.04,
  /** Longest gap without a face: a turn beyond what the detector sees may take this long. */
  longestGapMs: 1500,
  /** A slow machine gives few frames, and one or two without a face are no absence; but no gap may be longer than this. */
  lostFrames: 3,
  longestSlowGapMs: 3000,
  /** Farthest the face may move between two frames, in its own box sides, plus so many a second. Chosen; turns in p01 stay below. */
  jump: 0.5,
  jumpPerSecond: 2.5,
  /** Largest change of size between two frames, as a factor. */
  sizeJump: 1.6,
  /** A second face may flicker for so long. */
  secondFaceMs: 500,
} as const;

const noMemory: ChallengeMemory = {
  startedMs: null, stepStartedMs: null, last: null, secondFaceMs: 0, openEyes: 0, closedSinceMs: null, shownFrames: 0, farEyeDistance: 0, astrayFrames: 0, restedMs: null, frontalFrames: 0, missedFrames: 0, jumpedFrames: 0,
};

/** What the policy says of a challenge. */
export type ChallengePlan = {
  /** The fewest, and the most. */
  steps: readonly [number, number];
  /** What steps are drawn from; both turns are among them. */
  from?: readonly ChallengeStep[] | undefined;
};

/**
 * Steps in random order, each after a random pause; none follows itself, and nobody is asked twice to come closer. One is always a turn: all
 * others a film of a face shows that was found.
 * @param random returns numbers in [0, 1)
 */
export function newChallenge({ steps: [fewest, most], from = firstSteps }: ChallengePlan, random: () => number, run = ''): ChallengeState {
  const below = (count: number): number => Math.min(count - 1, Math.floor(random() * count));
  const steps = fewest + below(most - fewest + 1);
  const asked: ChallengeStep[] = [];
  while (asked.length < steps) {
    // The last place stays for a turn where there was none.
    const onlyTurns = asked.length === steps - 1 && !asked.some(isTurn);
    const choice = from.filter((s) => s !== asked.at(-1) && (!onlyTurns || isTurn(s)) && (s !== 'closer' || !asked.includes(s)));
    asked.push(choice[below(choice.length)]!);
  }
  const pauses = asked.map(() => Math.round(random() * challengeRules.longestPauseMs));
  return { asked, done: [], current: asked[0] ?? null, progress: 0, failed: null, lookAhead: true, waitsFor: 'ahead', pauses, doneMs: [], wrong: 0, run, memory: noMemory };
}

/** @param limitMs time for each step. */
export function feedChallenge(state: ChallengeState, frame: ChallengeFrame, limitMs: number): ChallengeState {
  if (state.current === null || state.failed) return state;
  const memory = { ...state.memory, startedMs: state.memory.startedMs ?? frame.timeMs, stepStartedMs: state.memory.stepStartedMs ?? frame.timeMs };
  const broken = brokenBy(frame, memory);
  if (broken === 'face-jumped' && memory.jumpedFrames + 1 < challengeRules.steadyFrames) {
    // One wild frame of the detector is no cut: the next one must agree. It counts for nothing else, and the last sure place stays.
    return { ...state, memory: { ...memory, jumpedFrames: memory.jumpedFrames + 1 } };
  }
  if (broken) return fail({ ...state, memory }, broken);
  if (frame.timeMs - memory.stepStartedMs > limitMs) return fail({ ...state, memory }, 'timeout');
  const seen = remember(memory, frame);
  if (!frame.face) return { ...state, memory: seen };
  return state.lookAhead ? waitForAhead(state, seen, frame.face, frame.timeMs) : watchStep(state, seen, frame.face, frame.timeMs);
}

export const challengeOutcome = (state: ChallengeState): ChallengeOutcome => ({
  asked: [...state.asked],
  done: [...state.done],
  continuous: state.failed === null || state.failed === 'timeout',
  notRun: null,
  doneMs: [...state.doneMs],
  wrong: state.wrong,
  run: state.run,
});

const fail = (state: ChallengeState, failed: ChallengeFailure): ChallengeState => ({ ...state, failed, current: null });

function brokenBy(frame: ChallengeFrame, memory: ChallengeMemory): ChallengeFailure | null {
  const rules = challengeRules;
  if (frame.sameFace === false) return 'other-face';
  const { last } = memory;
  if (frame.faces > 1 && last && memory.secondFaceMs + (frame.timeMs - last.timeMs) > rules.secondFaceMs) return 'second-face';
  if (!last) return null;
  const passed = frame.timeMs - last.timeMs;
  if (passed > rules.longestSlowGapMs || (passed > rules.longestGapMs && memory.missedFrames + (frame.face ? 0 : 1) >= rules.lostFrames)) return 'face-lost';
  if (!frame.face) return null;
  const moved = Math.hypot(frame.face.x - last.x, frame.face.y - last.y) / Math.max(1, last.size);
  const grown = Math.max(frame.face.size / last.size, last.size / frame.face.size);
  return moved > rules.jump + (rules.jumpPerSecond * passed) / 1000 || grown > rules.sizeJump * (1 + passed / 1000) ? 'face-jumped' : null;
}

function remember(memory: ChallengeMemory, { timeMs, faces, face }: ChallengeFrame): ChallengeMemory {
  const since = memory.last ? timeMs - memory.last.timeMs : 0;
  const secondFaceMs = faces > 1 ? memory.secondFaceMs + since : 0;
  if (!face) return { ...memory, secondFaceMs, missedFrames: memory.missedFrames + 1 };
  const ahead = Math.abs(face.yaw) <= challengeRules.aheadDegrees;
  const faded = memory.openEyes * (1 - (challengeRules.baselineFade * since) / 1000);
  return {
    ...memory,
    secondFaceMs,
    missedFrames: 0,
    jumpedFrames: 0,
    last: { timeMs, x: face.x, y: face.y, size: face.size },
    openEyes: ahead ? Math.max(faded, opening(face)) : faded,
    frontalFrames: ahead ? memory.frontalFrames + 1 : 0,
  };
}

type Face = NonNullable<ChallengeFrame['face']>;
const opening = (face: Face): number => (face.eyes.left + face.eyes.right) / 2;

function waitForAhead(state: ChallengeState, memory: ChallengeMemory, face: Face, timeMs: number): ChallengeState {
  const eyesOpen = opening(face) >= challengeRules.openShare * memory.openEyes;
  const rested = timeMs - (memory.restedMs ?? memory.startedMs ?? timeMs) >= (state.pauses[state.done.length] ?? 0);
  const looksAhead = memory.frontalFrames >= challengeRules.steadyFrames && eyesOpen;
  const lacks = state.current === 'mouth' && face.mouth > challengeRules.mouthShut ? 'mouth-shut' : state.current === 'closer' && face.headHeight > challengeRules.headWithRoom ? 'room' : null;
  const ready = looksAhead && lacks === null && rested;
  // The time for a step runs from when it is asked: a pause takes nothing away from anybody.
  const stepStartedMs = ready ? timeMs : memory.stepStartedMs;
  return { ...state, memory: { ...memory, stepStartedMs, farEyeDistance: face.eyeDistance, shownFrames: 0, astrayFrames: 0, closedSinceMs: null }, lookAhead: !ready, waitsFor: (looksAhead ? lacks : null) ?? 'ahead', progress: 0 };
}

function watchStep(state: ChallengeState, memory: ChallengeMemory, face: Face, timeMs: number): ChallengeState {
  const ahead = Math.abs(face.yaw) <= challengeRules.aheadDegrees;
  const noted = noteAstray(state, { ...memory, farEyeDistance: ahead ? Math.min(memory.farEyeDistance, face.eyeDistance) : memory.farEyeDistance }, face);
  return state.current === 'blink' ? watchBlink(noted, noted.memory, face, timeMs) : watchShown(noted, noted.memory, shareShown(noted, face));
}

/** A turn to where nobody asked, once for each. It fails nobody (left and right are easily confused) and is told with the outcome. */
function noteAstray(state: ChallengeState, memory: ChallengeMemory, face: Face): ChallengeState {
  const asked = isTurn(state.current) ? towards(state, face) : -Math.abs(face.yaw);
  const astrayFrames = asked <= -challengeRules.turnDegrees ? memory.astrayFrames + 1 : 0;
  return { ...state, wrong: state.wrong + (astrayFrames === challengeRules.steadyFrames ? 1 : 0), memory: { ...memory, astrayFrames } };
}

/** Degrees turned to where it was asked. The customer's left is the picture's right: positive yaw. */
const towards = ({ current }: ChallengeState, { yaw }: Face): number => (current === 'turn-left' ? yaw : -yaw);

/** How much of what was asked this frame shows; 1 and above: all of it. */
function shareShown(state: ChallengeState, face: Face): number {
  const rules = challengeRules;
  if (isTurn(state.current)) return towards(state, face) / rules.turnDegrees;
  // Turned away neither lips nor eye distance mean anything.
  if (Math.abs(face.yaw) > rules.aheadDegrees) return 0;
  if (state.current === 'mouth') return face.mouth / rules.mouthOpen;
  return (face.eyeDistance / state.memory.farEyeDistance - 1) / (rules.closerBy - 1);
}

function watchShown(state: ChallengeState, memory: ChallengeMemory, share: number): ChallengeState {
  const shownFrames = share >= 1 ? memory.shownFrames + 1 : 0;
  const next = { ...state, memory: { ...memory, shownFrames }, progress: Math.max(0, Math.min(1, share)) };
  return shownFrames >= challengeRules.steadyFrames ? stepDone(next) : next;
}

function watchBlink(state: ChallengeState, memory: ChallengeMemory, face: Face, timeMs: number): ChallengeState {
  const share = memory.openEyes > 0 ? opening(face) / memory.openEyes : 1;
  // A turned or bowed head narrows the eyes too: only a face that looks ahead can blink.
  if (memory.frontalFrames === 0) return { ...state, memory: { ...memory, closedSinceMs: null }, progress: 0 };
  if (memory.closedSinceMs === null) {
    const closed = share < challengeRules.closedShare;
    return { ...state, memory: { ...memory, closedSinceMs: closed ? timeMs : null }, progress: closed ? 0.5 : 0 };
  }
  if (share < challengeRules.openShare) return { ...state, memory, progress: 0.5 };
  if (timeMs - memory.closedSinceMs > challengeRules.longestBlinkMs) return { ...state, memory: { ...memory, closedSinceMs: null }, progress: 0 };
  return stepDone({ ...state, memory });
}

function stepDone(state: ChallengeState): ChallengeState {
  const done = state.current ? [...state.done, state.current] : state.done;
  const current = state.asked[done.length] ?? null;
  const now = state.memory.last?.timeMs ?? null;
  const memory = { ...state.memory, stepStartedMs: now, restedMs: now, shownFrames: 0, astrayFrames: 0, frontalFrames: 0, closedSinceMs: null };
  const doneMs = [...state.doneMs, (now ?? 0) - (state.memory.startedMs ?? 0)];
  return { ...state, doneMs, done, current, progress: current ? 0 : 1, lookAhead: true, memory };
}
