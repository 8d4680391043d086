import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { signEveryMs, useIdle, warningSeconds } from './useIdle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(seconds: number) {
  const [target, onIdle, onSign] = [new EventTarget(), vi.fn(), vi.fn()];
  const scope = effectScope();
  const left = scope.run(() => useIdle({ seconds: () => seconds, onIdle, onSign, target }))!;
  return { target, onIdle, onSign, left, stop: () => scope.stop() };
}

it('warns at least 20 seconds before, and any key extends the time, as often as wanted (WCAG 2.2.1)', () => {
  const { target, onIdle, left, stop } = watched(60);
  expect(warningSeconds).toBeGreaterThanOrEqual(20);
  for (let times = 0; times < 12; times += 1) {
    vi.advanceTimersByTime(41_000);
    expect(left.value).toBeLessThanOrEqual(20);
    target.dispatchEvent(new Event('keydown'));
    expect(left.value).toBeNull();
  }
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_500);
  expect(onIdle).toHaveBeenCalledOnce();
  stop();
});

it('tells the station that somebody is there, not with every movement', () => {
  const { target, onSign, stop } = watched(60);
  for (let moves = 0; moves < 200; moves += 1) {
    target.dispatchEvent(new Event('pointermove'));
    vi.advanceTimersByTime(100);
  }
  expect(onSign).toHaveBeenCalledTimes(20_000 / signEveryMs);
  stop();
});
