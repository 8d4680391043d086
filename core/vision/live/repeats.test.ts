import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { createRepeats } from './repeats.ts';

/** A pattern that sways, seen by a sensor with noise of its own in every frame. */
function shot(phase: number, seed: string): Frame {
  const frame = createFrame(160, 96);
  const random = createRandom(seed);
  for (let i = 0; i < 160 * 96; i += 1) frame.data.set(Array<number>(3).fill(120 + 60 * Math.sin((i % 160) / 9 + phase) + 4 * random.normal()), i * 4);
  return frame;
}
const sway = (i: number): number => Math.sin(i / 4);
function foundIn(frames: readonly Frame[]) {
  const repeats = createRepeats();
  frames.forEach((frame, i) => repeats.look(frame, i * 100));
  return repeats.found();
}
const film = Array.from({ length: 25 }, (_, i) => shot(sway(i), `film ${i}`));
/** The same film, encoded once more. */
const again = film.map((frame, i) => {
  const random = createRandom(`again ${i}`);
  return createFrame(frame.width, frame.height, frame.data.map((v) => v + Math.round(0.4 * random.normal())));
});

describe('frames that come again', () => {
  it('are none before a camera, though the motion repeats itself', () => {
    expect(foundIn(Array.from({ length: 50 }, (_, i) => shot(sway(i % 25), `new ${i}`))).twins).toBe(0);
  });
  it('are found in a loop, from its second round on', () => expect(foundIn([...film, ...film])).toMatchObject({ frames: 50, twins: 25, fromMs: 2500, toMs: 4900 }));
  it('are found though the film was encoded anew', () => expect(foundIn([...film, ...again]).twins).toBeGreaterThan(20));
  it('are no frames that a slow camera delivers twice', () => expect(foundIn(film.flatMap((f) => [f, f])).twins).toBe(0));
});

describe('a picture that stands still', () => {
  it('is timed', () => expect(foundIn([...film.slice(0, 5), ...Array<Frame>(12).fill(film[5]!)]).frozenMs).toBe(1100));
  it('is not what a still customer is: noise goes on', () => expect(foundIn(Array.from({ length: 20 }, (_, i) => shot(0, `still ${i}`)))).toMatchObject({ frozenMs: 0, twins: 0 }));
});
