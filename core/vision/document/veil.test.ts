import { describe, expect, it } from 'vitest';
import type { Proof } from './proof.ts';
import type { TextLine } from './text-lines.ts';
import { veilOf } from './veil.ts';

const [width, height] = [480, 300];
/** Six lines of upright strokes, 24 pixels apart; `tone` gives ink and paper in linear light at a place. */
const lines: TextLine[] = [40, 64, 88, 112, 136, 160].map((y) => ({ x: 40, y, width: 400, height: 10 }));
function page(tone: (x: number, y: number) => { ink: number; paper: number }): Proof {
  const luma = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const onStroke = x % 6 < 2 && lines.some((l) => y >= l.y && y < l.y + l.height && x >= l.x && x < l.x + l.width);
      const { ink, paper } = tone(x, y);
      luma[y * width + x] = 255 * Math.min(1, onStroke ? ink : paper) ** (1 / 2.2);
    }
  }
  return { width, height, luma, chroma: new Float32Array(width * height), toSource: [1, 0, 0, 0, 1, 0, 0, 0, 1] };
}
const lamp = (x: number, y: number) => Math.exp(-(((x - 360) / 60) ** 2) - ((y - 100) / 50) ** 2);

describe('veilOf', () => {
  it('finds a lamp that adds its light to ink and paper of several lines, and marks only these', () => {
    const { share, pieces } = veilOf(page((x, y) => ({ ink: 0.03 + 0.4 * lamp(x, y), paper: 0.45 + 0.4 * lamp(x, y) })), lines);
    expect(share).toBeGreaterThan(0.05);
    expect(Math.min(...pieces.map((p) => p.x))).toBeGreaterThan(260);
    expect(new Set(pieces.map((p) => p.y)).size).toBeGreaterThan(1);
  });
  it('finds a lamp on white paper, which clips before it has gained what the ink has', () => {
    expect(veilOf(page((x, y) => ({ ink: 0.03 + 0.4 * lamp(x, y), paper: 0.88 + 0.4 * lamp(x, y) })), lines).share).toBeGreaterThan(0.05);
  });
  it.each<[string, (x: number, y: number) => { ink: number; paper: number }]>([
    ['even light', () => ({ ink: 0.03, paper: 0.45 })],
    ['light from one side', (x) => ({ ink: 0.03 * (0.6 + x / 1000), paper: 0.45 * (0.6 + x / 1000) })],
    ['paler ink on the same paper', (x) => ({ ink: x > 300 ? 0.25 : 0.03, paper: 0.45 })],
    ['paler ink on paper that clips all over', (x) => ({ ink: x > 300 ? 0.25 : 0.03, paper: 1 })],
    ['paler ink on white paper', (x) => ({ ink: x > 300 ? 0.25 : 0.03, paper: 0.9 })],
    ['a white field under the same ink', (x) => ({ ink: 0.03, paper: x > 300 ? 0.85 : 0.45 })],
    ['a single bright line', (x, y) => (y > 95 && y < 115 && x > 300 ? { ink: 0.3, paper: 0.8 } : { ink: 0.03, paper: 0.45 })],
  ])('leaves %s alone', (_, tone) => expect(veilOf(page(tone), lines)).toEqual({ pieces: [], share: 0 }));
  const inBand = (y: number) => y > 80 && y < 122;
  it('finds a band over the whole of two lines by the lines around it', () => {
    const { share, pieces } = veilOf(page((_x, y) => (inBand(y) ? { ink: 0.5, paper: 0.96 } : { ink: 0.01, paper: 0.84 })), lines);
    expect(share).toBeCloseTo(2 / 6, 1);
    expect([...new Set(pieces.map((p) => p.y))].sort()).toEqual([112, 88]);
  });
  it.each<[string, (x: number, y: number) => { ink: number; paper: number }]>([
    ['two lines of pale ink', (_x, y) => ({ ink: inBand(y) ? 0.5 : 0.01, paper: 0.84 })],
    ['pale ink on paper that clips', (_x, y) => ({ ink: inBand(y) ? 0.5 : 0.01, paper: 1 })],
    ['a single pale line in a white field', (_x, y) => (y > 80 && y < 105 ? { ink: 0.5, paper: 0.96 } : { ink: 0.01, paper: 0.84 })],
  ])('leaves %s alone beside others', (_, tone) => expect(veilOf(page(tone), lines)).toEqual({ pieces: [], share: 0 }));
  it('says nothing of a page without print', () => expect(veilOf(page(() => ({ ink: 0.5, paper: 0.5 })), [])).toEqual({ pieces: [], share: 0 }));
});
