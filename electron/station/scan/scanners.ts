/** All scanners of the station: every driver is asked at once, and one that fails is told beside the scanners of the others. */
import { CodedError, toCodedError, type ErrorCode } from '../../../core/errors.ts';
import type { ScanLane, ScannerCapabilities, ScannerDriverId, ScanSettings, ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScannerInfo, ScanWatch } from './driver.ts';
import { createEscl } from './escl.ts';
import { createFolder } from './folder.ts';
import { createSane } from './sane.ts';
import { createWia } from './wia.ts';

export type FoundScanner = Omit<ScannerInfo, 'host'> & { driver: ScannerDriverId };

export type Scanners = {
  list(): Promise<{ scanners: FoundScanner[]; failed: { driver: ScannerDriverId; code: ErrorCode }[] }>;
  /** @throws CodedError scanner.* */
  capabilities(name: string): Promise<ScannerCapabilities>;
  /** Since it was asked last; false where no button can be read. @throws CodedError scanner.* */
  buttonPressed(name: string): Promise<boolean>;
  /** What stands in the way of a scan now; null: it is ready. */
  state(name: string): Promise<ErrorCode | null>;
  scan(wish: ScanWish, watch: ScanWatch): AsyncGenerator<ScannedPage & { lane: ScanLane }, void>;
};

/** Chosen: above every driver's own time-outs, for one that does not keep them. */
const patienceMs = 30_000;

/** The registry. @param settings as they stand when a driver is asked. */
export function shippedDrivers(settings: () => ScanSettings): ScannerDriver[] {
  return [createSane({ settings }), createEscl({ settings }), createFolder({ settings }), createWia()];
}

export function createScanners(drivers: readonly ScannerDriver[], patience = patienceMs): Scanners {
  const wanted = (): ScannerDriver[] => drivers.filter((driver) => driver.wanted());
  const find = (full: string): { driver: ScannerDriver; name: string } => {
    const [driver] = drivers.filter((d) => full.startsWith(d.prefix)).sort((a, b) => b.prefix.length - a.prefix.length);
    if (!driver?.wanted()) throw new CodedError('scanner.missing');
    return { driver, name: full.slice(driver.prefix.length) };
  };
  return {
    async list() {
      const asked = await Promise.all(wanted().map(async (driver) => {
        try {
          const found = await inTime((signal) => driver.list(signal), patience);
          return { scanners: found.map((one) => ({ ...one, name: driver.prefix + one.name, driver: driver.id })), failed: [] };
        } catch (thrown) {
          return { scanners: [], failed: [{ driver: driver.id, code: toCodedError(thrown, 'scanner.failed').code }] };
        }
      }));
      return { scanners: onceEach(asked.flatMap((a) => a.scanners)), failed: asked.flatMap((a) => a.failed) };
    },
    async capabilities(full) {
      const { driver, name } = find(full);
      return { ...(await inTime((signal) => driver.capabilities(name, signal), patience)), lane: driver.lane };
    },
    async buttonPressed(full) {
      const { driver, name } = find(full);
      return inTime(async (signal) => (await driver.buttonPressed?.(name, signal)) ?? false, patience);
    },
    async state(full) {
      try {
        const { driver, name } = find(full);
        return await inTime(async (signal) => {
          if (driver.state) return driver.state(name, signal);
          await driver.capabilities(name, signal);
          return null;
        }, patience);
      } catch (thrown) {
        return toCodedError(thrown, 'scanner.failed').code;
      }
    },
    scan: async function* (wish, watch) {
      const { driver, name } = find(wish.name);
      for await (const page of driver.scan({ ...wish, name }, watch)) yield { ...page, lane: driver.lane };
    },
  };
}

/** What SANE offers of a driverless scanner is the same device once more: ours tells more of what goes wrong. */
function onceEach(found: readonly (ScannerInfo & { driver: ScannerDriverId })[]): FoundScanner[] {
  const ours = new Set(found.flatMap(({ driver, host }) => (driver === 'escl' && host !== undefined ? host : [])));
  return found.filter(({ driver, host }) => driver !== 'sane' || host === undefined || !ours.has(host)).map(({ name, label, driver }) => ({ name, label, driver }));
}

async function inTime<Made>(work: (signal: AbortSignal) => Promise<Made>, ms: number): Promise<Made> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new CodedError('scanner.timeout'));
    }, ms);
  });
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
