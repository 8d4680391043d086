import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSilence } from './silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const told: string[] = [];
  const watch = watchSilence({ everyMs: 1000, most: 3, longestPauseMs: 120_000, ask: () => told.push('asked'), silent: () => told.push('silent') });
  return { told, watch };
}

it('asks, and calls it silence when so many questions in a row had no answer', () => {
  const { told } = watched();
  vi.advanceTimersByTime(4000);
  expect(told).toEqual(['asked', 'asked', 'asked', 'silent']);
  vi.advanceTimersByTime(1000);
  expect(told.at(-1)).toBe('asked');
});

it('one answer is enough to begin again', () => {
  const { told, watch } = watched();
  for (let n = 0; n < 20; n += 1) {
    vi.advanceTimersByTime(3000);
    watch.heard();
  }
  expect(told).not.toContain('silent');
});

it('is not asked while it works, and gets its whole time afterwards', () => {
  const { told, watch } = watched();
  vi.advanceTimersByTime(3000);
  watch.pause(true);
  vi.advanceTimersByTime(60_000);
  watch.pause(false);
  vi.advanceTimersByTime(3000);
  expect(told).toEqual(Array.from({ length: 6 }, () => 'asked'));
  watch.stop();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(6);
});

it('a pause that nobody ends is silence in the end, and it is asked again afterwards', () => {
  const { told, watch } = watched();
  watch.pause(true);
  vi.advanceTimersByTime(120_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(told).toEqual(['silent', 'asked']);
});
