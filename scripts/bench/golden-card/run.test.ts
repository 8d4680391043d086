import { beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../../core/frame.ts';
import type { GoldenFigures } from '../../../core/golden-card/figures.ts';
import { compare, findingsOf, worsened } from '../../../core/golden-card/findings.ts';
import { layoutOf } from '../../../core/golden-card/layout.ts';
import { measureGoldenCard } from '../../../core/golden-card/measure.ts';
import type { OpenCv } from '../../../core/vision/engines/opencv.ts';
import { openCv } from '../../golden-card/paint.ts';
import { projection, type Shot } from './camera.ts';
import { benchRow, photographer, serialOf, type BenchRow } from './run.ts';

/** A good desk: sharp, straight, evenly lit. */
const good: Shot = {
  size: 'id-1', width: 800, height: 560, dpi: 200, turn: 1, tilt: { x: 3, y: -2 }, off: { x: 10, y: -6 }, radial: -0.02, blur: 5, exposure: 0.75, vignetting: 0.05, gains: [1, 1, 1], veil: 0.01,
  noise: { shot: 0.005, read: 0.002 }, lamps: [],
};
const bad: Shot = { ...good, exposure: 0.55, blur: 15, vignetting: 0.3, gains: [1.15, 1, 0.7], veil: 0.2, noise: { shot: 0.03, read: 0.01 }, lamps: [{ x: 70, y: 27, radius: 8, strength: 0.9 }] };

let opencv: OpenCv;
let pictures: { good: Frame; bad: Frame };
let rows: { good: BenchRow; bad: BenchRow };
beforeAll(async () => {
  opencv = await openCv();
  const take = photographer();
  pictures = { good: take(good, 'good'), bad: take(bad, 'bad') };
  rows = { good: benchRow(opencv, good, pictures.good), bad: benchRow(opencv, bad, pictures.bad) };
}, 60_000);

describe.each(['good', 'bad'] as const)('the picture of a %s desk', (which) => {
  it('is measured: MTF50 within 10 %, dpi within 2 %, the serial read', () => {
    const row = rows[which];
    expect(row.figures.card).toEqual({ size: 'id-1', serial: serialOf('id-1') });
    expect(Math.abs(row.figures.dpi / row.dpi - 1)).toBeLessThan(0.02);
    const measured = row.edges.flatMap((e) => (e.measured === null ? [] : [e.measured / e.truth - 1]));
    expect(measured.length).toBeGreaterThanOrEqual(which === 'good' ? 10 : 6);
    for (const off of measured) expect(Math.abs(off)).toBeLessThan(0.1);
  });
  it('tells each lamp and no other', () => {
    for (const { truth, zone, measured } of rows[which].zones) if (truth !== 'between') expect(measured, zone).toBe(truth === 'lamp');
    expect(rows[which].zones.filter((z) => z.truth === 'lamp').length).toBe(which === 'good' ? 0 : 1);
  });
});

const codes = (figures: GoldenFigures): string[] => findingsOf(figures).map((f) => f.code);

it('the good desk has nothing to be said of, the bad one each of its causes', () => {
  expect(codes(rows.good.figures)).toEqual([]);
  expect(codes(rows.bad.figures)).toEqual(['golden.lamp', 'golden.out-of-focus', 'golden.lens-dirty', 'golden.white-balance']);
  expect(rows.good.figures.whiteBalance.redToGreen).toBeCloseTo(1, 1);
  expect(rows.bad.figures.whiteBalance.redToGreen).toBeCloseTo(1.15, 1);
  expect(rows.bad.figures.whiteBalance.blueToGreen).toBeCloseTo(0.7, 1);
  expect(rows.bad.figures.noise.decibels).toBeLessThan(rows.good.figures.noise.decibels - 6);
});

it('each limit is held by itself', () => {
  const f = rows.good.figures;
  expect(codes({ ...f, dpi: 60 })).toEqual(['golden.too-far']);
  expect(codes({ ...f, burntPercent: 60 })).toEqual(['golden.over-exposed']);
  expect(codes({ ...f, paperLevel: 60 })).toEqual(['golden.too-dark']);
  expect(codes({ ...f, shadingPercent: 60 })).toEqual(['golden.uneven-light']);
  expect(codes({ ...f, geometry: { residualPercent: 2, radialPercent: -9 } })).toEqual(['golden.bent']);
  expect(codes({ ...f, noise: { levels: 12, decibels: 25 } })).toEqual(['golden.noisy']);
  expect(codes({ ...f, sharpness: f.sharpness.map((s) => ({ ...s, horizontal: null })) })).toEqual(['golden.askew']);
  expect(codes({ ...f, sharpness: f.sharpness.map((s) => (s.place === 'centre' ? s : { ...s, horizontal: s.horizontal && { cyclesPerPixel: 0.05, linePairsPerMm: 0.4 }, vertical: s.vertical && { cyclesPerPixel: 0.05, linePairsPerMm: 0.4 } })) })).toEqual(['golden.corners-soft']);
});

it('against its own baseline a desk that got worse is told what, and the same desk nothing', () => {
  expect(compare(rows.good.figures, rows.good.figures).filter((r) => r.worse)).toEqual([]);
  const against = compare(rows.bad.figures, rows.good.figures);
  expect(against.filter((r) => r.worse).map((r) => r.figure)).toEqual(expect.arrayContaining(['sharpnessCentre', 'black', 'chroma', 'noise']));
  expect(worsened(against, findingsOf(rows.bad.figures)).map((f) => f.code)).not.toContain('golden.lens-dirty');
  expect(worsened(compare({ ...rows.good.figures, dpi: 150 }, rows.good.figures), [])).toMatchObject([{ code: 'golden.moved', values: { dpi: 150 } }]);
});

it('what cannot be measured is told by what hides it, never as a picture out of focus, and makes no baseline', () => {
  const f = rows.good.figures;
  const withoutCentre = { ...f, sharpness: f.sharpness.map((s) => (s.place === 'centre' ? { ...s, horizontal: null, vertical: null } : s)) };
  expect(codes(withoutCentre)).toEqual(['golden.askew']);
  const told = (figures: GoldenFigures): string[] => { const found = findingsOf(figures); return [...found, ...worsened(compare(figures, f), found)].map((one) => one.code); };
  expect(told(withoutCentre)).toEqual(['golden.askew']);
  expect(told({ ...withoutCentre, lamps: ['middle'] })).toEqual(['golden.lamp']);
  expect(told({ ...withoutCentre, paperLevel: 60 })).toEqual(['golden.too-dark']);
});

it('a lamp of another colour on one of the greys is no white balance', () => {
  const warm: Shot = { ...good, lamps: layoutOf('id-1').patches.filter((patch) => patch.of === 'grey').slice(0, 1).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2, radius: 4, strength: 0.8, gains: [1, 0.6, 0.1] })) };
  const { whiteBalance } = measureGoldenCard(opencv, photographer()(warm, 'warm'));
  expect(Math.abs(whiteBalance.redToGreen - rows.good.figures.whiteBalance.redToGreen)).toBeLessThan(0.03);
  expect(Math.abs(whiteBalance.blueToGreen - rows.good.figures.whiteBalance.blueToGreen)).toBeLessThan(0.03);
});

/** A box of the card painted over. */
function covered(frame: Frame, boxes: readonly { x: number; y: number; width: number; height: number }[]): Frame {
  const data = frame.data.slice();
  const { back } = projection(good);
  for (let y = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++) {
    const p = back({ x: x + 0.5, y: y + 0.5 });
    if (boxes.some((b) => p.x > b.x - 1 && p.x < b.x + b.width + 1 && p.y > b.y - 1 && p.y < b.y + b.height + 1)) data.fill(200, (y * frame.width + x) * 4, (y * frame.width + x) * 4 + 3);
  }
  return { ...frame, data };
}
function thrownBy(frame: Frame): unknown {
  try { return measureGoldenCard(opencv, frame); } catch (thrown) { return thrown; }
}

it('no card, a card with a hand on it and two cards at once are told apart', () => {
  const { fiducials } = layoutOf('id-1');
  expect(thrownBy(covered(pictures.good, fiducials))).toMatchObject({ code: 'golden.not-found' });
  expect(thrownBy(covered(pictures.good, fiducials.slice(1, 2)))).toMatchObject({ code: 'golden.covered', values: { seen: 3 } });
  const { width, height, data } = pictures.good;
  const two = new Uint8ClampedArray(data.length * 2);
  two.set(data);
  two.set(data, data.length);
  expect(thrownBy({ width, height: height * 2, data: two })).toMatchObject({ code: 'golden.several' });
});
