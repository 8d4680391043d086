import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFrame, type Frame, type Quad } from '../../frame.ts';
import { createOpenCv, type OpenCv } from '../engines/opencv.ts';
import { draw, type Rgb } from './card-specimen.ts';
import { edgeWidthsOf } from './edge-width.ts';
import { findDocuments } from './find.ts';
import { quadOnGround } from './ground.ts';
import { distance } from './plane.ts';
import { pageCorners, proofOf } from './proof.ts';
import { reduce } from './reduce.ts';
import { highlightsOf } from './specular.ts';

let opencv: OpenCv;
beforeAll(async () => {
  opencv = await createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') as unknown }));
});

const paper: Rgb = [214, 220, 226];
const flat: Quad = [{ x: 140.3, y: 96.7 }, { x: 520.3, y: 96.7 }, { x: 520.3, y: 336.3 }, { x: 140.3, y: 336.3 }];
const worst = (found: Quad, truth: Quad) => Math.max(...truth.map((p, i) => distance(p, found[i]!)));

describe('findDocuments', () => {
  it.each([
    ['a dark desk', [40, 38, 42], 1],
    ['a desk little darker than the card', [196, 200, 206], 1],
    // Corners are refined in luminance only: here they stay as good as the reduced picture, 1 % of the diagonal.
    ['a desk of the same lightness but another colour', [238, 214, 190], 4.5],
  ] as [string, Rgb, number][])('finds an ID-1 card on %s', (_name, desk, pixels) => {
    const { documents, fillsPicture } = findDocuments(draw(640, 420, desk, [{ quad: flat, aspect: 1.586, paper }]));
    expect(fillsPicture).toBe(false);
    expect(documents.length).toBe(1);
    expect(worst(documents[0]!.quad, flat)).toBeLessThan(pixels);
    expect(documents[0]).toMatchObject({ format: 'ID-1', cutCorners: 0 });
    expect(Math.abs(documents[0]!.dpi! - 380 / 3.37)).toBeLessThan(2);
    expect(documents[0]!.tiltDegrees).toBeLessThan(2);
  });

  it('tells the tilt and still the format of a card seen at an angle', () => {
    // Turned by 30 degrees about its level axis, 640 pixels from a camera of focal length 640.
    const c = Math.cos(Math.PI / 6);
    const s = Math.sin(Math.PI / 6);
    const at = (x: number, y: number) => ({ x: 320 + (x * 640) / (640 + y * s), y: 210 + (y * c * 640) / (640 + y * s) });
    const quad: Quad = [at(-190, -119.8), at(190, -119.8), at(190, 119.8), at(-190, 119.8)];
    const [found] = findDocuments(draw(640, 420, [40, 38, 42], [{ quad, aspect: 1.586, paper }])).documents;
    expect(found?.format).toBe('ID-1');
    expect(found?.tiltDegrees).toBeGreaterThan(27);
    expect(found?.tiltDegrees).toBeLessThan(33);
  });

  it('finds a card by its area where its edge is a shade of three levels', () => {
    const found = quadOnGround(reduce(draw(640, 420, [210, 217, 224], [{ quad: flat, aspect: 1.586, paper }]), 640));
    expect(worst(found!.quad, flat)).toBeLessThan(4);
    expect(quadOnGround(reduce(draw(640, 420, [210, 217, 224], []), 640))).toBeNull();
  });

  it.each([
    ['a finger that comes in over a side', (x: number, y: number) => x > 470 && y > 180 && y < 240, (_v: number, c: number) => [176, 128, 104][c]!],
    ['a shadow over half of card and desk', (x: number, y: number) => x + 0.4 * y > 420, (v: number) => 0.72 * v],
  ])('finds a card of the desk\'s own shade under %s', (_, lies, paints) => {
    const frame = draw(640, 420, [210, 217, 224], [{ quad: flat, aspect: 1.586, paper }]);
    for (let i = 0; i < frame.data.length; i += 4) {
      if (lies((i / 4) % 640, Math.floor(i / 4 / 640))) for (let c = 0; c < 3; c++) frame.data[i + c] = paints(frame.data[i + c]!, c);
    }
    expect(worst(quadOnGround(reduce(frame, 640))!.quad, flat)).toBeLessThan(6);
  });

  it.each([
    ['stripes', (x: number, y: number): Rgb => (Math.floor((x + y) / 24) % 2 === 0 ? [30, 34, 48] : [140, 146, 160])],
    ['wood', (x: number, y: number): Rgb => [150, 105, 66].map((v) => v + 14 * Math.sin(y / 8 + 2 * Math.sin(x / 90)) + 4 * Math.sin(7 * x + 13 * y)) as Rgb],
  ])('finds a far card on %s by what has none of the colours of the rim', (_, desk) => {
    const far: Quad = [{ x: 270, y: 170 }, { x: 370, y: 176 }, { x: 366, y: 239 }, { x: 266, y: 233 }];
    const frame = draw(640, 420, [0, 0, 0], [{ quad: far, aspect: 1.586, paper }]);
    for (let i = 0; i < frame.data.length; i += 4) if (frame.data[i]! + frame.data[i + 1]! + frame.data[i + 2]! === 0) frame.data.set(desk((i / 4) % 640, Math.floor(i / 4 / 640)), i);
    const found = quadOnGround(reduce(frame, 640));
    expect(found?.alone).toBe(true);
    expect(worst(found!.quad, far)).toBeLessThan(6);
  });

  it('takes nothing on stripes alone for a card', () => {
    const frame = draw(640, 420, [0, 0, 0], []);
    for (let i = 0; i < frame.data.length; i += 4) frame.data.fill(Math.floor((((i / 4) % 640) + Math.floor(i / 4 / 640)) / 24) % 2 === 0 ? 40 : 150, i, i + 3);
    expect(quadOnGround(reduce(frame, 640))).toBeNull();
  });

  it('takes no sleeve or arm before an even wall for a card', () => {
    const frame = draw(640, 420, [210, 217, 224], []);
    for (let y = 120; y < 420; y++) frame.data.subarray((y * 640 + 240 - (y >> 3)) * 4, (y * 640 + 400 + (y >> 3)) * 4).fill(70);
    expect(quadOnGround(reduce(frame, 640))).toBeNull();
  });

  it('finds a card that lies across the picture', () => {
    const turned = flat.map((p) => ({ x: 320 + ((p.x - 330.3) - (p.y - 216.5)) * 0.6, y: 210 + ((p.x - 330.3) + (p.y - 216.5)) * 0.6 })) as Quad;
    const { documents } = findDocuments(draw(640, 420, [40, 38, 42], [{ quad: turned, aspect: 1.586, paper }]));
    expect(Math.min(...[0, 1, 2, 3].map((k) => worst(documents[0]!.quad, turned.map((_, i) => turned[(i + k) % 4]!) as Quad)))).toBeLessThan(2);
  });

  it('counts two cards side by side', () => {
    const small = (x: number): Quad => [{ x, y: 120 }, { x: x + 260, y: 120 }, { x: x + 260, y: 284 }, { x, y: 284 }];
    const { documents } = findDocuments(draw(640, 420, [40, 38, 42], [{ quad: small(30), aspect: 1.586, paper }, { quad: small(340), aspect: 1.586, paper }]));
    expect(documents.length).toBe(2);
  });

  it('sees that a card runs out of the picture', () => {
    const quad = flat.map((p) => ({ x: p.x + 240, y: p.y })) as Quad;
    const { documents } = findDocuments(draw(640, 480, [40, 38, 42], [{ quad, aspect: 1.586, paper }]));
    expect(documents[0]?.cutCorners).toBe(2);
  });

  it('takes a scan that is all card for the document', () => {
    const { documents, fillsPicture } = findDocuments(draw(640, 404, [0, 0, 0], [{ quad: pageCorners(640, 404), aspect: 640 / 404, paper }]));
    expect(fillsPicture).toBe(true);
    expect(documents[0]).toMatchObject({ format: 'ID-1', coverage: 1, cutCorners: 0 });
  });

  it('finds none on an empty desk, in noise, and in a picture of a few pixels', () => {
    expect(findDocuments(draw(640, 420, [120, 120, 120], [])).documents).toEqual([]);
    const noise = createFrame(640, 420);
    for (let i = 0, v = 7; i < noise.data.length; i++) noise.data[i] = i % 4 === 3 ? 255 : ((v = (v * 1103515245 + 12345) >>> 0) >>> 16) & 255;
    expect(findDocuments(noise).documents).toEqual([]);
    expect(findDocuments(createFrame(3, 2)).documents).toEqual([]);
    expect(findDocuments(createFrame(1, 1)).documents).toEqual([]);
  });
});

describe('edgeWidthsOf', () => {
  const card = draw(640, 420, [40, 38, 42], [{ quad: flat, aspect: 1.586, paper }]);
  const widths = (frame: Frame) => edgeWidthsOf(frame, proofOf(frame, flat, 1.586, 480), 14);
  const smear = (frame: Frame, dx: number, dy: number, half: number): Frame => {
    const out = createFrame(frame.width, frame.height);
    for (let y = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++) for (let c = 0; c < 4; c++) {
      let sum = 0;
      for (let k = -half; k <= half; k++) sum += frame.data[(Math.max(0, Math.min(frame.height - 1, y + k * dy)) * frame.width + Math.max(0, Math.min(frame.width - 1, x + k * dx))) * 4 + c]!;
      out.data[(y * frame.width + x) * 4 + c] = sum / (2 * half + 1);
    }
    return out;
  };

  it('is about a pixel on a crisp card and alike in all directions', () => {
    const { worst, best } = widths(card);
    expect(worst).toBeLessThan(2.4);
    expect(worst / best).toBeLessThan(1.5);
  });
  it('grows with blur in all directions', () => expect(widths(smear(smear(card, 1, 0, 3), 0, 1, 3)).best).toBeGreaterThan(3));
  it('tells the direction of motion', () => {
    const level = widths(smear(card, 1, 0, 5));
    expect(level.worst / level.best).toBeGreaterThan(1.6);
    expect(Math.min(level.worstDegrees, 180 - level.worstDegrees)).toBeLessThan(15);
    const upright = widths(smear(card, 0, 1, 5));
    expect(Math.abs(upright.worstDegrees - 90)).toBeLessThan(15);
  });
});

describe('highlightsOf', () => {
  const spot = (soft: boolean): Frame => {
    const frame = draw(640, 420, [40, 38, 42], [{ quad: flat, aspect: 1.586, paper: [190, 196, 202] }]);
    for (let y = 0; y < 420; y++) for (let x = 0; x < 640; x++) {
      const d = Math.hypot(x - 380, y - 200);
      const add = soft ? 200 * Math.exp(-((d / 60) ** 2)) : d < 36 ? 255 : 0;
      for (let c = 0; c < 3; c++) frame.data[(y * 640 + x) * 4 + c]! += add;
    }
    return frame;
  };
  const found = (frame: Frame) => highlightsOf(opencv, proofOf(frame, flat, 1.586, 480)).found;

  it('finds a reflection that fades outwards', () => expect(found(spot(true)).length).toBe(1));
  it('leaves a printed white disc alone', () => expect(found(spot(false))).toEqual([]));
  it('leaves white paper alone', () => expect(found(draw(640, 420, [40, 38, 42], [{ quad: flat, aspect: 1.586, paper: [255, 255, 255] }]))).toEqual([]));
});
