import { expect, it } from 'vitest';
import { effectScope } from 'vue';
import { useLatest } from './useLatest.ts';

it('only the run that began last counts, and none once the screen is gone', () => {
  const screen = effectScope();
  const begin = screen.run(useLatest)!;
  const first = begin();
  expect(first()).toBe(true);
  const second = begin();
  expect([first(), second()]).toEqual([false, true]);
  screen.stop();
  expect([second(), begin()()]).toEqual([false, false]);
});
