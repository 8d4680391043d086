/** Scans with injected failures through the station's own job: SANE's test device, an eSCL server and a watched folder in turn. Every page is accounted for. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { noScanSettings, type ScanState, type ScanWish } from '../../../core/scanning.ts';
import type { ScannerDriver } from '../../../electron/station/scan/driver.ts';
import { createEscl } from '../../../electron/station/scan/escl.ts';
import { createFolder } from '../../../electron/station/scan/folder.ts';
import { createSane } from '../../../electron/station/scan/sane.ts';
import { createScanJobs } from '../../../electron/station/scan/scan-job.ts';
import { createScanners } from '../../../electron/station/scan/scanners.ts';
import { createSpool } from '../../../electron/station/scan/spool.ts';
import { startEsclServer, type EsclFault, type EsclServer } from '../../../test/fakes/escl-server.ts';
import { saneDesk, saneIsInstalled, type SaneDesk } from '../../../test/fakes/sane.ts';

/** Longest a scan may take here: the longest of the time-outs that are set below, and how long a device may take to stop. A longer one hangs. */
export const patienceMs = 15_000;
const silentMs = 1_500;

export type Road = 'sane' | 'escl' | 'folder';
/** `expected`: pages that the device delivered whole before its fault; `same`: whether they are the very ones, in their order. */
export type ScanRow = { road: Road; fault: string; expected: number; got: number; same: boolean; code: string | null; wanted: readonly (string | null)[]; ms: number };

type Scenario = { fault: string; driver: ScannerDriver; wish: ScanWish; during?: () => Promise<void>; expected: Buffer[] | number; wanted: readonly (string | null)[]; cancelAfter?: number };

const wish: ScanWish = { name: '', source: 'feeder', dpi: 50, colour: 'gray', paper: 'A5' };

export async function runScans(count: number, say: (row: ScanRow, index: number) => void = () => {}): Promise<ScanRow[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-bench-scan-'));
  const sane = saneIsInstalled ? saneDesk() : null;
  const escl = await startEsclServer();
  const rows: ScanRow[] = [];
  try {
    for (let i = 0; i < count; i += 1) {
      const roads: Road[] = sane ? ['sane', 'escl', 'folder'] : ['escl', 'folder'];
      const road = roads[i % roads.length]!;
      const round = Math.floor(i / roads.length);
      const scenario = road === 'sane' ? saneScenario(sane!, round) : road === 'escl' ? await esclScenario(escl, round) : await folderScenario(dir, i);
      const row = { road, ...(await scan(scenario, path.join(dir, `spool-${i}`))) };
      rows.push(row);
      say(row, i);
    }
  } finally {
    await escl.close();
    sane?.remove();
    rmSync(dir, { recursive: true, force: true });
  }
  return rows;
}

async function scan(of: Scenario, spoolDir: string): Promise<Omit<ScanRow, 'road'>> {
  let wake = (): void => {};
  const jobs = createScanJobs({ scanners: createScanners([of.driver]), spool: createSpool(spoolDir), clock: () => new Date(), tell: () => wake(), limits: { silentMs: 8_000, stopMs: 4_000 } });
  const from = performance.now();
  const { scanId } = await jobs.start(of.wish);
  const during = of.during?.();
  const late = setTimeout(() => wake(), patienceMs + 1_000);
  let state: ScanState = jobs.state()!;
  while (state.phase !== 'ended' && performance.now() - from < patienceMs) {
    if (of.cancelAfter !== undefined && state.pages >= of.cancelAfter) await jobs.cancel(scanId);
    else await new Promise<void>((resolve) => { wake = resolve; });
    state = jobs.state()!;
  }
  clearTimeout(late);
  const ms = performance.now() - from;
  await during;
  const pages: Buffer[] = [];
  for (let page = 1; page <= state.pages; page += 1) pages.push(Buffer.from((await jobs.page(scanId, page)).bytes));
  for (let page = 1; page <= state.pages; page += 1) await jobs.keep(scanId, page);
  await jobs.drop(scanId);
  const expected = typeof of.expected === 'number' ? of.expected : of.expected.length;
  const same = typeof of.expected === 'number' || (pages.length === expected && of.expected.every((page, i) => page.equals(pages[i]!)));
  return { fault: of.fault, expected, got: pages.length, same, code: state.phase === 'ended' ? (state.failure?.code ?? null) : 'never ended', wanted: of.wanted, ms };
}

/** The test device gives the same black page each time: there pages are counted, not compared. */
function saneScenario(desk: SaneDesk, round: number): Scenario {
  const faults: readonly [string, string | null][] = [
    ['SANE_STATUS_JAMMED', 'scanner.jammed'], ['none', null], ['SANE_STATUS_COVER_OPEN', 'scanner.cover-open'], ['hang', 'scanner.timeout'], ['SANE_STATUS_IO_ERROR', 'scanner.connection'], ['unplugged', 'scanner.failed'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner.busy'], ['stopped by the clerk', null], ['SANE_STATUS_NO_MEM', 'scanner.memory'], ['said and locked up', 'scanner.cover-open'], ['SANE_STATUS_ACCESS_DENIED', 'scanner.denied'],
  ];
  const [fault, code] = faults[round % faults.length]!;
  const before = round % 4;
  const usual = { env: desk.env, silentMs };
  if (fault === 'none') return { fault, driver: createSane(usual), wish: { ...wish, name: 'test:0' }, expected: 10, wanted: [null] };
  if (fault === 'stopped by the clerk') {
    // What is on its way when the clerk stops may still come: asked for is that what came is kept.
    return { fault, driver: createSane({ ...usual, extra: ['--read-delay=yes', '--read-delay-duration=4000'] }), wish: { ...wish, name: 'test:0' }, expected: 2, cancelAfter: 2, wanted: [null] };
  }
  return { fault: `${fault} after ${before}`, driver: createSane({ ...usual, program: desk.faulty(before, fault) }), wish: { ...wish, name: 'test:0' }, expected: before, wanted: [code] };
}

async function esclScenario(server: EsclServer, round: number): Promise<Scenario> {
  const faults: readonly ['none' | EsclFault, readonly (string | null)[]][] = [
    ['jam', ['scanner.jammed']], ['none', [null]], ['cut', ['scanner.connection']], ['truncated-jpeg', ['scanner.page-damaged']], ['hang', ['scanner.timeout']], ['hang-in-page', ['scanner.timeout']], ['busy-once', [null]],
    ['wrong-type', ['scanner.nonsense']], ['html', ['scanner.page-damaged']], ['huge', ['input.too-large']], ['huge-without-length', ['input.too-large']], ['double-feed', ['scanner.double-feed']], ['cover-open', ['scanner.cover-open']],
    ['cancelled-there', ['scanner.cancelled']], ['aborted', ['scanner.failed']], ['error-500', ['scanner.failed']], ['busy-for-ever', ['scanner.busy']], ['warming', ['scanner.warming-up']],
    ['jam-of-last-sheet', ['scanner.jammed']], ['aborted-at-last-sheet', ['scanner.failed']], ['error-500-at-last-sheet', ['scanner.failed']], ['cancelled-at-last-sheet', ['scanner.cancelled']], ['busy-of-last-sheet', [null]], ['jam-while-busy', ['scanner.jammed']],
  ];
  const [fault, wanted] = faults[round % faults.length]!;
  const pages = 3 + (round % 5);
  const at = 1 + (round % 3);
  const heals = fault === 'none' || fault === 'busy-once' || fault === 'busy-of-last-sheet';
  server.behave(fault === 'none' ? { pages } : { pages, fault: { page: at, kind: fault } });
  const whole = heals ? pages : at - 1;
  const { pageJpeg } = await import('../../../test/fakes/escl-server.ts');
  const settings = { ...noScanSettings, addresses: [server.address] };
  const driver = createEscl({ settings: () => settings, find: () => Promise.resolve([]), limits: { silentMs, connectMs: 1_000, busyMs: 500, retryMs: 50, shortestRetryMs: 50, longestRetryMs: 50, deleteMs: 300, pageBytes: 2_000_000 } });
  const expected = await Promise.all(Array.from({ length: whole }, (_, i) => pageJpeg(i + 1)));
  return { fault: heals ? fault : `${fault} after ${whole}`, driver, wish: { ...wish, name: `escl/at:${server.address}` }, expected, wanted };
}

async function folderScenario(parent: string, index: number): Promise<Scenario> {
  const dir = path.join(parent, `folder-${index}`);
  mkdirSync(dir);
  const pages = await Promise.all([1, 2, 3].map((n) => sharp({ create: { width: 200 + index, height: 100 + n, channels: 3, background: { r: n * 40, g: 90, b: 30 } } }).jpeg().toBuffer()));
  const put = (name: string, bytes: Uint8Array): void => writeFileSync(path.join(dir, name), bytes);
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const faults: Record<string, () => Promise<void>> = {
    'none': async () => { for (const [i, page] of pages.entries()) { put(`${i}.jpg`, page); await sleep(60); } },
    'half written': async () => {
      for (const [i, page] of pages.entries()) {
        put(`${i}.jpg`, page.subarray(0, page.length / 3));
        await sleep(120);
        put(`${i}.jpg`, page);
        await sleep(60);
      }
    },
    'every file twice': async () => { for (const [i, page] of pages.entries()) { put(`${i}.jpg`, page); put(`copy of ${i}.jpg`, page); await sleep(60); } },
    'foreign files': async () => { put('notes.txt', Buffer.from('x')); mkdirSync(path.join(dir, 'old.jpg')); put('.tmp.jpg', pages[0]!); put('cut.jpeg', Buffer.from('no picture')); for (const [i, page] of pages.entries()) { put(`${i}.jpg`, page); await sleep(60); } rmSync(path.join(dir, 'cut.jpeg')); },
    'share away and back': async () => {
      put('0.jpg', pages[0]!);
      await sleep(200);
      renameSync(dir, `${dir}-away`);
      await sleep(150);
      renameSync(`${dir}-away`, dir);
      put('1.jpg', pages[1]!);
      await sleep(60);
      put('2.jpg', pages[2]!);
    },
  };
  const [fault, during] = Object.entries(faults)[Math.floor(index / 3) % Object.keys(faults).length]!;
  const settings = { ...noScanSettings, folder: dir };
  const driver = createFolder({ settings: () => settings, timing: { pollMs: 25, stableMs: 100, quietMs: 1_200, firstMs: 5_000, missingMs: 1_000, callMs: 1_000 } });
  return { fault, driver, wish: { ...wish, name: 'folder/watched', source: null, dpi: null, colour: null }, during, expected: pages, wanted: [null] };
}

export type ScanFigures = { scans: number; pages: number; lost: number; doubled: number; other: number; hung: number; wrongCause: number };

export function figuresOf(rows: readonly ScanRow[]): ScanFigures {
  const sum = (some: (row: ScanRow) => number): number => rows.reduce((all, row) => all + some(row), 0);
  // Pages that come while a clerk stops are neither lost nor doubled.
  const stopped = (row: ScanRow): boolean => row.fault === 'stopped by the clerk';
  return {
    scans: rows.length, pages: sum((r) => r.got),
    lost: sum((r) => Math.max(0, r.expected - r.got)), doubled: sum((r) => (stopped(r) ? 0 : Math.max(0, r.got - r.expected))),
    other: rows.filter((r) => r.got === r.expected && !r.same).length,
    hung: rows.filter((r) => r.ms > patienceMs || r.code === 'never ended').length,
    wrongCause: rows.filter((r) => !r.wanted.includes(r.code)).length,
  };
}
