/** A small share of `npm run bench:faults -- --only kills`: station, window, main process and all of them killed once each in the middle of journeys, which are then walked to their end. */
import { expect, test } from '@playwright/test';
import { runKills } from '../../scripts/bench/kills/run.ts';
import { targets } from '../../scripts/bench/kills/application.ts';

test('four kills lose nothing, double nothing, and every journey is walked to its end', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const figures = await runKills({ kills: targets.length, seed: 1, say: (line) => console.log(line) });
  expect(figures.faults).toEqual([]);
  expect(figures.kills).toEqual({ station: 1, renderer: 1, main: 1, all: 1 });
  expect(figures.journeys).toBeGreaterThan(0);
});
