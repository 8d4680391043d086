/** Everything support asks about a station, gathered without changing anything: no name, number or picture of a customer is in it, nor who works here. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Finding, GuardFacts } from '../../../core/case/guard.ts';
import type { CallInput } from '../../../core/contract.ts';
import { errorSentence, errorTexts, toCodedError, type ErrorCode } from '../../../core/errors.ts';
import type { ScannerDriverId } from '../../../core/scanning.ts';
import { writeNewFile } from '../files.ts';
import { jsonOf } from '../json.ts';
import { logKeys } from '../log.ts';
import type { Scanners } from '../scan/scanners.ts';
import type { Station } from '../station.ts';
import { allDeviceDays } from '../store/device-days.ts';
import { latestAuditTime } from '../store/audit.ts';
import { readHubLink } from '../store/hub-link.ts';
import { lastReceiptTime } from '../store/packets.ts';
import { hubToleranceMs, localDay } from '../time.ts';
import { freeMegabytes } from './disk.ts';
import { findingsOf } from './fitness.ts';
import { diskSize, machine, type Camera, type Display, type Machine } from './machine.ts';
import type { LookedAtModel } from './models.ts';
import { parkedOf, queueOf } from './queue.ts';

/** The same from a running station and from `vestibule doctor` over its folder. */
export type SupportReport = {
  version: string;
  machine: Machine;
  /** null: this system has no list of them; the station's own screen Devices has. */
  displays: Display[] | null;
  cameras: Camera[] | null;
  scanners: { found: { driver: ScannerDriverId; label: string }[]; failed: { driver: ScannerDriverId; code: ErrorCode }[] };
  models: readonly LookedAtModel[];
  /** Of the station's folder, or of this program where none was given. Megabytes. */
  disk: { free: number | null; size: number | null };
  /** `lastSigned`: the latest time that station or hub put a signature to. */
  clock: { now: string; timeZone: string; lastSigned: string | null };
  /** null: no folder was given. `opens`: null: no passphrase was given, so it was not tried. */
  store: { megabytes: number; opens: boolean | null; code: ErrorCode | null } | null;
  /** null: not opened, or no hub is enrolled. */
  queue: { waiting: number; days: number; silentDays: number; contactAt: string | null } | null;
  /** Decisions that wait for a person; null: not opened. */
  parked: GuardFacts['parked'] | null;
  findings: Finding[];
};

/** Lines of the log that go with it: a day of trouble, and few enough to read. Chosen. */
const logLines = 400;
/** What a branch remembers (devices.history). */
const historyDays = 30;
const dayMs = 86_400_000;

/** A file of JSON in the station's own folder. @param seen what only the window sees @throws what the file system throws; then there is no file of that name */
export async function writeSupportReport(station: Station, seen: CallInput<'support.report'>): Promise<{ file: string; folder: string }> {
  const text = JSON.stringify(await gatheredFrom(station, seen), null, 2);
  const folder = station.files.exports;
  const file = `support-${station.clock().toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}-${station.ids().slice(0, 4)}.json`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeNewFile(path.join(folder, file), (put) => put(text));
  return { file, folder };
}

async function gatheredFrom(station: Station, seen: CallInput<'support.report'>): Promise<Record<string, unknown>> {
  const { db } = station.open();
  const now = station.clock();
  const dir = station.dir ?? '';
  const [scanners, models] = await Promise.all([scannersOf(station.scanners), station.tools.models.look()]);
  const queue = queueOf(db, now);
  const { version, ...runtime } = station.about;
  const report: SupportReport = {
    version, machine: machine(), displays: [seen.display], cameras: seen.cameras.map(({ label }) => ({ name: label })), scanners, models,
    disk: { free: freeMegabytes(station.dir), size: diskSize(dir) },
    clock: { now: now.toISOString(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, lastSigned: [latestAuditTime(db), lastReceiptTime(db, hubToleranceMs)].filter((at) => at !== null).sort().at(-1) ?? null },
    store: { megabytes: megabytesOf(station.files.store), opens: true, code: null },
    queue: queue && { ...queue, contactAt: readHubLink(db)?.contactAt ?? null }, parked: parkedOf(db, now), findings: findingsOf(station),
  };
  const further = { runtime, policy: station.policy().version, devices: allDeviceDays(db, localDay(new Date(now.getTime() - historyDays * dayMs))), log: lastOfLog(path.join(dir, 'station.log')) };
  return { ...inWords(report), ...further };
}

/** With the sentences of what is wrong: whoever reads it needs no list of codes. */
export const inWords = (report: SupportReport): Record<string, unknown> => ({ ...report, findings: report.findings.map((f) => ({ ...f, message: errorSentence(f.code, f.values), remedy: errorTexts[f.code].remedy })) });

/** What each driver finds now; a driver that cannot look says why. Never rejects. */
export async function scannersOf(scanners: Pick<Scanners, 'list'>): Promise<SupportReport['scanners']> {
  try {
    const { scanners: found, failed } = await scanners.list();
    return { found: found.map(({ driver, label }) => ({ driver, label })), failed };
  } catch (thrown) {
    return { found: [], failed: [{ driver: 'sane', code: toCodedError(thrown, 'scanner.failed').code }] };
  }
}

const megabytesOf = (file: string): number => Math.ceil((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1_000_000);

/** Only what the log may say (log.ts): whoever can write the file could put other things into it. */
function lastOfLog(file: string): Record<string, unknown>[] {
  const known: readonly string[] = ['at', 'event', ...logKeys];
  return [`${file}.old`, file].flatMap(linesOf).slice(-logLines).flatMap((line) => {
    const said = jsonOf(line);
    return typeof said === 'object' && said !== null ? [Object.fromEntries(Object.entries(said).filter(([key]) => known.includes(key)))] : [];
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
