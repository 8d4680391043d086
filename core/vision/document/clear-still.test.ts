import { describe, expect, it } from 'vitest';
import { createFrame, type Frame, type Point, type Quad } from '../../frame.ts';
import { clearStill } from './clear-still.ts';
import { homographyBetween, mapPoint } from './plane.ts';
import { pageCorners, proofOf } from './proof.ts';
import { register } from './register.ts';

/** A card of 480 x 300 units with rows of strokes, drawn at a quad; light is linear, 1 = white. */
const card = { width: 480, height: 300 };
const ink = (u: number, v: number, seed: number): boolean => {
  const [row, column] = [Math.floor(v / 18), Math.floor(u / 5)];
  const noise = Math.abs(Math.sin((row * 131 + column * 17 + seed) * 12.9898) * 43758.5453) % 1;
  return u > 20 && u < 460 && v > 20 && v < 280 && v % 18 < 10 && noise > 0.55;
};
type Lamp = { at: Point; size: number; peak: number };
type Scene = { quad: Quad; lamps?: Lamp[]; seed?: number; shade?: (u: number, v: number) => number; gain?: number };
function picture({ quad, lamps = [], seed = 1, shade = () => 1, gain = 1 }: Scene): Frame {
  const frame = createFrame(720, 540);
  const toCard = homographyBetween(quad, pageCorners(card.width, card.height));
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      let light = 0;
      for (let k = 0; k < 4; k++) {
        const { x: u, y: v } = mapPoint(toCard, { x: x + 0.25 + 0.5 * (k & 1), y: y + 0.25 + 0.5 * (k >> 1) });
        const on = u >= 0 && v >= 0 && u < card.width && v < card.height;
        const added = on ? lamps.reduce((sum, l) => sum + l.peak * Math.exp(-2 * (((u - l.at.x) / l.size) ** 2 + ((v - l.at.y) / l.size) ** 2)), 0) : 0;
        light += ((on ? (ink(u, v, seed) ? 0.04 : 0.55) * shade(u, v) : 0.08) + added) / 4;
      }
      frame.data.fill(255 * Math.min(1, light * gain) ** (1 / 2.2), (y * frame.width + x) * 4, (y * frame.width + x) * 4 + 3);
      frame.data[(y * frame.width + x) * 4 + 3] = 255;
    }
  }
  return frame;
}
const first: Quad = [{ x: 100, y: 90 }, { x: 610, y: 110 }, { x: 600, y: 440 }, { x: 90, y: 415 }];
const later: Quad = [{ x: 112, y: 80 }, { x: 620, y: 92 }, { x: 618, y: 425 }, { x: 100, y: 410 }];
/** An outline search is off by a pixel or two. */
const off = (quad: Quad): Quad => quad.map((p, i) => ({ x: p.x + [2, -1.5, 1, -2][i]!, y: p.y + [-1, 2, 1.5, -2][i]! })) as Quad;
const proofAt = (frame: Frame, quad: Quad) => proofOf(frame, quad, card.width / card.height, card.width);
const lamp = (x: number, y: number): Lamp => ({ at: { x, y }, size: 60, peak: 3 });
/** Mean difference of luminance, levels, around a place of the card. */
function differs(a: Frame, b: Frame, at: Point, reach = 30): number {
  const [p, q] = [proofAt(a, first), proofAt(b, first)];
  let [sum, n] = [0, 0];
  for (let y = at.y - reach; y < at.y + reach; y++) for (let x = at.x - reach; x < at.x + reach; x++, n++) sum += Math.abs(p.luma[y * p.width + x]! - q.luma[y * q.width + x]!);
  return sum / n;
}

describe('register', () => {
  it('takes up what two outlines of one page differ by', () => {
    const found = register(proofAt(picture({ quad: first }), first), proofAt(picture({ quad: later }), off(later)))!;
    expect(found.residual).toBeLessThan(0.4);
    const truth = mapPoint(homographyBetween(off(later), pageCorners(card.width, card.height)), later[2]);
    const carried = mapPoint(found.map, { x: card.width, y: card.height });
    expect(Math.hypot(carried.x - truth.x, carried.y - truth.y)).toBeLessThan(1.5);
  });
  it('refuses another page', () => expect(register(proofAt(picture({ quad: first }), first), proofAt(picture({ quad: later, seed: 7 }), later))).toBeNull());
  it('refuses a page without print', () => {
    const blank = { width: 480, height: 300, luma: new Float32Array(480 * 300).fill(200) };
    expect(register(blank, blank)).toBeNull();
  });
});

describe('clearStill', () => {
  const clean = picture({ quad: first });
  const clear = (still: Scene, burst: Scene[]) => {
    const frame = picture(still);
    return { frame, got: clearStill({ frame, quad: still.quad }, proofAt(frame, still.quad), burst.map((b) => ({ frame: picture(b), quad: off(b.quad) }))) };
  };

  it('fills in what a lamp hides from a frame in which it stood elsewhere, though that frame was darker', () => {
    const { frame, got } = clear({ quad: first, lamps: [lamp(150, 120)] }, [{ quad: later, lamps: [lamp(330, 200)], gain: 0.8 }]);
    expect(differs(frame, clean, { x: 150, y: 120 })).toBeGreaterThan(50);
    expect(differs(got!.frame, clean, { x: 150, y: 120 })).toBeLessThan(12);
    // Where the lamp stood in the earlier frame the still stays as it is.
    expect(differs(got!.frame, frame, { x: 330, y: 200 })).toBe(0);
    expect(got!.replaced.length).toBeGreaterThan(0);
  });
  it('cannot fill in what is hidden in all frames', () => {
    const { got } = clear({ quad: first, lamps: [lamp(150, 120)] }, [{ quad: later, lamps: [lamp(152, 121)] }]);
    expect(differs(got!.frame, clean, { x: 150, y: 120 }, 15)).toBeGreaterThan(50);
  });
  it('does not take a shadow for a lamp that went away', () => {
    const { frame, got } = clear({ quad: first }, [{ quad: later, shade: (u) => 1 - 0.4 * Math.exp(-(((u - 270) / 80) ** 2)) }]);
    expect(differs(got!.frame, frame, { x: 270, y: 150 })).toBe(0);
    expect(got!.share).toBe(0);
  });
  it('leaves a still without glare untouched', () => expect(clear({ quad: first }, [{ quad: later }]).got).toMatchObject({ share: 0, frames: 1, replaced: [] }));
  it('takes nothing from another document', () => expect(clear({ quad: first, lamps: [lamp(150, 120)] }, [{ quad: later, seed: 7 }]).got).toBeNull());
});
