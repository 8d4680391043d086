import { expect, it } from 'vitest';
import { createTicks } from './ticks.ts';

it('a clock that creeps is followed, a jump stays told until something proves the clock', () => {
  let [clock, passed] = [0, 0];
  const ticks = createTicks(() => new Date(clock), () => passed);
  for (let n = 0; n < 10; n += 1) {
    [clock, passed] = [clock + 3_600_000 - 30_000, passed + 3_600_000];
    expect(ticks.movedMs()).toBe(-30_000);
  }
  clock -= 300_000;
  expect([ticks.movedMs(), ticks.movedMs()]).toEqual([-300_000, -300_000]);
  ticks.believe();
  expect(ticks.movedMs()).toBe(0);
});
