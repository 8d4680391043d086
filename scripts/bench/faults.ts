/**
 * `npm run bench:faults [-- --only kills,store --kills 60 --seed 1 --cases 100000 --keep FOLDER]`: the application killed in the middle of journeys, and a store of a
 * hundred thousand cases. Issue 8's whole run: --kills 1000.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: {
  only: { type: 'string', default: 'kills,store' }, kills: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, cases: { type: 'string', default: '100000' },
  /** Every so many-th case with its results: 1 takes 8 GB and half an hour of a quiet machine for 100,000, 20 a quarter of the time. */
  whole: { type: 'string', default: '1' },
  /** Where filled stores stay for the next run. */
  keep: { type: 'string' },
} });
const wanted = values.only.split(',');
const say = (line: string): void => console.log(line);
let good = true;
if (wanted.includes('kills')) {
  const { runKills } = await import('./kills/run.ts');
  const { stopDisplay } = await import('../../test/e2e/display.ts');
  const kills = Number(values.kills);
  const f = await runKills({ kills, seed: Number(values.seed), say });
  stopDisplay();
  const counts = (of: object): string => Object.entries(of).map(([name, count]) => `${name} ${count}`).join(', ');
  for (const fault of f.faults) say(`FAULT  ${fault}`);
  say(`${Object.values(f.kills).reduce((a, b) => a + b, 0)} kills (${counts(f.kills)}); hit ${counts(f.hit)}; while on ${counts(f.at)}`);
  say(`${f.journeys} journeys walked to their end, ${f.resumed} times taken up from a draft, ${f.unheard} times the station had written what the window never heard; lost, doubled or broken: ${f.faults.length}`);
  say(`${f.secondsAKill.toFixed(1)} s a kill; back after a kill in ${(f.backMs.median / 1000).toFixed(1)} s, at most ${(f.backMs.most / 1000).toFixed(1)} s, with the look at the files; seed ${values.seed}`);
  good = f.faults.length === 0 && f.journeys > 0;
}
if (wanted.includes('store')) {
  const { storeReport } = await import('./store/report.ts');
  good = (await storeReport({ cases: Number(values.cases), seed: Number(values.seed), wholeEvery: Number(values.whole), keep: values.keep ?? null }, say)) && good;
}
say(`${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`);
process.exitCode = good ? 0 : 1;
