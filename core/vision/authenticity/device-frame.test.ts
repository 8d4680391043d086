import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import { deviceFrameOf } from './device-frame.ts';

const [width, height] = [800, 600];
/** The document, 3 degrees askew in the picture. */
const turn = Math.tan((3 * Math.PI) / 180);
const document = { left: 250, top: 200, right: 550, bottom: 390 };
const at = (x: number, y: number) => ({ x: x - turn * (y - 300), y: y + turn * (x - 400) });
const quad: Quad = [at(document.left, document.top), at(document.right, document.top), at(document.right, document.bottom), at(document.left, document.bottom)];

type Box = { left: number; top: number; right: number; bottom: number };
const inside = (b: Box, x: number, y: number) => x >= b.left && x < b.right && y >= b.top && y < b.bottom;
const around = (b: Box, by: number): Box => ({ left: b.left - by, top: b.top - by, right: b.right + by, bottom: b.bottom + by });

/** Paper on a desk; `between` says what lies around the paper, null: the desk. Coordinates are the document's. */
function picture(between: (x: number, y: number) => number | null, desk = 90): Frame {
  const frame = createFrame(width, height);
  const noise = createRandom('5').next;
  for (let i = 0; i < width * height; i++) {
    const [px, py] = [(i % width) - 400, Math.floor(i / width) - 300];
    const [x, y] = [(px + turn * py) / (1 + turn * turn) + 400, (py - turn * px) / (1 + turn * turn) + 300];
    const level = (inside(document, x, y) ? 200 : (between(x, y) ?? desk + 8 * Math.sin(x / 9 + 2 * Math.sin(y / 31)))) + 6 * (noise() - 0.5);
    frame.data.set([level, level, level, 255], i * 4);
  }
  return frame;
}
const sidesOf = (frame: Frame): number => deviceFrameOf(frame, quad).sides;

const panel = around(document, 24);
const device = around(panel, 20);
const black = 20;

describe('deviceFrameOf', () => {
  it('sees nothing around paper on a desk, light or dark', () => {
    expect(sidesOf(picture(() => null))).toBe(0);
    expect(sidesOf(picture(() => null, 25))).toBe(0);
  });
  it('sees the edge of a device on all four sides, with where it runs', () => {
    const found = deviceFrameOf(picture((x, y) => (inside(panel, x, y) ? 150 : inside(device, x, y) ? black : null)), quad);
    expect(found.sides).toBe(4);
    expect(found.regions).toHaveLength(4);
    const tops = found.regions.map((r) => r.y);
    expect(Math.min(...tops)).toBeGreaterThan(at(device.left, device.top).y - 8);
  });
  it('sees it where the viewer paints black around the document', () => expect(sidesOf(picture((x, y) => (inside(device, x, y) ? black : null)))).toBe(4));
  it('sees it on a dark desk, by a few levels', () => expect(sidesOf(picture((x, y) => (inside(panel, x, y) ? 150 : inside(device, x, y) ? 14 : null), 40))).toBe(4));
  it('counts a side that the picture cuts off, beside one that it does not', () => {
    // A laptop: its upper edge in the picture whole, its right one up to the picture's border.
    expect(sidesOf(picture((x, y) => (y < panel.top - 20 ? null : x > panel.right || y < panel.top ? black : 150)))).toBe(2);
  });
  it('does not see a sheet on a black desk: nothing of a device is there', () => expect(sidesOf(picture((x, y) => (inside(panel, x, y) ? 150 : black)))).toBe(0));
  it('does not see soft shadows beside a card', () => {
    expect(sidesOf(picture((x, y) => (inside(around(document, 30), x, y) ? 90 - 60 * Math.max(0, 1 - Math.hypot(Math.max(0, document.left - x, x - document.right), Math.max(0, document.top - y, y - document.bottom)) / 30) : null)))).toBe(0);
  });
  it('does not see a black thing that lies askew to the document', () => {
    expect(sidesOf(picture((x, y) => (Math.abs(y - 150 - 0.25 * (x - 400)) < 14 || Math.abs(x - 620 - 0.3 * (y - 300)) < 14 ? black : null)))).toBe(0);
  });
});
