import { expect, it } from 'vitest';
import { findingsOf } from './findings.ts';
import { goldenFigures } from './figures.fixture.ts';
import { streamFiguresOf, type SeenPicture } from './stream.ts';

/** A camera of `rate`, two seconds long, each shown some milliseconds after it was made. */
const camera = (rate: number, { fast = 1, late = (i: number) => (i * 7) % 5, lost = [] as number[] } = {}): SeenPicture[] =>
  Array.from({ length: Math.round(2 * rate) + 1 }, (_, i) => ({ nowMs: 5000 + (i * 1000) / rate + late(i), streamMs: 100 + ((i * 1000) / rate) * fast, count: 40 + i })).filter((_, i) => !lost.includes(i));

it('a steady camera of 30 pictures a second', () => {
  const figures = streamFiguresOf(camera(30))!;
  expect(figures.rate).toBeCloseTo(30, 6);
  expect(figures.jitterMs).toBeLessThan(0.001);
  expect(figures.lost).toBe(0);
  expect(Math.abs(figures.driftPercent)).toBeLessThan(0.1);
});

it('pictures that were never shown are counted, and are no unevenness', () => {
  const figures = streamFiguresOf(camera(30, { lost: [10, 11, 31] }))!;
  expect([figures.lost, Math.round(figures.rate)]).toEqual([3, 30]);
  expect(figures.jitterMs).toBeLessThan(0.001);
});

it('a clock that runs 5 % fast, and a camera that waits between pictures', () => {
  expect(streamFiguresOf(camera(25, { fast: 1.05 }))!.driftPercent).toBeCloseTo(5, 0);
  const uneven = camera(10).map((p, i) => ({ ...p, streamMs: p.streamMs + (i % 2) * 30 }));
  expect(streamFiguresOf(uneven)!.jitterMs).toBeGreaterThan(25);
});

it('too few pictures, the same one told again, or a time that stands say nothing', () => {
  expect(streamFiguresOf(camera(30).slice(0, 4))).toBeNull();
  expect(streamFiguresOf(Array.from({ length: 9 }, () => ({ nowMs: 1, streamMs: 1, count: 1 })))).toBeNull();
  expect(streamFiguresOf(camera(30).map((p) => ({ ...p, streamMs: 0 })))).toBeNull();
});

it('a slow camera and a wrong clock are told; what was not watched is not', () => {
  const stream = { seconds: 2, rate: 30, jitterMs: 1, lost: 0, driftPercent: 0.1 };
  const codes = (more: Partial<typeof stream>) => findingsOf(goldenFigures({ stream: { ...stream, ...more } })).map((f) => f.code);
  expect([codes({}), codes({ rate: 7 }), codes({ driftPercent: -3 }), findingsOf(goldenFigures())]).toEqual([[], ['golden.slow'], ['golden.clock'], []]);
});
