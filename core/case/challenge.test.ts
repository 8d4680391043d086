import { describe, expect, test } from 'vitest';
import { challengeOutcome, feedChallenge, newChallenge, type ChallengeFrame, type ChallengeState } from './challenge.ts';
import type { ChallengeStep } from '../vision/artifacts/face-types.ts';

const open = 0.3;
const frameMs = 40;
const limitMs = 5000;

type Seen = { yaw?: number; eyes?: number; x?: number; size?: number; faces?: number; sameFace?: boolean | null; gone?: boolean };

/** Frames 40 ms apart from literal sightings. */
function play(state: ChallengeState, sightings: readonly Seen[], startMs = 0): ChallengeState {
  return sightings.reduce((s, seen, i) => feedChallenge(s, frameOf(seen, startMs + i * frameMs), limitMs), state);
}

function frameOf({ yaw = 0, eyes = open, x = 640, size = 100, faces = 1, sameFace = null, gone = false }: Seen, timeMs: number): ChallengeFrame {
  return { timeMs, faces: gone ? 0 : faces, face: gone ? null : { yaw, eyes: { left: eyes, right: eyes }, x, y: 300, size }, sameFace };
}

const asked = (...steps: ChallengeStep[]): ChallengeState => ({ ...newChallenge(0, () => 0), asked: steps, current: steps[0] ?? null });
const times = (n: number, seen: Seen): Seen[] => Array.from({ length: n }, () => seen);
const ahead = times(5, {});
const toTheirLeft: Seen[] = [...[5, 10, 15, 20, 25, 28, 28].map((yaw) => ({ yaw })), ...[20, 10, 5, 0].map((yaw) => ({ yaw }))];
const toTheirRight: Seen[] = toTheirLeft.map(({ yaw = 0 }) => ({ yaw: -yaw }));
const blink: Seen[] = [0.3, 0.22, 0.1, 0.08, 0.12, 0.24, 0.3, 0.3].map((eyes) => ({ eyes }));

describe('newChallenge', () => {
  test('draws from the given randomness and never the same step twice in a row', () => {
    const draws = [0, 0.99, 0, 0.5, 0.99, 0.2];
    const { asked: steps } = newChallenge(6, () => draws.shift() ?? 0);
    expect(steps).toHaveLength(6);
    steps.forEach((step, i) => expect(step).not.toBe(steps[i + 1]));
  });

  test('starts with the first step', () => expect(newChallenge(2, () => 0)).toMatchObject({ asked: ['turn-left', 'turn-right'], current: 'turn-left', done: [], failed: null }));
});

describe('a customer who follows', () => {
  test('turns to their left: the nose goes to the right of the unmirrored picture', () => {
    expect(play(asked('turn-left'), [...ahead, ...toTheirLeft])).toMatchObject({ done: ['turn-left'], current: null, progress: 1, failed: null });
  });
  test('turns to their right', () => expect(play(asked('turn-right'), [...ahead, ...toTheirRight]).done).toEqual(['turn-right']));
  test('blinks', () => expect(play(asked('blink'), [...ahead, ...blink]).done).toEqual(['blink']));
  test('does all three in order', () => {
    const state = play(asked('blink', 'turn-left', 'turn-right'), [...ahead, ...blink, ...ahead, ...toTheirLeft, ...ahead, ...toTheirRight]);
    expect(challengeOutcome(state)).toEqual({ asked: ['blink', 'turn-left', 'turn-right'], done: ['blink', 'turn-left', 'turn-right'], continuous: true, notRun: null });
  });
  test('narrow eyes blink too: the measure is their own open eyes', () => {
    const narrow = [...times(5, { eyes: 0.18 }), ...[0.13, 0.08, 0.09, 0.16, 0.18].map((eyes) => ({ eyes }))];
    expect(play(asked('blink'), narrow).done).toEqual(['blink']);
  });
  test('may turn so far that the detector loses the face for a moment', () => {
    const far = [...ahead, { yaw: 14 }, ...times(20, { gone: true }), { yaw: 30 }, { yaw: 30 }];
    expect(play(asked('turn-left'), far).done).toEqual(['turn-left']);
  });
  test('sees how far they have turned', () => expect(play(asked('turn-left'), [...ahead, { yaw: 9 }]).progress).toBeCloseTo(0.5));
});

describe('what does not count', () => {
  test('the wrong direction', () => expect(play(asked('turn-left'), [...ahead, ...toTheirRight]).done).toEqual([]));
  test('one wild frame', () => expect(play(asked('turn-left'), [...ahead, { yaw: 40 }, ...ahead]).done).toEqual([]));
  test('a face that is turned from the start: each step begins looking ahead', () => {
    expect(play(asked('turn-left'), times(20, { yaw: 28 }))).toMatchObject({ done: [], lookAhead: true });
  });
  test('eyes that close and stay closed', () => expect(play(asked('blink'), [...ahead, ...times(40, { eyes: 0.08 })]).done).toEqual([]));
  test('eyes shut for longer than a blink', () => expect(play(asked('blink'), [...ahead, ...times(40, { eyes: 0.08 }), ...ahead]).done).toEqual([]));
  test('eyes that were never seen open', () => expect(play(asked('blink'), times(30, { eyes: 0.08 })).done).toEqual([]));
  test('lids that narrow because the head turns', () => {
    expect(play(asked('blink'), [...ahead, ...[10, 20, 25].map((yaw) => ({ yaw, eyes: 0.15 })), ...ahead]).done).toEqual([]);
  });
  test('anything after the end', () => {
    const finished = play(asked('blink'), [...ahead, ...blink]);
    expect(feedChallenge(finished, frameOf({ sameFace: false }, 99_000), limitMs)).toBe(finished);
  });
});

describe('what breaks it', () => {
  test.each<[string, Seen[], string]>([
    ['nothing happens in time', times(140, {}), 'timeout'],
    ['the customer leaves', [...ahead, ...times(60, { gone: true }), {}], 'face-lost'],
    ['a cut: the face is elsewhere from one frame to the next', [...ahead, { x: 1000 }, { x: 1000 }], 'face-jumped'],
    ['a cut: the face is of another size', [...ahead, { size: 220 }, { size: 220 }], 'face-jumped'],
    ['somebody comes in and stays', [...ahead, ...times(20, { faces: 2 })], 'second-face'],
    ['the descriptor says it is somebody else', [...ahead, { sameFace: false }], 'other-face'],
  ])('%s', (_what, sightings, failed) => {
    const state = play(asked('turn-left'), sightings);
    expect(state).toMatchObject({ failed, current: null, done: [] });
    expect(challengeOutcome(state).continuous).toBe(failed === 'timeout');
  });

  test('one wild frame of the detector does not', () => {
    expect(play(asked('turn-left'), [...ahead, { x: 1000 }, ...ahead, { size: 220 }, ...ahead, ...toTheirLeft])).toMatchObject({ done: ['turn-left'], failed: null });
  });

  test('a second face that flickers for a moment does not', () => {
    expect(play(asked('turn-left'), [...ahead, ...times(4, { faces: 2 }), ...ahead]).failed).toBeNull();
  });
});
