import { beforeEach, expect, it, vi } from 'vitest';
import { useJudging } from './useJudging.ts';

const asked = vi.hoisted(() => ({ ends: [] as { done: () => void; fails: (thrown: Error) => void }[], compared: 0 }));
vi.mock('../composables/useJourney.ts', () => ({
  judgeDocument: () => new Promise<void>((resolve, reject) => { asked.ends.push({ done: resolve, fails: reject }); }),
  comparePrint: () => { asked.compared += 1; },
}));
beforeEach(() => Object.assign(asked, { ends: [], compared: 0 }));
const settle = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

it('begins by itself, and compares the print when that is done, also where it failed', async () => {
  const { busy, error } = useJudging();
  expect([busy.value, asked.ends.length, asked.compared]).toEqual([true, 1, 0]);
  asked.ends[0]!.fails(new Error('foreign'));
  await settle();
  expect([busy.value, error.value?.code, asked.compared]).toEqual([false, 'engine.failed', 1]);
});

it('what is asked for while one runs is not dropped, and it is busy until the last', async () => {
  const { busy, judge } = useJudging();
  void judge();
  expect(asked.ends).toHaveLength(2);
  asked.ends[0]!.done();
  await settle();
  expect(busy.value).toBe(true);
  asked.ends[1]!.done();
  await settle();
  expect(busy.value).toBe(false);
});
