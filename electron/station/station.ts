/** What every handler works with: the one place that knows how the station stands (not set up, locked, open) and who is logged in. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '../../core/case/policy.ts';
import type { EventName, Operator } from '../../core/contract.ts';
import { CodedError, toCodedError } from '../../core/errors.ts';
import { compareHead, saveHead, type HeadState } from './audit-head.ts';
import { readKeyring, unwrapByKeystore, writeKeyring, type Keyring, type OsKeystore } from './keyring.ts';
import { believeHub } from './health/clock.ts';
import { lookAtStart } from './health/at-start.ts';
import type { ModelWatch } from './health/models.ts';
import { healthOf } from './health/report.ts';
import { createTicks, type Ticks } from './health/ticks.ts';
import type { Log } from './log.ts';
import { driverCode } from './store/errors.ts';
import { createBackups, type Backups } from './backup/schedule.ts';
import { createAttempts, type Attempts } from './operators/attempts.ts';
import { whileWorking } from './working.ts';
import { readPolicies } from './policies.ts';
import { nothingPulled, policiesWith, readPulled, type Pulled } from './pulled.ts';
import { forgetUnwanted } from './forget-unwanted.ts';
import { keptPolicy } from './case-policy.ts';
import { createLateDrafts, type LateDrafts } from './late-drafts.ts';
import { takeBundle } from './sync/take-bundle.ts';
import type { StationInit } from './protocol.ts';
import { noScanSettings, type ScanSettings } from '../../core/scanning.ts';
import type { ScannerDriver } from './scan/driver.ts';
import { createScanJobs, type ScanJobs } from './scan/scan-job.ts';
import { createScanners, type Scanners } from './scan/scanners.ts';
import { createSpool } from './scan/spool.ts';
import { createSession, type Session } from './session.ts';
import { makeSigningKey, openSigningKey } from './signing-key.ts';
import { addAuditLine, lastLine, type AuditAction, type AuditFacts } from './store/audit.ts';
import { transact, type Db, type Tx } from './store/db.ts';
import { whileHolding } from './store/hold.ts';
import { caseKeysBeside, openStore } from './store/open.ts';
import { readSettings, type Settings } from './store/settings.ts';
import type { Signer } from './store/signature.ts';
import { stationKeyOf } from './store/station-key.ts';
import { createRetention, type Retention } from './retention.ts';
import { finishRekey, recoverRekey } from './rekeyed-files.ts';
import { needNoRecords, recoverSetup } from './setup-files.ts';
import type { Fetch } from './sync/exchange.ts';
import { createRunner, type SyncRunner } from './sync/runner.ts';
import { hubToleranceMs } from './time.ts';
import { createVisits, type Visits } from './visits.ts';

/** `scannerDrivers`: all there are; they ask for the settings when they are used. `elapsedMs`: the computer's own count of time, which goes on while it sleeps. `working`: told before and after work that lets the station answer nothing for longer than its host waits. */
export type StationTools = { working: (on: boolean) => void; scannerDrivers: (settings: () => ScanSettings) => ScannerDriver[]; log: Log; uptimeMs: () => number; elapsedMs: () => number; models: ModelWatch; fetch: Fetch };

export type StationParts = {
  /** null: nothing is kept on disk. */
  dir: string | null;
  resourcesDir: string;
  about: StationInit['about'];
  keystore: OsKeystore | null;
  clock: () => Date;
  /** A new UUID. */
  ids: () => string;
  tools: StationTools;
  tell: (name: EventName, payload: unknown) => void;
};

export type Open = { db: Db; key: Uint8Array | null; settings: Settings; signer: Signer; head: HeadState; /** What head office told. */ pulled: Pulled };

export type Station = StationParts & {
  session: Session;
  attempts: Attempts;
  sync: SyncRunner;
  retention: Retention;
  visits: Visits;
  lateDrafts: LateDrafts;
  backups: Backups;
  scanners: Scanners;
  scans: ScanJobs;
  ticks: Ticks;
  /** How it stands; `fault`: the files cannot be used, and every call that needs them says so. `hubSkewMs`: what the hub signed last in this process, less our clock; 0: nothing yet. */
  now: { keyring: Keyring | null; open: Open | null; fault: CodedError | null; keystoreRefused: boolean; hubSkewMs: number };
  /** Lazily read once. `pulled`: what head office told, where it does not count yet. */
  policies(pulled?: Pulled): Policy[];
  /** Of the next case. @throws CodedError policy.invalid when there is none of that id. */
  policy(): Policy;
  /** Of this case: the one it began with, where this program still takes it. */
  policyOf(caseId: string): Policy;
  /** @throws CodedError the fault · setup.needed · store.locked */
  open(): Open;
  db(): Db;
  /** One line in the trail, by whoever is logged in, or by `operatorId`. */
  audit(tx: Tx, action: AuditAction, subject?: string | null, facts?: AuditFacts, operatorId?: string | null): void;
  /** Keeps where the trail stands outside the store; after every call. Never throws: a head that lags behind is still true. */
  anchor(): void;
  files: { keyring: string; store: string; newStore: string; caseKeys: string; attempts: string; head: string; exports: string };
};

export function buildStation(parts: StationParts): Station {
  const dir = parts.dir ?? '';
  const files = {
    keyring: path.join(dir, 'keyring.json'), store: path.join(dir, 'station.db'), newStore: path.join(dir, 'station.db.new'), caseKeys: caseKeysBeside(path.join(dir, 'station.db')), attempts: path.join(dir, 'attempts.json'),
    head: path.join(dir, 'audit-head.json'), exports: path.join(dir, 'exports'),
  };
  const now: Station['now'] = { keyring: null, open: null, fault: null, keystoreRefused: false, hubSkewMs: 0 };
  let shipped: Policy[] | null = null;
  const session = createSession((operator) => endedByIdle(station, operator), ({ role }, idle) => {
    station.scans.forget();
    station.visits.ended(role, idle);
  });
  const attempts = createAttempts({
    file: parts.dir === null ? null : files.attempts, clock: parts.clock, uptimeMs: parts.tools.uptimeMs,
    onUnsaved: (thrown) => parts.tools.log('attempts.unsaved', { driver: driverCode(thrown) ?? 'none' }),
  });
  const scanners = createScanners(parts.tools.scannerDrivers(() => now.open?.settings.scanning ?? noScanSettings));
  const scans = createScanJobs({ scanners, spool: createSpool(parts.dir === null ? null : path.join(dir, 'scan-pages')), clock: parts.clock, tell: (state) => parts.tell('scanner.changed', state) });
  const station: Station = {
    ...parts, files, now, session, attempts, scanners, scans, ticks: createTicks(parts.clock, parts.tools.elapsedMs),
    sync: createRunner({
      open: () => now.open && { db: now.open.db, key: stationKeyOf(now.open.signer) }, fetch: parts.tools.fetch, clock: parts.clock, chance: Math.random, ids: parts.ids, log: parts.tools.log, program: parts.about.version,
      health: () => healthOf(station),
      takeBundle: (handed) => void takeBundle(station, handed),
      rules: () => station.policies().find((policy) => policy.id === now.open?.settings.policyId)?.sending,
      hubSays: (skewMs) => {
        now.hubSkewMs = skewMs;
        if (Math.abs(skewMs) <= hubToleranceMs) believeHub(station);
      },
      changed: throttled(() => {
        station.anchor();
        parts.tell('sync.changed', {});
      }),
    }),
    retention: createRetention(() => station),
    visits: createVisits(() => station),
    lateDrafts: createLateDrafts(),
    backups: createBackups(() => station),
    policies: (pulled = now.open?.pulled ?? nothingPulled) => policiesWith((shipped ??= readPolicies(parts.resourcesDir, parts.tools.log)), pulled),
    policy: () => {
      const { policyId } = station.open().settings;
      const found = station.policies().find((policy) => policy.id === policyId);
      if (!found) throw new CodedError('policy.invalid', { place: policyId });
      return found;
    },
    policyOf: (caseId) => keptPolicy(station, caseId) ?? station.policy(),
    open: () => {
      if (now.fault) throw now.fault;
      if (now.open) return now.open;
      throw new CodedError(now.keyring ? 'store.locked' : 'setup.needed');
    },
    db: () => station.open().db,
    audit: (tx, action, subject = null, facts = {}, operatorId = session.operator()?.operatorId ?? null) =>
      addAuditLine(tx, { at: parts.clock().toISOString(), action, operatorId, subject, facts }, station.open().signer),
    anchor: () => {
      const { open } = now;
      if (open === null || parts.dir === null) return;
      try {
        saveHead(files.head, open);
      } catch (thrown) {
        parts.tools.log('audit.head-unsaved', { driver: driverCode(thrown) ?? 'none' });
      }
    },
  };
  return station;
}

/** Looks at the files once at start. Never rejects: what is wrong with them is the answer to later calls. */
export async function startStation(station: Station): Promise<void> {
  const started = { startedMs: station.tools.uptimeMs(), startedCpu: process.cpuUsage() };
  const models = station.tools.models.look();
  await openAtStart(station);
  await lookAtStart(station, models, started);
}

async function openAtStart(station: Station): Promise<void> {
  try {
    recoverSetup(station.files);
    recoverRekey(station.files);
    station.now.keyring = readKeyring(station.files.keyring);
    if (station.now.keyring === null) return needNoRecords(station.files);
    const key = await unwrapByKeystore(station.now.keyring, station.keystore);
    station.now.keystoreRefused = key === null && station.now.keyring.osKeystore !== null;
    if (station.now.keystoreRefused) station.tools.log('keystore.refused');
    if (key !== null) openWithKey(station, station.now.keyring, key);
  } catch (thrown) {
    const coded = toCodedError(thrown);
    station.tools.log('store.failed', { code: coded.code, driver: driverCode(coded) ?? 'none' });
    // Another program is giving the records a new key: they stay shut, and a supervisor opens them when it is done.
    if (coded.code !== 'key.changing' || station.now.keyring === null) station.now.fault = coded;
  }
}

/** @throws CodedError key.changing · store.* ; the station stays as it was. */
export function openWithKey(station: Station, keyring: Keyring, key: Uint8Array): Open {
  const db = whileWorking(station, () => whileHolding(station.files.store, () => {
    needSameKeyring(station, keyring);
    return openStore(station.files.store, key, keyring.salt);
  }));
  try {
    const signer = signerFor(station, keyring, key);
    station.now.open = { db, key, settings: readSettings(db), signer, head: compareHead(station.files.head, db, signer.publicKey), pulled: readPulled(db, stationKeyOf(signer).stationId, station.tools.log) };
    noteTrail(station, station.now.open);
    // At once: what fails after this must not leave the line that was just written without its head.
    station.anchor();
  } catch (thrown) {
    station.now.open = null;
    db.close();
    throw thrown;
  }
  station.tools.log('store.opened');
  forgetUnwanted(station);
  station.visits.tidy('restarted');
  station.anchor();
  station.sync.poke();
  station.retention.start();
  station.backups.start();
  return station.now.open;
}

/** Another program may have given the records a new key since it was read: the next try is with the keyring of now. */
function needSameKeyring(station: Station, keyring: Keyring): void {
  const there = readKeyring(station.files.keyring);
  if (there === null || isDeepStrictEqual(there, keyring)) return;
  if (there.rekeyed) finishRekey(station.files);
  station.now.keyring = readKeyring(station.files.keyring);
  throw new CodedError('key.changing');
}

/** A station of before signatures gets its key when it opens. */
function signerFor(station: Station, keyring: Keyring, key: Uint8Array): Signer {
  if (keyring.signing) return openSigningKey(keyring.signing, key);
  const { sealed, signer } = makeSigningKey(key);
  const withSigning = { ...keyring, signing: sealed };
  writeKeyring(station.files.keyring, withSigning);
  station.now.keyring = withSigning;
  return signer;
}

/** That signatures begin, and that the store is not the one whose head was kept, are part of the trail itself. */
function noteTrail(station: Station, { db, signer, head }: Open): void {
  transact(db, (tx) => {
    if (lastLine(db)?.signed !== true) station.audit(tx, 'audit.signed-from', null, { key: signer.publicKey }, null);
    if (head.conflict) station.audit(tx, 'audit.conflict', null, { why: head.conflict, head: head.kept?.sequence ?? 0 }, null);
  });
  if (head.conflict) station.tools.log('audit.conflict', { code: head.conflict });
}

function endedByIdle(station: Station, { operatorId, role }: Operator): void {
  try {
    // Of a customer the end of the visit is the line.
    if (role !== 'customer') transact(station.db(), (tx) => station.audit(tx, 'session.idle', null, {}, operatorId));
    station.anchor();
  } catch {
    // The session has ended all the same: a full disk must not keep a station open.
    station.tools.log('session.ended-unsaved', { action: 'session.idle' });
  }
  station.tell('session.ended', { why: 'idle' });
}

/** Chosen: a screen that is told of each of a thousand rows would only blink. */
const tellMs = 250;

function throttled(work: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      work();
    }, tellMs).unref();
  };
}
