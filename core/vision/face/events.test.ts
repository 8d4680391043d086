import { describe, expect, it } from 'vitest';
import type { ChallengeFrame } from '../../case/challenge.ts';
import { allFaceEvents, feedFaceEvents, newFaceEvents } from './events.ts';

type Look = { yaw: number; eyes?: number } | null;
/** Frames at 15 a second. */
const at = (i: number): number => Math.round((i * 1000) / 15);
function eventsOf(looks: readonly Look[], faces = 1) {
  const frames = looks.map((look, i): ChallengeFrame => ({
    timeMs: at(i), faces: look ? faces : 0, sameFace: null,
    face: look && { yaw: look.yaw, eyes: { left: look.eyes ?? 0.25, right: look.eyes ?? 0.25 }, mouth: 0.01, headHeight: 0.4, eyeDistance: 60, x: 300, y: 200, size: 150 },
  }));
  return allFaceEvents(frames.reduce(feedFaceEvents, newFaceEvents));
}
const ahead = (n: number): Look[] => Array.from({ length: n }, () => ({ yaw: 2 }));
const turned = (...yaws: number[]): Look[] => yaws.map((yaw) => ({ yaw }));
const lost = (n: number): Look[] => Array.from({ length: n }, () => null);

describe('turns', () => {
  it('begin where the nose leaves the middle and end where it is back', () => {
    expect(eventsOf([...ahead(5), ...turned(6, 12, 17, 22, 25, 20, 13, 6), ...ahead(3)])).toEqual([{ kind: 'turn-image-right', fromMs: at(6), toMs: at(12) }]);
  });
  it('to the other side have the other name', () => expect(eventsOf([...ahead(3), ...turned(-12, -20, -24, -12, -3)])[0]?.kind).toBe('turn-image-left'));
  it('are not made of one wild frame', () => expect(eventsOf([...ahead(3), ...turned(40), ...ahead(3)])).toEqual([]));
  it('into profile and back are one turn, though no face is seen there', () => {
    const events = eventsOf([...ahead(3), ...turned(12, 20, 30, 38), ...lost(12), ...turned(36, 28, 20, 12), ...ahead(3)]);
    expect(events.map((e) => e.kind)).toEqual(['turn-image-right', 'face-lost']);
    expect(events[0]).toMatchObject({ fromMs: at(3), toMs: at(23) });
  });
  it('one after the other stay two', () => {
    expect(eventsOf([...ahead(3), ...turned(20, 25, 20), ...ahead(4), ...turned(20, 25, 20), ...ahead(3)]).map((e) => e.kind)).toEqual(['turn-image-right', 'turn-image-right']);
  });
  it('there and back over the other side are never joined', () => {
    expect(eventsOf([...turned(20, 25), ...lost(5), ...turned(-20, -25), ...lost(5), ...turned(25, 25, 20), ...ahead(2)]).filter((e) => e.kind === 'turn-image-right')).toHaveLength(2);
  });
});

describe('blinks', () => {
  const shut: Look = { yaw: 2, eyes: 0.05 };
  it('are lids that close and open', () => expect(eventsOf([...ahead(5), shut, shut, ...ahead(3)])).toEqual([{ kind: 'blink', fromMs: at(5), toMs: at(7) }]));
  it('may be one frame of a slow camera', () => expect(eventsOf([...ahead(5), shut, ...ahead(3)])).toHaveLength(1));
  it('are no sleep', () => expect(eventsOf([...ahead(5), ...Array.from({ length: 20 }, () => shut), ...ahead(3)])).toEqual([]));
  it('are lids that shut while the head turns', () => expect(eventsOf([...ahead(5), { yaw: 4, eyes: 0.03 }, { yaw: 9, eyes: 0.02 }, { yaw: 14, eyes: 0.24 }, ...ahead(3)]).map((e) => e.kind)).toEqual(['blink']));
  it('may open again slowly', () => {
    const opening = Array.from({ length: 10 }, (_, i): Look => ({ yaw: 2, eyes: 0.155 + 0.002 * i }));
    expect(eventsOf([...ahead(5), ...Array.from({ length: 8 }, () => shut), ...opening, ...ahead(3)]).map((e) => e.kind)).toEqual(['blink']);
  });
  it('are not the narrowing of a head that turns', () => expect(eventsOf([...ahead(5), { yaw: 4, eyes: 0.1 }, { yaw: 9, eyes: 0.1 }, { yaw: 14, eyes: 0.2 }, ...turned(20, 25, 20), ...ahead(3)]).map((e) => e.kind)).toEqual(['turn-image-right']));
});

describe('company', () => {
  it('is a second face for a few frames', () => expect(eventsOf(ahead(6), 2)).toEqual([{ kind: 'second-face', fromMs: at(0), toMs: at(5) }]));
  it('and nobody is a lost face', () => expect(eventsOf([...ahead(3), ...lost(4), ...ahead(2)])).toEqual([{ kind: 'face-lost', fromMs: at(3), toMs: at(7) }]));
});
