import { describe, expect, it } from 'vitest';
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import { occlusionOf } from './occlusion.ts';
import { surroundOf } from './surround.ts';
import { dataUnder } from './zones.ts';

type Rgb = [number, number, number];
type Finger = { from: 'left' | 'right' | 'bottom'; at: number; reach: number; colour: Rgb };

const aspect = 85.6 / 53.98;
const card = { left: 160, top: 120, width: 520, height: Math.round(520 / aspect) };
const quad: Quad = [
  { x: card.left, y: card.top }, { x: card.left + card.width, y: card.top },
  { x: card.left + card.width, y: card.top + card.height }, { x: card.left, y: card.top + card.height },
];
const fingerWidth = 97; // 16 mm at 6 pixels a mm

/** A pale card with rows of print on a desk, and a rounded, shaded finger over it. */
function scene(desk: Rgb, fingers: readonly Finger[], paper: Rgb = [226, 224, 214]): Frame {
  const frame = createFrame(840, 570);
  for (let y = 0; y < 570; y++) {
    for (let x = 0; x < 840; x++) {
      const on = x >= card.left && y >= card.top && x < card.left + card.width && y < card.top + card.height;
      const [u, v] = [x - card.left, y - card.top];
      const ink = on && u > 190 && u < 480 && v > 40 && v < 270 && v % 34 < 12 && u % 9 < 4;
      let colour: Rgb = ink ? [40, 40, 48] : on ? paper : desk;
      for (const f of fingers) {
        // Coordinates along and across the finger; its tip is half a circle.
        const along = f.from === 'left' ? card.left + f.reach - x : f.from === 'right' ? x - (card.left + card.width - f.reach) : y - (card.top + card.height - f.reach);
        const across = (f.from === 'bottom' ? x : y) - f.at;
        const half = fingerWidth / 2;
        const inside = along > half ? Math.abs(across) < half : Math.hypot(along - half, across) < half;
        if (inside) colour = f.colour.map((c) => c * (1 - 0.35 * (across / half) ** 2)) as Rgb;
      }
      frame.data.set([...colour, 255], (y * 840 + x) * 4);
    }
  }
  return frame;
}

const look = (frame: Frame) => {
  const surround = surroundOf(frame, quad, aspect);
  return { surround, ...occlusionOf(surround, true) };
};
const gray: Rgb = [120, 122, 126];
const wood: Rgb = [150, 105, 66];

describe('what lies over the document', () => {
  it('is nothing on a bare card', () => expect(look(scene(gray, []))).toMatchObject({ share: 0, found: [] }));

  it.each([
    ['a pale finger', [236, 195, 164]], ['a brown finger', [131, 85, 54]], ['a very dark finger', [72, 46, 32]],
    ['a blue nitrile glove', [95, 134, 200]], ['a black glove', [38, 38, 40]],
  ] as [string, Rgb][])('is %s, by its break of the border and not by its colour', (_name, colour) => {
    const { found, share } = look(scene(gray, [{ from: 'right', at: 280, reach: 160, colour }]));
    expect(found).toHaveLength(1);
    // 160 pixels less the round of the tip, 97 wide: 8.1 % of the card.
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.1);
  });

  it('is a finger on a wooden desk of nearly its own colour', () => {
    expect(look(scene(wood, [{ from: 'right', at: 280, reach: 160, colour: [158, 110, 72] }])).found).toHaveLength(1);
  });

  it('is two fingers from two sides', () => {
    const fingers: Finger[] = [{ from: 'left', at: 280, reach: 90, colour: [217, 164, 124] }, { from: 'right', at: 250, reach: 130, colour: [217, 164, 124] }];
    expect(look(scene(gray, fingers)).found).toHaveLength(2);
  });

  it('is two fingers that take most of the short side between them', () => {
    const fingers: Finger[] = [232, 334].map((at) => ({ from: 'right', at, reach: 150, colour: [217, 164, 124] }));
    expect(look(scene(gray, fingers)).share).toBeGreaterThan(0.12);
  });

  it('is two fingers side by side on a page of nearly their colour', () => {
    const pink: Rgb = [222, 190, 178];
    const fingers: Finger[] = [240, 352].map((at) => ({ from: 'right', at, reach: 150, colour: [226, 178, 156] }));
    expect(look(scene(wood, fingers, pink)).share).toBeGreaterThan(0.08);
  });

  it('is two fingers over more than half of the short side', () => {
    const fingers: Finger[] = [230, 336].map((at) => ({ from: 'left', at, reach: 150, colour: [131, 85, 54] }));
    expect(look(scene(gray, fingers)).share).toBeGreaterThan(0.12);
  });

  it('is a pale glove on a page of its colour, where the wooden desk has no such thing', () => {
    const frame = scene(wood, [], [232, 224, 206]);
    const paint = (x0: number, x1: number, y0: number, y1: number, colour: Rgb) => {
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) frame.data.set([...colour, 255], (y * 840 + x) * 4);
    };
    const edge = card.left + card.width;
    const bottom = card.top + card.height;
    for (const [y0, y1] of [[card.top, card.top + 40], [bottom - 40, bottom]] as const) paint(card.left, edge, y0, y1, [150, 170, 214]);
    // The faint line of shade along the glove, then the glove.
    paint(edge - 154, edge, 236, 324, [205, 197, 180]);
    paint(edge - 150, 840, 240, 320, [239, 230, 207]);
    expect(look(frame).share).toBeGreaterThan(0.04);
  });

  it('is a finger with a dark crease on the border and a pale nail', () => {
    const frame = scene([30, 30, 34], [{ from: 'right', at: 280, reach: 150, colour: [150, 98, 62] }]);
    const paint = (x0: number, x1: number, y0: number, y1: number, colour: Rgb) => {
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) frame.data.set([...colour, 255], (y * 840 + x) * 4);
    };
    paint(548, 610, 256, 304, [214, 176, 158]);
    paint(676, 684, 256, 304, [84, 52, 34]);
    expect(look(frame).share).toBeGreaterThan(0.05);
  });

  it('is not a printed band that ends at the border, whatever its colour', () => {
    const frame = scene(gray, []);
    for (let y = card.top + 90; y < card.top + 180; y++) for (let x = card.left + 380; x < card.left + card.width; x++) frame.data.set([200, 150, 120, 255], (y * 840 + x) * 4);
    expect(look(frame)).toMatchObject({ share: 0 });
  });

  it('is not the card itself on a desk of the same colour', () => {
    expect(look(scene([226, 224, 214], []))).toMatchObject({ share: 0 });
  });

  it('is not the film of a laminate whose edge was missed along one side', () => {
    const frame = scene([70, 72, 78], []);
    for (let y = card.top + card.height - 90; y < card.top + card.height + 50; y++) for (let x = card.left + 8; x < card.left + card.width - 8; x++) frame.data.set([246, 246, 246, 255], (y * 840 + x) * 4);
    expect(look(frame)).toMatchObject({ share: 0 });
  });

  it('is not a pencil that lies under the card', () => {
    const frame = scene(gray, []);
    for (let y = 270; y < 300; y++) for (let x = card.left + card.width; x < 840; x++) frame.data.set([220, 180, 40, 255], (y * 840 + x) * 4);
    expect(look(frame)).toMatchObject({ share: 0 });
  });
});

describe('what is under it', () => {
  const under = (fingers: Finger[], format: 'ID-1' | 'ID-3') => {
    const { surround, mask } = look(scene(gray, fingers));
    return dataUnder(surround, mask, format);
  };
  const thumb = (from: Finger['from'], at: number, reach: number): Finger => ({ from, at, reach, colour: [182, 124, 82] });

  it('names the portrait on the left and the machine readable zone at the bottom of a passport', () => {
    const left = under([thumb('left', 260, 170)], 'ID-3').zones;
    expect(left.portrait).toBeGreaterThan(0.15);
    expect(left.mrz).toBe(0);
    expect(under([thumb('bottom', 400, 110)], 'ID-3').zones.mrz).toBeGreaterThan(0.05);
  });

  it('does not count the rim by which a card may be held', () => {
    const { dataShare } = under([thumb('right', 280, 42)], 'ID-1');
    expect(dataShare).toBeLessThan(0.01);
  });
});
