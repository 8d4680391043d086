import { describe, expect, it } from 'vitest';
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import type { FoundDocument } from '../artifacts/document-types.ts';
import { besides } from './besides.ts';

type Card = { x: number; y: number; paper: number };
/** ID-1 cards of 380 x 240 pixels with rows of dashes on a white sheet. */
function sheet(cards: readonly Card[]): Frame {
  const frame = createFrame(640, 600);
  frame.data.fill(250);
  for (const { x, y, paper } of cards) {
    for (let dy = 0; dy < 240; dy++) for (let dx = 0; dx < 380; dx++) {
      const ink = dx > 130 && dx < 350 && dy > 30 && dy < 210 && dy % 24 < 10 && dx % 6 < 2;
      frame.data.fill(ink ? 40 : paper, ((y + dy) * 640 + x + dx) * 4, ((y + dy) * 640 + x + dx) * 4 + 3);
    }
  }
  for (let i = 3; i < frame.data.length; i += 4) frame.data[i] = 255;
  return frame;
}
const quadOf = ({ x, y }: Card): Quad => [{ x, y }, { x: x + 380, y }, { x: x + 380, y: y + 240 }, { x, y: y + 240 }];
const found = (card: Card): FoundDocument => ({ quad: quadOf(card), confidence: 0.9, format: 'ID-1', dpi: 113, tiltDegrees: 0, rotationDegrees: 0, coverage: 0.24, cutCorners: 0 });
const first = { x: 130, y: 40, paper: 190 };
const look = (frame: Frame, documents = [found(first)], fillsPicture = false) => besides(frame, { documents, fillsPicture });

describe('besides', () => {
  it('finds the fainter of two cards on one white sheet, eight pixels apart', () => {
    const second = { x: 130, y: 288, paper: 240 };
    const got = look(sheet([first, second]));
    expect(got?.format).toBe('ID-1');
    for (const [i, p] of quadOf(second).entries()) expect(Math.hypot(p.x - got!.quad[i]!.x, p.y - got!.quad[i]!.y)).toBeLessThan(12);
  });
  it('takes pages that meet at a fold for one document', () => expect(look(sheet([first, { x: 130, y: 280, paper: 200 }]))).toBeNull());
  it('does not take the blurred rim of the first one for a second', () => {
    const frame = sheet([first]);
    for (let y = 30; y < 290; y++) for (let x = 120; x < 520; x++) {
      const off = Math.max(first.x - x, x - first.x - 379, first.y - y, y - first.y - 239);
      if (off > 0 && off <= 8) frame.data.fill(225 + 2 * off, (y * 640 + x) * 4, (y * 640 + x) * 4 + 3);
    }
    expect(look(frame)).toBeNull();
  });
  it('finds nothing beside a card that lies alone', () => expect(look(sheet([first]))).toBeNull());
  it('leaves a page that fills the picture, and two cards that were found, alone', () => {
    const two = sheet([first, { x: 130, y: 300, paper: 240 }]);
    expect(look(two, [found(first)], true)).toBeNull();
    expect(look(two, [found(first), found({ ...first, y: 300 })])).toBeNull();
  });
});
