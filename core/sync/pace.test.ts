import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sliceBytes, sliceGapMs } from './pace.ts';

/** Bytes within any window that begins at a slice, by the latest of rules: slices go one behind the other, each after its gap and any lateness of a timer. */
function mostWithin(windowMs: number, slices: readonly { bytes: number; lateMs: number }[], rate: number): number {
  let at = 0;
  const sent = slices.map(({ bytes, lateMs }) => ({ at: (at += sliceGapMs(bytes, rate) + lateMs), bytes }));
  return Math.max(...sent.map((first, n) => sent.slice(n).filter((other) => other.at < first.at + windowMs).reduce((sum, { bytes }) => sum + bytes, 0)));
}

it('no ten seconds carry more than ten seconds may, whatever the sizes of bodies and however late timers are', () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 50_000 }).chain((rate) => fc.tuple(fc.constant(rate), fc.array(fc.record({ bytes: fc.integer({ min: 1, max: sliceBytes(rate) }), lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 })) }), { minLength: 1, maxLength: 150 }))),
    ([rate, slices]) => mostWithin(10_000, slices, rate) <= rate * 10_000,
  ));
});

it('uses nearly all of what it may', () => {
  const rate = 40;
  const slices = Array.from({ length: 200 }, () => ({ bytes: sliceBytes(rate), lateMs: 0 }));
  expect(mostWithin(10_000, slices, rate)).toBeGreaterThan(rate * 10_000 * 0.95);
});
