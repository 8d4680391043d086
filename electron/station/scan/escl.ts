/** Driverless scanners (eSCL, also called AirScan): on the local network where a supervisor allows it, on this computer's own cable through ipp-usb always. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, toCodedError, type ErrorCode } from '../../../core/errors.ts';
import { noScanSettings, scanPageMimes, type ScanPageMime, type ScanSettings, type ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScannerInfo, ScanWatch } from './driver.ts';
import { isLoopback, placeOf, type EsclPlace } from './escl-address.ts';
import { findAnnounced, type Announced } from './escl-find.ts';
import { askScanner, esclLimits, type EsclLimits, type EsclAnswer } from './escl-http.ts';
import { capabilitiesIn, causeOf, passesByItself, scanSettings, statusIn, type EsclCapabilities, type EsclStatus } from './escl-words.ts';
import { parseXml } from './escl-xml.ts';
import { isWholeFile } from './whole-file.ts';

export type EsclOptions = {
  settings?: () => ScanSettings;
  find?: (onlyHere: boolean, signal: AbortSignal) => Promise<Announced[]>;
  limits?: Partial<EsclLimits & typeof patience>;
};

/** Chosen. `busyMs`: how long a scanner may say "not yet" (503) before a page; `retryMs`: between two questions where it does not say; the others bound what it says. */
const patience = { busyMs: 60_000, retryMs: 1_000, shortestRetryMs: 250, longestRetryMs: 10_000, deleteMs: 3_000 };

type Limits = EsclLimits & typeof patience;

export function createEscl(options: EsclOptions = {}): ScannerDriver {
  const settings = options.settings ?? ((): ScanSettings => noScanSettings);
  const find = options.find ?? findAnnounced;
  const limits = { ...esclLimits, ...patience, ...options.limits };
  let announced = new Map<string, Announced>();

  const look = async (signal: AbortSignal): Promise<void> => {
    const found = await find(!settings().network, signal);
    announced = new Map(found.map((a) => [a.name, a]));
  };
  /** Manually entered ones are `at:…`. @throws CodedError scanner.missing · scanner.network-off · scanner.address */
  const place = async (name: string, signal: AbortSignal): Promise<EsclPlace> => {
    if (name.startsWith('at:')) {
      const address = name.slice(3);
      if (!settings().addresses.includes(address)) throw new CodedError('scanner.missing');
      return allowed(placeOf(address));
    }
    if (!announced.has(name)) await look(signal);
    const found = announced.get(name);
    if (!found) throw new CodedError('scanner.missing');
    return allowed(found.place);
  };
  const allowed = (at: EsclPlace): EsclPlace => {
    if (!settings().network && !isLoopback(at.host)) throw new CodedError('scanner.network-off');
    return at;
  };

  return {
    id: 'escl',
    prefix: 'escl/',
    lane: 'scanner',
    wanted: () => true,
    async list(signal) {
      await look(signal);
      const typed = settings().addresses.filter((address) => settings().network || isHere(address));
      const named = await Promise.all(typed.map(async (address): Promise<ScannerInfo> => ({ name: `at:${address}`, ...(await labelAt(address, limits, signal)) })));
      return [...[...announced.values()].map(({ name, label, place: { host } }) => ({ name, label, host })), ...named];
    },
    async capabilities(name, signal) {
      const { format: _ofPages, ...can } = await capabilitiesAt(await place(name, signal), limits, signal);
      return can;
    },
    async state(name, signal) {
      const at = await place(name, signal);
      const sources = (await capabilitiesAt(at, limits, signal)).sources.map(({ source }) => source);
      const cause = causeOf(await statusAt(at, null, limits, signal), sources.some((source) => source !== 'flatbed'));
      // An empty feeder stands in nobody's way where there is a glass.
      return cause === 'scanner.no-paper' && sources.includes('flatbed') ? null : cause;
    },
    scan: async function* (wish, watch) {
      yield* pages(await place(wish.name, watch.signal), wish, watch, limits);
    },
  };
}

function isHere(address: string): boolean {
  try {
    return isLoopback(placeOf(address).host);
  } catch {
    return false;
  }
}

/** One that does not answer now, or is no address, is listed by what was typed all the same: a supervisor said that it is there, and hears why not when it is used. */
async function labelAt(address: string, limits: Limits, signal: AbortSignal): Promise<Omit<ScannerInfo, 'name'>> {
  try {
    const place = placeOf(address);
    return { label: `${(await capabilitiesAt(place, limits, signal)).label} (${address})`, host: place.host };
  } catch {
    return { label: address };
  }
}

async function capabilitiesAt(place: EsclPlace, limits: Limits, signal: AbortSignal): Promise<EsclCapabilities> {
  const answer = await askScanner(place, { method: 'GET', path: `${place.root}/ScannerCapabilities`, most: limits.xmlBytes, limits, signal });
  const can = answer.status === 200 ? capabilitiesIn(parseXml(answer.body.toString('utf8'))) : null;
  if (!can) throw new CodedError(codeOfHttp(answer.status) ?? 'scanner.nonsense');
  return can;
}

/** HTTP statuses that mean something by themselves (RFC 9110); the scanner's own status says more, where it has one. */
export const httpCodes: Record<number, ErrorCode> = {
  400: 'scanner.settings', 401: 'scanner.denied', 403: 'scanner.denied', 404: 'scanner.missing', 409: 'scanner.settings', 410: 'scanner.cancelled', 500: 'scanner.failed', 503: 'scanner.busy', 507: 'scanner.memory',
};
export const codeOfHttp = (status: number): ErrorCode | null => httpCodes[status] ?? (status >= 400 ? 'scanner.failed' : null);

async function statusAt(place: EsclPlace, jobPath: string | null, limits: Limits, signal?: AbortSignal): Promise<EsclStatus | null> {
  try {
    const answer = await askScanner(place, { method: 'GET', path: `${place.root}/ScannerStatus`, most: limits.xmlBytes, limits: { ...limits, silentMs: limits.connectMs }, signal });
    return answer.status === 200 ? statusIn(parseXml(answer.body.toString('utf8')), jobPath) : null;
  } catch {
    // It says nothing of itself: then what the call said must do.
    return null;
  }
}

async function* pages(place: EsclPlace, wish: ScanWish, watch: ScanWatch, limits: Limits): AsyncGenerator<ScannedPage, void> {
  const { signal, progress } = watch;
  const fromFeeder = wish.source === 'feeder' || wish.source === 'duplex';
  let job: string | null = null;
  let count = 0;
  try {
    const can = await capabilitiesAt(place, limits, signal);
    job = await beginJob(place, scanSettings(wish, can, can.format(wish)), fromFeeder, watch, limits);
    for (;;) {
      const answer = await nextDocument(place, job, fromFeeder, watch, limits);
      if (answer.status === 404 || answer.status === 410) return await atEnd(place, job, count, answer.status, fromFeeder, limits);
      if (answer.status !== 200) throw new CodedError(refusal(await causeAt(place, job, fromFeeder, limits), answer.status, count));
      yield pageOf(answer);
      count += 1;
      progress(null);
      // A glass has one page; a PDF of a feeder may hold the stack, and then the next answer says that nothing is left.
      if (!fromFeeder) return;
    }
  } catch (thrown) {
    if (signal.aborted) return;
    throw toCodedError(thrown, 'scanner.failed');
  } finally {
    // Also after a good end: it frees the scanner for the next one.
    if (job !== null) await askScanner(place, { method: 'DELETE', path: job, most: limits.xmlBytes, limits: { ...limits, silentMs: limits.deleteMs } }).catch(() => null);
  }
}

/** @returns the path of the job. */
async function beginJob(place: EsclPlace, settings: string, fromFeeder: boolean, watch: ScanWatch, limits: Limits): Promise<string> {
  const answer = await untilReady(place, null, fromFeeder, watch, limits, () => askScanner(place, { method: 'POST', path: `${place.root}/ScanJobs`, body: settings, most: limits.xmlBytes, limits, signal: watch.signal }));
  if (answer.status !== 201) throw new CodedError(refusal(await causeAt(place, null, fromFeeder, limits, watch.signal), answer.status, 0));
  const path = pathIn(answer.location);
  if (path === null) throw new CodedError('scanner.nonsense');
  return path;
}

const causeAt = async (place: EsclPlace, job: string | null, fromFeeder: boolean, limits: Limits, signal?: AbortSignal): Promise<ErrorCode | null> => causeOf(await statusAt(place, job, limits, signal), fromFeeder);

/** Why a call was refused. That no paper is left refuses nothing once there was some. */
const refusal = (cause: ErrorCode | null, status: number, given: number): ErrorCode => (cause === 'scanner.no-paper' && given > 0 ? null : cause) ?? codeOfHttp(status) ?? 'scanner.nonsense';

/** Only the path counts: printers put any name of theirs there, and we ask nobody but the one we asked. */
function pathIn(location: string | null): string | null {
  if (location === null || !URL.canParse(location, 'http://scanner.invalid')) return null;
  const { pathname } = new URL(location, 'http://scanner.invalid');
  return pathname.length > 1 && pathname.length < 300 ? pathname.replace(/\/+$/, '') : null;
}

function nextDocument(place: EsclPlace, job: string, fromFeeder: boolean, watch: ScanWatch, limits: Limits): Promise<EsclAnswer> {
  return untilReady(place, job, fromFeeder, watch, limits, () => askScanner(place, {
    method: 'GET', path: `${job}/NextDocument`, most: limits.pageBytes, limits, signal: watch.signal, onBytes: (share) => watch.progress(share),
  }));
}

/** 503 means "not yet", with or without a time; what it waits for is asked, so that a jam is not waited out. */
async function untilReady(place: EsclPlace, job: string | null, fromFeeder: boolean, watch: ScanWatch, limits: Limits, ask: () => Promise<EsclAnswer>): Promise<EsclAnswer> {
  const until = performance.now() + limits.busyMs;
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 || performance.now() >= until) return answer;
    const cause = await causeAt(place, job, fromFeeder, limits, watch.signal);
    if (cause !== null && !passesByItself(cause)) throw new CodedError(cause);
    watch.progress(null, 'waiting');
    await sleep(Math.min(Math.max(answer.retryAfterMs ?? limits.retryMs, limits.shortestRetryMs), limits.longestRetryMs), undefined, { signal: watch.signal });
  }
}

/** No more pages: because the stack is through, or because something stopped it. */
async function atEnd(place: EsclPlace, job: string, count: number, status: number, fromFeeder: boolean, limits: Limits): Promise<void> {
  const cause = await causeAt(place, job, fromFeeder, limits);
  if (cause !== null && cause !== 'scanner.no-paper') throw new CodedError(cause);
  if (status === 410) throw new CodedError('scanner.cancelled');
  if (count === 0) throw new CodedError(fromFeeder ? 'scanner.no-paper' : 'scanner.failed');
}

function pageOf({ type, body }: EsclAnswer): ScannedPage {
  if (!scanPageMimes.includes(type as ScanPageMime)) throw new CodedError('scanner.nonsense');
  const mime = type as ScanPageMime;
  if (!isWholeFile(body, mime)) throw new CodedError('scanner.page-damaged');
  return { mime, bytes: new Uint8Array(body) };
}
