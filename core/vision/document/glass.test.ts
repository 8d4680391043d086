import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFrame, type Frame, type Point, type Quad } from '../../frame.ts';
import { createOpenCv, type OpenCv } from '../engines/opencv.ts';
import { cardsOnGlass, straightened } from './glass.ts';
import { distance, homographyBetween, mapPoint } from './plane.ts';
import { pageCorners } from './proof.ts';

let opencv: OpenCv;
beforeAll(async () => {
  opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
});

const dpi = 100;
const mm = dpi / 25.4;
const id1 = { width: 85.6, height: 53.98 };
const id3 = { width: 125, height: 88 };
type Card = { x: number; y: number; turn?: number; size?: { width: number; height: number }; paper?: number };

const quadOf = ({ x, y, turn = 0, size = id1 }: Card): Quad => {
  const [c, s] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const at = (dx: number, dy: number): Point => ({ x: (x + dx * c - dy * s) * mm, y: (y + dx * s + dy * c) * mm });
  return [at(0, 0), at(size.width, 0), at(size.width, size.height), at(0, size.height)];
};

/** An A4 glass with a lid of this shade and cards with a portrait and rows of print; sensor noise of two levels. */
function glass(cards: readonly Card[], lid = 246): Frame {
  const [width, height] = [Math.round(210 * mm), Math.round(297 * mm)];
  const frame = createFrame(width, height);
  let noise = 1;
  const jitter = (): number => { noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0; return ((noise >>> 24) % 5) - 2; };
  const places = cards.map((card) => ({ card, h: homographyBetween(quadOf(card), pageCorners(1, 1)), size: card.size ?? id1 }));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let shade = lid;
      for (const { card, h, size } of places) {
        const p = mapPoint(h, { x: x + 0.5, y: y + 0.5 });
        if (p.x < 0 || p.y < 0 || p.x > 1 || p.y > 1) continue;
        const row = Math.floor(p.y * 9);
        const print = (p.x > 0.06 && p.x < 0.3 && p.y > 0.2 && p.y < 0.75) || (p.x > 0.36 && p.x < 0.92 && row % 2 === 1 && row < 8 && Math.floor(p.x * size.width) % 2 === 0);
        shade = print ? 60 : (card.paper ?? 205);
      }
      const value = Math.max(0, Math.min(255, shade + jitter()));
      frame.data.set([value, value, value, 255], (y * width + x) * 4);
    }
  }
  return frame;
}

/** Corners may be named from any of the four. */
function off(found: Quad, truth: Quad): number {
  const turns = [0, 1, 2, 3].map((k) => Math.max(...truth.map((p, i) => distance(p, found[(i + k) % 4]!))));
  return Math.min(...turns) / mm;
}

describe('cards on a glass', () => {
  it.each<[string, Card[]]>([
    ['one, straight', [{ x: 20, y: 30 }]],
    ['one, askew', [{ x: 60, y: 40, turn: 11 }]],
    ['front and back, one below the other', [{ x: 30, y: 20 }, { x: 32, y: 100 }]],
    ['front and back, side by side', [{ x: 8, y: 40 }, { x: 108, y: 44 }]],
    ['two askew', [{ x: 20, y: 20, turn: 7 }, { x: 60, y: 130, turn: -9 }]],
    ['a passport page and a card', [{ x: 20, y: 20, size: id3 }, { x: 30, y: 150 }]],
    ['four cards', [{ x: 8, y: 20 }, { x: 108, y: 20 }, { x: 8, y: 110 }, { x: 108, y: 110 }]],
    ['pale cards', [{ x: 30, y: 20, paper: 238 }, { x: 32, y: 100, paper: 238 }]],
  ])('%s: each within 2 mm, in reading order', (_name, cards) => {
    const found = cardsOnGlass(glass(cards), dpi);
    expect(found.length).toBe(cards.length);
    found.forEach((quad, i) => expect(off(quad, quadOf(cards[i]!)), `card ${i}`).toBeLessThan(2));
  });

  it('on a black lid as well', () => {
    expect(cardsOnGlass(glass([{ x: 30, y: 20 }, { x: 32, y: 100 }], 14), dpi).length).toBe(2);
  });

  it.each<[string, Card[]]>([
    ['an empty glass', []],
    ['a slip that is no card', [{ x: 30, y: 30, size: { width: 100, height: 35 } }]],
    ['a paper that fills the glass', [{ x: 1, y: 1, size: { width: 208, height: 294 } }]],
    ['a photograph of 10 x 15 cm', [{ x: 30, y: 30, size: { width: 100, height: 150 } }]],
  ])('%s has no card on it', (_name, cards) => expect(cardsOnGlass(glass(cards), dpi)).toEqual([]));

  it('straightens with 3 mm of glass around', () => {
    const page = glass([{ x: 60, y: 40, turn: 11 }]);
    const [quad] = cardsOnGlass(page, dpi);
    const card = straightened(page, opencv, quad!, dpi);
    expect(Math.abs(Math.max(card.width, card.height) / mm - (id1.width + 6))).toBeLessThan(2);
    expect(Math.abs(Math.min(card.width, card.height) / mm - (id1.height + 6))).toBeLessThan(2);
  });
});
