import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession } from './session.ts';

const ines = { operatorId: '5b0c0a0e-6c39-4c62-9d6e-111111111111', name: 'Ines', role: 'clerk' as const };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('ends after the idle time, and not before when somebody is there', () => {
  const idle = vi.fn();
  const session = createSession(idle);
  session.begin(ines, 300);
  vi.advanceTimersByTime(299_000);
  expect(session.touch()).toBe(300);
  vi.advanceTimersByTime(299_000);
  expect(session.needed()).toEqual(ines);
  vi.advanceTimersByTime(1_000);
  expect(idle).toHaveBeenCalledExactlyOnceWith(ines);
  expect(session.operator()).toBeNull();
  expect(() => session.needed()).toThrow('session.needed');
});

it('is over at once when ended, and does not end twice', () => {
  const idle = vi.fn();
  const session = createSession(idle);
  session.begin(ines, 30);
  session.end();
  vi.advanceTimersByTime(100_000);
  expect(idle).not.toHaveBeenCalled();
  expect(session.touch()).toBe(0);
});
