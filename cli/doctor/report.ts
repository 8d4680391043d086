/** What `vestibule doctor` says of a computer and a station's folder, by the same form as the station's own report for support. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { guard, type Finding, type GuardFacts } from '../../core/case/guard.ts';
import type { Policy } from '../../core/case/policy.ts';
import { CodedError, type ErrorCode } from '../../core/errors.ts';
import { noScanSettings, type ScanSettings } from '../../core/scanning.ts';
import { readHead } from '../../electron/station/audit-head.ts';
import { backupsOf } from '../../electron/station/health/backups.ts';
import { freeMegabytes } from '../../electron/station/health/disk.ts';
import { goldenCardsOf } from '../../electron/station/health/cameras.ts';
import { parkedOf, queueOf } from '../../electron/station/health/queue.ts';
import { watchModels } from '../../electron/station/health/models.ts';
import { cameras, diskSize, displays, machine } from '../../electron/station/health/machine.ts';
import { scannersOf, type SupportReport } from '../../electron/station/health/support.ts';
import { readKeyring } from '../../electron/station/keyring.ts';
import { silent } from '../../electron/station/log.ts';
import { nothingPulled, readPulled, revokedHere } from '../../electron/station/pulled.ts';
import { createScanners, shippedDrivers } from '../../electron/station/scan/scanners.ts';
import { openSigningKey } from '../../electron/station/signing-key.ts';
import { latestAuditTime } from '../../electron/station/store/audit.ts';
import { revokedAt } from '../../electron/station/store/bundle.ts';
import { readHubLink } from '../../electron/station/store/hub-link.ts';
import { lastReceiptTime } from '../../electron/station/store/packets.ts';
import { readSettings } from '../../electron/station/store/settings.ts';
import { stationKeyOf } from '../../electron/station/store/station-key.ts';
import { hubToleranceMs, isSetBack } from '../../electron/station/time.ts';
import { programVersion, resourcePath } from '../resources.ts';
import { openStationFolder, stationDir, type StationFolder } from '../station-folder.ts';

export type ReportOptions = { dir: string | undefined; /** null: the store stays closed. */ supervisor: string | undefined | null; policy: Policy; now?: Date };

/** @throws CodedError file.not-found where the folder is none of a station */
export async function gather({ dir: given, supervisor, policy, now = new Date() }: ReportOptions): Promise<SupportReport> {
  const dir = given === undefined ? null : stationDir(given);
  const store = dir === null ? null : await lookIntoStore(dir, supervisor, policy, now);
  const settings = store?.inside?.scanning ?? noScanSettings;
  const [scanners, models] = await Promise.all([scannersOf(createScanners(shippedDrivers(() => settings))), watchModels(resourcePath).look()]);
  const seen = { cameras: cameras(), displays: displays() };
  const disk = { free: freeMegabytes(dir ?? import.meta.dirname), size: diskSize(dir ?? import.meta.dirname) };
  const times = [store?.headAt ?? null, store?.inside?.auditAt ?? null];
  const receiptAt = store?.inside?.receiptAt ?? null;
  const queue = store?.inside?.queue ?? null;
  const findings = guard({
    clockSetBack: times.some((at) => isSetBack(now, at)) || isSetBack(now, receiptAt, hubToleranceMs), clockMoved: false, freeMegabytes: disk.free, queue, parked: store?.inside?.parked ?? { parked: 0, days: 0 },
    models: { missing: models.filter((m) => m.state === 'missing').length, changed: models.filter((m) => m.state === 'changed').length },
    revoked: store?.inside?.revoked ?? false, supervisorKept: store?.inside?.supervisorKept ?? false, policyFault: store?.inside?.policyFault ?? false, ...(store?.inside?.goldenCards ?? { cameras: null, cardFirst: false, scanner: null }),
  }, policy.guard ?? null);
  const further = [store?.code ?? null, seen.cameras?.length === 0 ? 'camera.missing' as const : null, ...scanners.failed.map((f) => f.code)].filter((code) => code !== null);
  return {
    version: programVersion(), machine: machine(), ...seen, scanners, models, disk,
    clock: { now: now.toISOString(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, lastSigned: [...times, receiptAt].filter((at) => at !== null).sort().at(-1) ?? null },
    store: store && { megabytes: store.megabytes, opens: store.opens, code: store.code },
    queue: queue && { ...queue, contactAt: store?.inside?.contactAt ?? null },
    parked: store?.inside?.parked ?? null,
    // A store that cannot be opened serves nobody.
    findings: [...findings, ...(store?.inside?.backups ?? []), ...[...new Set(further)].map((code): Finding => ({ code, values: {}, refuses: code === store?.code }))].sort((a, b) => Number(b.refuses) - Number(a.refuses)),
  };
}

type Inside = {
  scanning: ScanSettings; auditAt: string | null; receiptAt: string | null; contactAt: string | null; revoked: boolean; supervisorKept: boolean; policyFault: boolean; backups: Finding[];
  queue: { waiting: number; days: number; silentDays: number } | null; parked: GuardFacts['parked']; goldenCards: ReturnType<typeof goldenCardsOf>;
};
type Store = { megabytes: number; opens: boolean | null; code: ErrorCode | null; headAt: string | null; inside: Inside | null };

async function lookIntoStore(dir: string, supervisor: string | undefined | null, policy: Policy, now: Date): Promise<Store> {
  const file = path.join(dir, 'station.db');
  const outside = { megabytes: existsSync(file) ? Math.ceil(statSync(file).size / 1_000_000) : 0, headAt: readHead(path.join(dir, 'audit-head.json'))?.at ?? null, inside: null };
  try {
    readKeyring(path.join(dir, 'keyring.json'));
    if (!existsSync(file)) throw new CodedError('store.corrupt');
    if (supervisor === null) return { ...outside, opens: null, code: null };
    const folder = await openStationFolder(dir, supervisor);
    try {
      return { ...outside, opens: true, code: null, inside: insideOf(folder, policy, now) };
    } finally {
      folder.db.close();
    }
  } catch (thrown) {
    // A wrong name or passphrase is the person's, not the store's.
    const error = thrown instanceof CodedError ? thrown : null;
    if (error === null || error.code === 'operator.unknown') throw thrown;
    return { ...outside, opens: false, code: error.code };
  }
}

function insideOf({ db, keyring, key }: StationFolder, { backup }: Policy, now: Date): Inside {
  const settings = readSettings(db);
  // Without a signing key, in a keyring of before, no hub ever knew the station.
  const pulled = keyring.signing === null ? nothingPulled : readPulled(db, stationKeyOf(openSigningKey(keyring.signing, key)).stationId, silent);
  return {
    scanning: settings.scanning, auditAt: latestAuditTime(db), receiptAt: lastReceiptTime(db, hubToleranceMs), contactAt: readHubLink(db)?.contactAt ?? null,
    revoked: pulled.revokesStation || revokedAt(db) !== null, supervisorKept: revokedHere(db, pulled, keyring, null).kept !== null, policyFault: pulled.policyFault, backups: backupsOf(db, backup, now),
    queue: queueOf(db, now), parked: parkedOf(db, now), goldenCards: goldenCardsOf(db, settings.devices, now),
  };
}
