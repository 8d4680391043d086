/** A short form of `npm run bench:sync`: real station, real hub, a line with faults, and both killed between what was stored and what was heard of it. Run with VESTIBULE_SEED=n to repeat a run. */
import { expect, it } from 'vitest';
import { runFaults } from '../../scripts/bench/sync/faults.ts';
import { postgresqlMissing, postgresqlPrograms } from '../fakes/postgresql.ts';

const seed = Number(process.env['VESTIBULE_SEED'] ?? Date.now() % 1_000_000);

it(`every decision and picture arrives exactly once, to the byte (seed ${seed})`, async () => {
  const postgresql = postgresqlPrograms();
  if (postgresql === null) console.warn(postgresqlMissing);
  const figures = await runFaults({ cases: 8, kills: 2, seed, postgresql, patience: 100 });
  expect(figures).toMatchObject({ packets: 16, arrived: 16, pictures: 16, picturesArrived: 16, confirmed: 16, lost: 0, doubled: 0, differing: 0, reportedNotThere: 0, parked: 0, kills: { hub: 1, station: 1 } });
  expect(Object.values(figures.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);
});
