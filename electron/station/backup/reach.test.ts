import { afterEach, expect, it, vi } from 'vitest';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { needAnswer } from './reach.ts';

afterEach(() => { vi.useRealTimers(); });

it.each([tmpdir(), path.join(tmpdir(), 'vestibule-not-there')])('a folder that is there, or is not, answers: %s', async (folder) => {
  await expect(needAnswer(folder)).resolves.toBeUndefined();
});

it('one that never answers is given up, and asked for again it holds no second thread', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const touch = vi.fn(() => new Promise<never>(() => {}));
  for (let n = 0; n < 2; n += 1) {
    const answer = expect(needAnswer('/share', touch)).rejects.toMatchObject({ code: 'backup.folder-failed' });
    vi.advanceTimersByTime(20_000);
    await answer;
  }
  expect(touch).toHaveBeenCalledTimes(1);
});
