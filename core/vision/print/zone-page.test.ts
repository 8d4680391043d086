import { describe, expect, it } from 'vitest';
import type { Quad } from '../../frame.ts';
import type { LineReading } from '../mrz/read-line.ts';
import { isOnZone, outlineByZone, pageAboveZone } from './zone-page.ts';

/** A line of 44 characters, 10 pixels apart, from (x, y) in a direction of so many degrees. */
function reading(x: number, y: number, degrees = 0): LineReading {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (t: number) => ({ x: x + t * c, y: y + t * s });
  return {
    columns: 44, log: new Float32Array(), present: new Float32Array(), score: 0, margins: 0, centres: Array.from({ length: 44 }, (_, i) => at(i * 10 + 5)),
    frame: { start: at(0), end: at(440), startHeight: 11, endHeight: 11 },
  };
}
const millimetre = 10 / 2.54;

describe('the page around a zone', () => {
  it('begins at the corner from which the lines run, whichever way the document lies', () => {
    const outline: Quad = [{ x: 0, y: 0 }, { x: 500, y: 0 }, { x: 500, y: 350 }, { x: 0, y: 350 }];
    expect(outlineByZone(outline, [reading(30, 290)])![0]).toEqual({ x: 0, y: 0 });
    expect(outlineByZone(outline, [reading(470, 60, 180)])![0]).toEqual({ x: 500, y: 350 });
  });
  it('is not an outline that the zone lies beside', () => {
    expect(outlineByZone([{ x: 0, y: 0 }, { x: 500, y: 0 }, { x: 500, y: 200 }, { x: 0, y: 200 }], [reading(30, 290)])).toBeNull();
  });
  it('is as large as its format says, by the pitch of the zone', () => {
    const [a, b, c] = pageAboveZone('TD3', [reading(500, 600)], 2000, 1000);
    expect(b.x - a.x).toBeCloseTo(125 * millimetre, -1);
    expect(c.y - b.y).toBeCloseTo((88 - 17) * millimetre - 11, -1);
    expect(c.y).toBeLessThan(600);
  });
  it('ends where the picture ends', () => {
    const [a, , c] = pageAboveZone('TD3', [reading(20, 150)], 480, 200);
    expect(a.y).toBeGreaterThan(-0.05 * 480);
    expect(c.y - a.y).toBeGreaterThan(100);
  });
  it('upside down is above, seen from the zone', () => {
    const [a, , c] = pageAboveZone('TD3', [reading(900, 300, 180)], 2000, 1000);
    expect(a.y).toBeGreaterThan(c.y + 200);
  });
  it('without the zone: its lines are told from print above them', () => {
    expect(isOnZone({ x: 200, y: 603 }, [reading(30, 600)])).toBe(true);
    expect(isOnZone({ x: 200, y: 570 }, [reading(30, 600)])).toBe(false);
    expect(isOnZone({ x: 900, y: 600 }, [reading(30, 600)])).toBe(false);
  });
});
