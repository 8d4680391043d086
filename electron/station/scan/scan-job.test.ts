/** Drivers that deliver a page and then fail, hang, or do not stop: what was whole stays, and nothing waits for ever. */
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../core/errors.ts';
import type { ScanState, ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScanWatch } from './driver.ts';
import { createScanJobs, type ScanJobs } from './scan-job.ts';
import { createScanners } from './scanners.ts';
import { createSpool } from './spool.ts';

const wish: ScanWish = { name: 'any', source: 'flatbed', dpi: 300, colour: 'colour', paper: 'whole' };
const asked = (scan: ScannerDriver['scan'], more: Partial<ScannerDriver> = {}): ScannerDriver => ({
  id: 'sane', prefix: '', lane: 'scanner', wanted: () => true, list: () => Promise.resolve([{ name: 'any', label: 'Any' }]), capabilities: () => Promise.reject(new CodedError('scanner.missing')), scan, ...more,
});
const pageOf = (n: number, settle?: ScannedPage['settle']): ScannedPage => ({ mime: 'image/png', bytes: new Uint8Array([n, n, n]), ...(settle && { settle }) });
const sleep = (ms: number, signal?: AbortSignal): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); });
});

function desk(scan: ScannerDriver['scan'], limits = {}): { jobs: ScanJobs; told: ScanState[]; ended: () => Promise<ScanState> } {
  const told: ScanState[] = [];
  let wake = (): void => {};
  const jobs = createScanJobs({ scanners: createScanners([asked(scan)]), spool: createSpool(null), clock: () => new Date('2026-11-29T10:00:00Z'), tell: (state) => { told.push(state); wake(); }, limits });
  const ended = async (): Promise<ScanState> => {
    while (jobs.state()?.phase !== 'ended') await new Promise<void>((resolve) => { wake = resolve; });
    return jobs.state()!;
  };
  return { jobs, told, ended };
}

async function* fails(_wish: ScanWish, _watch: ScanWatch): AsyncGenerator<ScannedPage, void> {
  yield pageOf(1);
  yield pageOf(2);
  throw new CodedError('scanner.jammed');
}

describe('one scan', () => {
  it('keeps pages 1 and 2 when the third one jams', async () => {
    const { jobs, told, ended } = desk(fails);
    const { scanId } = await jobs.start(wish);
    expect(await ended()).toEqual({ scanId, phase: 'ended', pages: 2, percent: null, failure: { code: 'scanner.jammed', values: {} } });
    expect([...(await jobs.page(scanId, 2)).bytes]).toEqual([2, 2, 2]);
    expect(told.map((s) => s.pages)).toEqual([...told.map((s) => s.pages)].sort());
    await expect(jobs.page(scanId, 3)).rejects.toThrow('store.not-found');
  });

  it('a foreign error becomes a code', async () => {
    const { jobs, ended } = desk(async function* () { throw new TypeError('of a driver'); });
    await jobs.start(wish);
    expect((await ended()).failure?.code).toBe('scanner.failed');
  });

  it('a driver that hangs is late, and one that does not stop is left behind', async () => {
    const { jobs, ended } = desk(async function* () {
      yield pageOf(1);
      await sleep(600_000);
    }, { silentMs: 60, stopMs: 60 });
    const from = performance.now();
    const { scanId } = await jobs.start(wish);
    expect(await ended()).toMatchObject({ pages: 1, failure: { code: 'scanner.timeout' } });
    expect(performance.now() - from).toBeLessThan(2_000);
    expect((await jobs.page(scanId, 1)).bytes.length).toBe(3);
  });

  it('cancel keeps what is whole and is no failure', async () => {
    const { jobs, told } = desk(async function* (_wish, { signal }) {
      yield pageOf(1);
      await sleep(600_000, signal);
    });
    const { scanId } = await jobs.start(wish);
    while (told.at(-1)?.pages !== 1) await sleep(5);
    expect(await jobs.cancel(scanId)).toMatchObject({ phase: 'ended', pages: 1, failure: null });
  });

  it('a second scan is refused while one runs, and drops the pages of an earlier one', async () => {
    const { jobs, ended } = desk(fails);
    const first = await jobs.start(wish);
    await expect(jobs.start(wish)).rejects.toThrow('scanner.busy');
    await ended();
    const second = await jobs.start(wish);
    await ended();
    await expect(jobs.page(first.scanId, 1)).rejects.toThrow('store.not-found');
    expect((await jobs.page(second.scanId, 1)).bytes.length).toBe(3);
  });

  it('the rest of a stack that jammed comes behind the pages that are there', async () => {
    let round = 0;
    const { jobs, ended } = desk(async function* (asked, watch) {
      round += 1;
      if (round === 1) yield* fails(asked, watch);
      else yield pageOf(3);
    });
    const first = await jobs.start(wish);
    await ended();
    const second = await jobs.start(wish, first.scanId);
    expect(await ended()).toMatchObject({ pages: 3, failure: null });
    const bytes = await Promise.all([1, 2, 3].map(async (n) => (await jobs.page(second.scanId, n)).bytes[0]));
    expect(bytes).toEqual([1, 2, 3]);
    await expect(jobs.start(wish, first.scanId)).rejects.toThrow('store.not-found');
  });

  it('a source goes when its page lies in the case, once and at once; the others are given back', async () => {
    const said: string[] = [];
    const { jobs, ended } = desk(async function* () {
      for (const n of [1, 2, 3]) yield pageOf(n, async (kept) => void said.push(`${n} ${kept}`));
    });
    const { scanId } = await jobs.start(wish);
    await ended();
    await jobs.keep(scanId, 2);
    await jobs.keep(scanId, 2);
    expect(said).toEqual(['2 true']);
    expect((await jobs.page(scanId, 2)).bytes.length).toBe(3);
    await expect(jobs.keep(scanId, 4)).rejects.toThrow('store.not-found');
    await jobs.drop(scanId);
    expect(said).toEqual(['2 true', '1 false', '3 false']);
    await expect(jobs.drop(scanId)).rejects.toThrow('store.not-found');
  });

  it('says of each page by which settings and when it was scanned, also behind one of other settings', async () => {
    let round = 0;
    const { jobs, ended } = desk(async function* () {
      round += 1;
      yield round === 1 ? { ...pageOf(1), at: new Date('2026-11-29T09:58:00Z') } : pageOf(2);
    });
    const first = await jobs.start(wish);
    await ended();
    const { scanId } = await jobs.start({ ...wish, source: 'feeder', dpi: 150, colour: 'gray' }, first.scanId);
    await ended();
    const facts = await Promise.all([1, 2].map((page) => jobs.page(scanId, page)));
    expect(facts).toMatchObject([
      { source: 'flatbed', dpi: 300, colour: 'colour', lane: 'scanner', at: '2026-11-29T09:58:00.000Z' }, { source: 'feeder', dpi: 150, colour: 'gray', lane: 'scanner', at: '2026-11-29T10:00:00.000Z' },
    ]);
  });

  it('of two starts at once one is refused', async () => {
    const { jobs, ended } = desk(fails);
    await jobs.start(wish);
    await ended();
    const both = await Promise.allSettled([jobs.start(wish), jobs.start(wish)]);
    expect(both.map((b) => (b.status === 'rejected' ? String(b.reason.message) : b.status)).sort()).toEqual(['fulfilled', 'scanner.busy']);
  });

  it('does not begin when whoever asked has left meanwhile', async () => {
    let begun = 0;
    const given: boolean[] = [];
    const { jobs, ended } = desk(async function* () { begun += 1; yield pageOf(1, async (kept) => { await sleep(30); given.push(kept); }); });
    const first = await jobs.start(wish);
    await ended();
    const onward = jobs.start(wish, first.scanId);
    jobs.forget();
    await expect(onward).rejects.toThrow('scanner.cancelled');
    expect([begun, given, jobs.state()]).toEqual([1, [false], null]);
  });

  it('a stack that does not end is stopped with what came', async () => {
    const { jobs, ended } = desk(async function* (_wish, { signal }) { while (!signal.aborted) yield pageOf(1); }, { pages: 5 });
    await jobs.start(wish);
    expect(await ended()).toMatchObject({ pages: 5, failure: { code: 'scanner.too-many', values: { limit: 5 } } });
  });

  it('the last page of the limit stays taken, and the one after it goes back to its source', async () => {
    const back: number[] = [];
    // As a folder: what was not taken over when it is told to stop goes back.
    const { jobs, ended } = desk(async function* (_wish, { signal }) {
      for (const n of [1, 2, 3, 4]) {
        let given = false;
        try {
          yield pageOf(n, async (kept) => void (!kept && back.push(n)));
          given = true;
        } finally {
          if (!given && signal.aborted) back.push(n);
        }
      }
    }, { pages: 3 });
    const { scanId } = await jobs.start(wish);
    expect(await ended()).toMatchObject({ pages: 3, failure: { code: 'scanner.too-many', values: { limit: 3 } } });
    expect(back).toEqual([4]);
    await jobs.drop(scanId);
    expect(back).toEqual([4, 1, 2, 3]);
  });

  it('as many pages as may be are no failure', async () => {
    const { jobs, ended } = desk(async function* () { for (const n of [1, 2, 3]) yield pageOf(n); }, { pages: 3 });
    await jobs.start(wish);
    expect(await ended()).toMatchObject({ pages: 3, failure: null });
  });
});

describe('all scanners', () => {
  it('one driver that fails, or never answers, hides no other', async () => {
    const scanners = createScanners([
      asked(fails),
      asked(fails, { id: 'escl', prefix: 'escl/', list: () => Promise.reject(new CodedError('scanner.network-off')) }),
      asked(fails, { id: 'wia', prefix: 'wia/', list: () => new Promise(() => {}) }),
      asked(fails, { id: 'folder', prefix: 'folder/', wanted: () => false }),
    ], 50);
    expect(await scanners.list()).toEqual({
      scanners: [{ name: 'any', label: 'Any', driver: 'sane' }], failed: [{ driver: 'escl', code: 'scanner.network-off' }, { driver: 'wia', code: 'scanner.timeout' }],
    });
  });

  it('a driverless scanner that SANE finds as well is listed once, and others of SANE stay', async () => {
    const scanners = createScanners([
      asked(fails, { list: () => Promise.resolve([{ name: 'airscan:e0:X', label: 'eSCL X', host: '192.168.1.7' }, { name: 'airscan:w1:Y', label: 'WSD Y', host: '192.168.1.8' }, { name: 'genesys:1', label: 'G' }]) }),
      asked(fails, { id: 'escl', prefix: 'escl/', list: () => Promise.resolve([{ name: 'X', label: 'X', host: '192.168.1.7' }]) }),
    ]);
    expect((await scanners.list()).scanners).toEqual([
      { name: 'airscan:w1:Y', label: 'WSD Y', driver: 'sane' }, { name: 'genesys:1', label: 'G', driver: 'sane' }, { name: 'escl/X', label: 'X', driver: 'escl' },
    ]);
  });

  it('a scanner is ready where its capabilities can be read, unless it says itself how it stands; what cannot be asked says why', async () => {
    const read = { capabilities: () => Promise.resolve({ label: 'Any', sources: [], resolutions: [], colours: [], button: false }) };
    const states = createScanners([
      asked(fails, read),
      asked(fails, { ...read, id: 'escl', prefix: 'escl/', state: (name) => Promise.resolve(name === 'jammed' ? 'scanner.jammed' : null) }),
      asked(fails, { id: 'wia', prefix: 'wia/', capabilities: () => new Promise(() => {}) }),
      asked(fails, { id: 'folder', prefix: 'folder/' }),
    ], 50);
    const names = ['any', 'escl/jammed', 'escl/other', 'wia/any', 'folder/watched'];
    expect(await Promise.all(names.map((name) => states.state(name)))).toEqual([null, 'scanner.jammed', null, 'scanner.timeout', 'scanner.missing']);
  });

  it('a name leads to its driver; one that is not wanted here has no scanners', async () => {
    const scanners = createScanners([asked(fails, { id: 'escl', prefix: 'escl/', capabilities: (name) => Promise.reject(new CodedError('scanner.busy', { place: name })) })]);
    await expect(scanners.capabilities('escl/host:80')).rejects.toMatchObject({ code: 'scanner.busy', values: { place: 'host:80' } });
    await expect(scanners.capabilities('test:0')).rejects.toThrow('scanner.missing');
  });
});
