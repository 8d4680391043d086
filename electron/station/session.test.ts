import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession } from './session.ts';

const ines = { operatorId: '5b0c0a0e-6c39-4c62-9d6e-111111111111', name: 'Ines', role: 'clerk' as const };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('ends after the idle time, and not before when somebody is there', () => {
  const [idle, ended] = [vi.fn(), vi.fn()];
  const session = createSession(idle, ended);
  session.begin(ines, 300);
  vi.advanceTimersByTime(299_000);
  expect(session.touch()).toBe(300);
  vi.advanceTimersByTime(299_000);
  expect(session.needed()).toEqual(ines);
  vi.advanceTimersByTime(1_000);
  expect(idle).toHaveBeenCalledExactlyOnceWith(ines);
  expect(session.operator()).toBeNull();
  expect(ended).toHaveBeenCalledTimes(1);
  expect(() => session.needed()).toThrow('session.needed');
});

it('is over at once when ended, and does not end twice', () => {
  const [idle, ended] = [vi.fn(), vi.fn()];
  const session = createSession(idle, ended);
  session.begin(ines, 30);
  session.end();
  session.end();
  vi.advanceTimersByTime(100_000);
  expect(idle).not.toHaveBeenCalled();
  expect(ended).toHaveBeenCalledTimes(1);
  expect(session.touch()).toBe(0);
});

it('ends when another one takes over, and not when the same one comes again', () => {
  const ended = vi.fn();
  const session = createSession(vi.fn(), ended);
  session.begin(ines, 30);
  session.begin(ines, 30);
  expect(ended).not.toHaveBeenCalled();
  session.begin({ ...ines, operatorId: '5b0c0a0e-6c39-4c62-9d6e-222222222222' }, 30);
  expect(ended).toHaveBeenCalledTimes(1);
});
