/** What a station of a filled store costs: run as a process of its own, so that its memory is its own. Prints one JSON line. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallInput } from '../../../core/contract.ts';
import { createStation, type RunningStation } from '../../../electron/station/create.ts';
import { attestation, must, passphrase, prepareCase, supervisorName } from '../../../test/fakes/station-kit.ts';
import { createRandom } from '../../train-mrz/random.ts';
import { quantile } from '../station/statistics.ts';

/** Milliseconds; `processor`: p95 of this process's own time, which other programs do not disturb. */
export type Times = { n: number; median: number; p95: number; most: number; processor: number };
export type Measured = { cases: number; startMs: number; startProcessorMs: number; memoryMb: { before: number; after: number; peak: number }; calls: Record<string, Times> };

const timesOf = (all: readonly number[], processor: readonly number[]): Times => ({ n: all.length, median: quantile(all, 0.5), p95: quantile(all, 0.95), most: Math.max(...all), processor: quantile(processor, 0.95) });
const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

export async function measure(dir: string, resourcesDir: string, { seed, searches, opens, starts, wholeEvery, now }: { seed: number; searches: number; opens: number; starts: number; wholeEvery: number; now: string }): Promise<Measured> {
  const begun: Begun = { wall: [], processor: [] };
  const before = process.memoryUsage.rss();
  const clock = (): Date => new Date(now);
  let station = await open(dir, resourcesDir, clock, begun);
  for (let n = 1; n < starts; n += 1) {
    station.close();
    await sleep(50);
    station = await open(dir, resourcesDir, clock, begun);
  }
  const calls: Record<string, Times> = {};
  const timed = async (name: string, times: number, work: (n: number) => Promise<unknown>): Promise<void> => {
    const [all, processor]: [number[], number[]] = [[], []];
    for (let n = 0; n < times; n += 1) {
      const [from, used] = [performance.now(), process.cpuUsage()];
      await work(n);
      all.push(performance.now() - from);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1000);
    }
    calls[name] = timesOf(all, processor);
  };
  const random = createRandom(seed);
  const search = (input: Omit<CallInput<'records.search'>, 'limit' | 'offset'>, offset = 0) => must(station.call('records.search', { ...input, limit: 20, offset }));
  const { total } = await search({});
  const sample = async () => (await search({}, random.integer(total))).rows[0]!;
  // Newest first, and the oldest was written first: the whole ones (fill.ts).
  const wholeOne = async () => (await search({}, total - 1 - wholeEvery * random.integer(Math.floor(total / wholeEvery)))).rows[0]!;
  const opened: Awaited<ReturnType<typeof sample>>[] = [];
  for (let n = 0; n < opens; n += 1) opened.push(await wholeOne());
  const known: Awaited<ReturnType<typeof sample>>[] = [];
  for (let n = 0; n < 60; n += 1) known.push(await sample());
  const who = (n: number) => known[n % known.length]!;
  // What people type, letter by letter as the screen asks: every kind as often as every other.
  const kinds: Record<string, (n: number) => Promise<unknown>> = {
    'search one letter': (n) => search({ text: who(n).name.slice(0, 1) }),
    'search three letters': (n) => search({ text: who(n).name.slice(0, 3) }),
    'search surname': (n) => search({ text: who(n).name.split(' ').at(-1)! }),
    'search whole name': (n) => search({ text: who(n).name }),
    // Each begins thousands of names, both together few: no word is rare enough to begin from.
    'search two common words': (n) => search({ text: `${who(n).name.slice(0, 2)} ${who(n + 1).name.split(' ').at(-1)!.slice(0, 2)}` }),
    'search document number': (n) => search({ text: who(n).documentNumber }),
    'search start of document number': (n) => search({ text: who(n).documentNumber.slice(0, 4) }),
    'search case number': (n) => search({ text: who(n).number }),
    'search year of case numbers': (n) => search({ text: who(n).number.slice(0, 4) }),
    'search one day': (n) => search({ from: who(n).at.slice(0, 10), to: who(n).at.slice(0, 10) }),
    'search outcome and letters': (n) => search({ text: who(n).name.slice(0, 2), outcome: 'accept' }),
    'search name within a year': (n) => search({ text: who(n).name.slice(0, 2), from: `${who(n).at.slice(0, 4)}-01-01`, to: `${who(n).at.slice(0, 4)}-12-31` }),
    'search nobody': (n) => search({ text: `zzq${n}` }),
    'page: first': () => search({}),
    'page: next ones': (n) => search({}, 20 * (n % 40)),
    'page: anywhere': () => search({}, random.integer(total)),
    'page: last': () => search({}, Math.floor((total - 1) / 20) * 20),
    'page of an outcome': (n) => search({ outcome: 'accept' }, 20 * (n % 40)),
  };
  for (const [name, work] of Object.entries(kinds)) await timed(name, Math.ceil(searches / Object.keys(kinds).length), work);
  await timed('open a case', opens, (n) => must(station.call('records.open', { caseId: opened[n]!.caseId })));
  await timed('status', 20, () => must(station.call('station.status', {})));
  await timed('drafts', 20, () => must(station.call('draft.list', {})));
  await timed('new case: draft and pictures', 20, async (n) => void prepared.push(await prepareCase(station, { surname: 'Bench', givenNames: `Number ${n}`, documentNumber: `B${n}` }, 20_000, n + 1)));
  await timed('new case: submit', 20, (n) => must(station.call('case.submit', prepared[n]!.evidence)));
  await timed('new case: finish', 20, (n) => must(station.call('case.finish', { caseId: prepared[n]!.caseId, attestation })));
  await timed('cases for a second person', 5, () => must(station.call('reviews.waiting', {})));
  await timed('figures of operators', 5, () => must(station.call('operators.figures', {})));
  await timed('fairness', 5, () => must(station.call('fairness.counts', {})));
  await timed('sending screen', 5, () => must(station.call('sync.status', {})));
  await timed('retention screen', 5, () => must(station.call('retention.status', {})));
  await timed('trail, newest lines', 20, () => must(station.call('audit.list', { before: null, limit: 100 })));
  const after = process.memoryUsage.rss();
  station.close();
  return { cases: total, startMs: quantile(begun.wall, 0.5), startProcessorMs: quantile(begun.processor, 0.5), memoryMb: { before: megabytes(before), after: megabytes(after), peak: Math.round(process.resourceUsage().maxRSS / 1000) }, calls };
}

const prepared: Awaited<ReturnType<typeof prepareCase>>[] = [];

type Begun = { wall: number[]; processor: number[] };

/** From nothing to the start screen of a supervisor: the program's station, the passphrase, the store, what the screen asks for. */
async function open(dir: string, resourcesDir: string, clock: () => Date, begun: Begun): Promise<RunningStation> {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const station = await createStation({ dir, resourcesDir, clock });
  await must(station.call('session.login', { name: supervisorName, passphrase }));
  await Promise.all([must(station.call('station.status', {})), must(station.call('draft.list', {})), must(station.call('reviews.waiting', {}))]);
  begun.wall.push(performance.now() - from);
  const { user, system } = process.cpuUsage(used);
  begun.processor.push((user + system) / 1000);
  return station;
}

if (import.meta.main) {
  const { dir, resourcesDir, ...options } = JSON.parse(process.argv[2]!) as { dir: string; resourcesDir: string } & Parameters<typeof measure>[2];
  process.stdout.write(`${JSON.stringify(await measure(dir, resourcesDir, options))}\n`);
}
