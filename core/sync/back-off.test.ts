import { expect, it } from 'vitest';
import { firstWaitMs, longestWaitMs, nextChunks, waitMs } from './back-off.ts';

it('doubles from two seconds to a quarter of an hour, between half and the whole by chance', () => {
  expect([1, 2, 3, 8, 10, 11, 500].map((attempts) => waitMs(attempts, 0.999_999))).toEqual([2_000, 4_000, 8_000, 256_000, 900_000, 900_000, 900_000]);
  expect(waitMs(1, 0)).toBe(firstWaitMs / 2);
  expect(waitMs(500, 0)).toBe(longestWaitMs / 2);
});

it('does as the hub asks, within bounds', () => {
  expect(waitMs(1, 0, 60)).toBe(60_000);
  expect(waitMs(1, 0, 1e9)).toBe(longestWaitMs);
  expect(waitMs(1, 0, -5)).toBe(1_000);
});

it('sends more at once where it goes quickly, less where it is slow or fails', () => {
  expect([nextChunks(1, 200), nextChunks(16, 200), nextChunks(8, 2_000), nextChunks(8, 5_000), nextChunks(8, null), nextChunks(1, null)]).toEqual([2, 16, 8, 4, 4, 1]);
});
