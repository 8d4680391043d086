import { describe, expect, test } from 'vitest';
import { challengeOutcome, feedChallenge, newChallenge, type ChallengeFrame, type ChallengePlan, type ChallengeState } from './challenge.ts';
import type { ChallengeStep } from '../vision/artifacts/face-types.ts';

const open = 0.3;
const frameMs = 40;
const limitMs = 5000;

type Seen = { yaw?: number; eyes?: number; mouth?: number; head?: number; apart?: number; x?: number; size?: number; faces?: number; sameFace?: boolean | null; gone?: boolean };

/** Frames 40 ms apart from literal sightings. */
function play(state: ChallengeState, sightings: readonly Seen[], startMs = 0): ChallengeState {
  return sightings.reduce((s, seen, i) => feedChallenge(s, frameOf(seen, startMs + i * frameMs), limitMs), state);
}

function frameOf({ yaw = 0, eyes = open, mouth = 0.01, head = 0.4, apart = 60, x = 640, size = 100, faces = 1, sameFace = null, gone = false }: Seen, timeMs: number): ChallengeFrame {
  return { timeMs, faces: gone ? 0 : faces, face: gone ? null : { yaw, eyes: { left: eyes, right: eyes }, mouth, headHeight: head, eyeDistance: apart, x, y: 300, size }, sameFace };
}

const asked = (...steps: ChallengeStep[]): ChallengeState => ({ ...newChallenge({ steps: [1, 1] }, () => 0), asked: steps, current: steps[0] ?? null });
const times = (n: number, seen: Seen): Seen[] => Array.from({ length: n }, () => seen);
const ahead = times(5, {});
const toTheirLeft: Seen[] = [...[5, 10, 15, 20, 25, 28, 28].map((yaw) => ({ yaw })), ...[20, 10, 5, 0].map((yaw) => ({ yaw }))];
const toTheirRight: Seen[] = toTheirLeft.map(({ yaw = 0 }) => ({ yaw: -yaw }));
const opensMouth: Seen[] = [0.02, 0.1, 0.2, 0.3, 0.34, 0.3, 0.1, 0.01].map((mouth) => ({ mouth }));
const comesCloser: Seen[] = [60, 63, 66, 70, 73, 77, 80, 82].map((apart) => ({ apart, size: (apart * 100) / 60 }));
const blink: Seen[] = [0.3, 0.22, 0.1, 0.08, 0.12, 0.24, 0.3, 0.3].map((eyes) => ({ eyes }));

describe('newChallenge', () => {
  test('draws from the given randomness and never the same step twice in a row', () => {
    const draws = [0.5, 0, 0.99, 0, 0.5, 0.99, 0.2];
    const { asked: steps } = newChallenge({ steps: [6, 6] }, () => draws.shift() ?? 0);
    expect(steps).toHaveLength(6);
    steps.forEach((step, i) => expect(step).not.toBe(steps[i + 1]));
  });

  test('starts with the first step', () => expect(newChallenge({ steps: [2, 2] }, () => 0)).toMatchObject({ asked: ['turn-left', 'turn-right'], current: 'turn-left', done: [], failed: null }));
});

describe('what is drawn from', () => {
  const from = ['turn-left', 'turn-right', 'blink', 'mouth', 'closer'] as const;
  const many = (plan: ChallengePlan): ChallengeStep[][] => {
    // Numbers that are spread over [0, 1) without a pattern in them.
    let n = 0;
    return Array.from({ length: 120 }, () => newChallenge(plan, () => (n = (n + 0.6180339887) % 1)).asked.slice());
  };
  test('is what the policy names, and all of it comes', () => expect(new Set(many({ steps: [2, 3], from }).flat())).toEqual(new Set(from)));
  test('a policy of before there were more steps asks for none of them', () => expect(new Set(many({ steps: [2, 3] }).flat())).toEqual(new Set(['turn-left', 'turn-right', 'blink'])));
  test('each has a turn, no step follows itself, and nobody is asked twice to come closer', () => {
    for (const asked of [...many({ steps: [1, 1], from }), ...many({ steps: [2, 3], from }), ...many({ steps: [5, 5], from })]) {
      expect(asked.some((s) => s.startsWith('turn-'))).toBe(true);
      expect(asked.filter((s) => s === 'closer').length).toBeLessThan(2);
      asked.forEach((step, i) => expect(step).not.toBe(asked[i + 1]));
    }
  });
  test('both turns and coming closer are enough for the longest', () => {
    for (const asked of many({ steps: [5, 5], from: ['turn-left', 'turn-right', 'closer'] })) expect(asked).toHaveLength(5);
  });
});

describe('what nobody can know beforehand', () => {
  const drawn = (...draws: number[]) => newChallenge({ steps: [2, 4] }, () => draws.shift() ?? 0, 'run-1');
  test('is how many steps there are', () => expect([drawn(0).asked.length, drawn(0.5).asked.length, drawn(0.99).asked.length]).toEqual([2, 3, 4]));
  test('is how long each waits', () => expect(drawn(0, 0, 0, 0.25, 0.75).pauses).toEqual([300, 900]));
  test('a single step is never a blink', () => {
    for (const draw of [0, 0.3, 0.6, 0.99]) expect(newChallenge({ steps: [1, 1] }, () => draw).asked[0]).toMatch(/^turn-/);
  });
  test('a movement made before it is asked counts for nothing', () => {
    const waiting = { ...asked('turn-left'), pauses: [1000] };
    expect(play(waiting, [...ahead, ...toTheirLeft])).toMatchObject({ done: [], lookAhead: true });
    expect(play(waiting, [...times(26, {}), ...toTheirLeft]).done).toEqual(['turn-left']);
  });
  test('the pause takes no time away from the step', () => {
    const waiting = { ...asked('turn-left'), pauses: [4000] };
    expect(play(waiting, times(220, {})).failed).toBeNull();
    expect(play(waiting, times(240, {})).failed).toBe('timeout');
  });
});

describe('what is told with the outcome', () => {
  test('when each step was seen, counted from the first frame', () => {
    expect(challengeOutcome(play({ ...asked('turn-left'), run: 'run-1' }, [...ahead, ...toTheirLeft], 10_000))).toMatchObject({ run: 'run-1', doneMs: [9 * frameMs], wrong: 0 });
  });
  test('turns that nobody asked for, once each', () => {
    expect(challengeOutcome(play(asked('turn-left'), [...ahead, ...toTheirRight, ...ahead, ...toTheirRight, ...toTheirLeft]))).toMatchObject({ done: ['turn-left'], wrong: 2 });
    expect(challengeOutcome(play(asked('blink'), [...ahead, ...toTheirRight])).wrong).toBe(1);
  });
});

describe('a customer who follows', () => {
  test('turns to their left: the nose goes to the right of the unmirrored picture', () => {
    expect(play(asked('turn-left'), [...ahead, ...toTheirLeft])).toMatchObject({ done: ['turn-left'], current: null, progress: 1, failed: null });
  });
  test('turns to their right', () => expect(play(asked('turn-right'), [...ahead, ...toTheirRight]).done).toEqual(['turn-right']));
  test('blinks', () => expect(play(asked('blink'), [...ahead, ...blink]).done).toEqual(['blink']));
  test('opens the mouth', () => expect(play(asked('mouth'), [...ahead, ...opensMouth]).done).toEqual(['mouth']));
  test('comes closer', () => expect(play(asked('closer'), [...ahead, ...comesCloser]).done).toEqual(['closer']));
  test('comes closer although they had begun before it was asked: they lean back and come again', () => {
    const early = [...times(3, { apart: 76, size: 127 }), ...times(3, { apart: 82, size: 137 }), ...times(3, { apart: 70, size: 117 }), ...comesCloser];
    expect(play(asked('closer'), early).done).toEqual(['closer']);
    expect(play(asked('closer'), early.slice(0, 9)).done).toEqual([]);
  });
  test('asks for room first where somebody sits so near that their head would leave the picture', () => {
    const near = times(5, { head: 0.8 });
    expect(play(asked('closer'), near)).toMatchObject({ lookAhead: true, waitsFor: 'room' });
    expect(play(asked('closer'), [...near, ...ahead, ...comesCloser]).done).toEqual(['closer']);
    expect(play(asked('turn-left'), near)).toMatchObject({ lookAhead: false });
    expect(play(asked('closer'), times(5, { head: 0.8, yaw: 20 }))).toMatchObject({ lookAhead: true, waitsFor: 'ahead' });
  });
  test('sees how far they have come', () => expect(play(asked('closer'), [...ahead, { apart: 67.5 }]).progress).toBeCloseTo(0.5));
  test('does all three in order', () => {
    const state = play(asked('blink', 'turn-left', 'turn-right'), [...ahead, ...blink, ...ahead, ...toTheirLeft, ...ahead, ...toTheirRight]);
    expect(challengeOutcome(state)).toMatchObject({ asked: ['blink', 'turn-left', 'turn-right'], done: ['blink', 'turn-left', 'turn-right'], continuous: true, notRun: null });
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
  test('the opposite one each time, through a camera that mirrors', () => {
    expect(challengeOutcome(play(asked('turn-left'), [...ahead, ...toTheirRight, ...ahead, ...toTheirRight, ...times(140, {})]))).toMatchObject({ done: [], wrong: 2, continuous: true });
  });
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
  test('a mouth that talks or grins', () => expect(play(asked('mouth'), [...ahead, ...[0.05, 0.15, 0.2, 0.24, 0.24, 0.1, 0.2].map((mouth) => ({ mouth }))]).done).toEqual([]));
  test('a mouth that is open from the start: it must open when it is asked to', () => {
    expect(play(asked('mouth'), times(20, { mouth: 0.3 }))).toMatchObject({ done: [], lookAhead: true, waitsFor: 'mouth-shut' });
    expect(play(asked('mouth'), [...times(20, { mouth: 0.3 }), ...ahead, ...opensMouth]).done).toEqual(['mouth']);
  });
  test('lips of a head that is turned away', () => expect(play(asked('mouth'), [...ahead, ...times(6, { mouth: 0.3, yaw: 16 })]).done).toEqual([]));
  test('a little closer', () => expect(play(asked('closer'), [...ahead, ...times(20, { apart: 73 })]).done).toEqual([]));
  test('being close already: the way nearer counts, from where it was asked', () => expect(play(asked('closer'), times(25, { apart: 82, size: 137 })).done).toEqual([]));
  test('anything after the end', () => {
    const finished = play(asked('blink'), [...ahead, ...blink]);
    expect(feedChallenge(finished, frameOf({ sameFace: false }, 99_000), limitMs)).toBe(finished);
  });
});

describe('a slow machine', () => {
  const slow = (state: ChallengeState, sightings: readonly Seen[]): ChallengeState => sightings.reduce((s, seen, i) => feedChallenge(s, frameOf(seen, i * 800), 60_000), state);
  test('loses nobody for two frames in which the head was turned too far', () => expect(slow(asked('turn-left'), [...ahead, { gone: true }, { gone: true }, { yaw: 25 }, { yaw: 25 }]).done).toEqual(['turn-left']));
  test('still sees that somebody left', () => expect(slow(asked('turn-left'), [...ahead, ...times(4, { gone: true })]).failed).toBe('face-lost'));
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
