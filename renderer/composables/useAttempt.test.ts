import { expect, it } from 'vitest';
import { CodedError } from '../../core/errors.ts';
import { useAttempt } from './useAttempt.ts';

it('is busy while it runs, and begins nothing else', async () => {
  const { busy, attempt } = useAttempt();
  let end: () => void = () => {};
  const first = attempt(() => new Promise<void>((resolve) => { end = resolve; }));
  expect(busy.value).toBe(true);
  let second = false;
  expect(await attempt(async () => { second = true; })).toBe(false);
  end();
  expect([await first, busy.value, second]).toEqual([true, false, false]);
});

it('keeps what went wrong until the next try', async () => {
  const { busy, error, attempt } = useAttempt();
  expect(await attempt(() => Promise.reject(new CodedError('station.unavailable')))).toBe(false);
  expect([busy.value, error.value?.code]).toEqual([false, 'station.unavailable']);
  expect([await attempt(() => Promise.resolve()), error.value]).toEqual([true, null]);
});

it('gives what comes without a code the one that is asked for, and leaves a code as it is', async () => {
  const { error, attempt } = useAttempt({ fallback: 'engine.failed' });
  await attempt(() => Promise.reject(new Error('foreign')));
  expect(error.value?.code).toBe('engine.failed');
  await attempt(() => Promise.reject(new CodedError('case.closed')));
  expect(error.value?.code).toBe('case.closed');
});
