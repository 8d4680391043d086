/** Cards drawn on an even desk, for tests of outlines. */
import { createFrame, regionOf, type Frame, type Quad } from '../../frame.ts';
import { homographyBetween, mapPoint } from './plane.ts';
import { pageCorners } from './proof.ts';

export type Rgb = [number, number, number];
export type Drawn = { quad: Quad; aspect: number; paper: Rgb };

const ink: Rgb = [30, 30, 40];

/** Rows of dashes for print and a dark box for the portrait; 0..1 across the card, y in the same unit. */
function inkAt(x: number, y: number): boolean {
  if (x > 0.06 && x < 0.3 && y > 0.12 && y < 0.45) return true;
  const row = (y - 0.08) / 0.07;
  const inRow = row > 0 && row - Math.floor(row) < 0.42;
  return x > 0.36 && x < 0.93 && y < 0.56 && inRow && Math.floor(x * 200) % 2 === 0;
}

/** Nine samples a pixel. */
export function draw(width: number, height: number, desk: Rgb, cards: readonly Drawn[]): Frame {
  const frame = createFrame(width, height);
  for (let i = 0; i < frame.data.length; i += 4) frame.data.set([...desk, 255], i);
  for (const card of cards) {
    const h = homographyBetween(card.quad, pageCorners(1, 1 / card.aspect));
    const { x, y, width: w, height: t } = regionOf(card.quad);
    for (let py = Math.max(0, Math.floor(y)); py < Math.min(height, y + t); py++) {
      for (let px = Math.max(0, Math.floor(x)); px < Math.min(width, x + w); px++) {
        const sum = [0, 0, 0];
        for (let k = 0; k < 9; k++) {
          const p = mapPoint(h, { x: px + ((k % 3) + 0.5) / 3, y: py + (Math.floor(k / 3) + 0.5) / 3 });
          const on = p.x >= 0 && p.y >= 0 && p.x < 1 && p.y < 1 / card.aspect;
          const colour = !on ? desk : inkAt(p.x, p.y) ? ink : card.paper;
          for (let n = 0; n < 3; n++) sum[n]! += colour[n]! / 9;
        }
        frame.data.set(sum, (py * width + px) * 4);
      }
    }
  }
  return frame;
}
