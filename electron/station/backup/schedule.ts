/** Backups that make themselves: as often as the policy says, as long as the station is open. */
import { CodedError } from '../../../core/errors.ts';
import type { Station } from '../station.ts';
import { changeBackupState, readBackupState } from '../store/backup-state.ts';
import { transact } from '../store/db.ts';
import { driverCode } from '../store/errors.ts';
import { makeBackup, type MadeBackup } from './make.ts';
import { needAnswer } from './reach.ts';
import { backupError, folderOf } from './target.ts';

export type Backups = {
  /** Makes one, now. @throws CodedError backup.* · store.* */
  run(): Promise<MadeBackup>;
  running(): boolean;
  /** Resolves when none is being made. */
  settled(): Promise<void>;
  /** Begins to look by itself. */
  start(): void;
  stop(): void;
};

/** Chosen: a stick that is plugged in again has its backup within a coffee break. */
const everyMs = 15 * 60_000;
/** Chosen: the first minute of the day belongs to whoever waits at the counter. */
const firstMs = 60_000;
/** Chosen: longer than a station takes to be started again, shorter than it is from one look to the next. */
const restMs = 10 * 60_000;
/** Chosen: kept where the policy says nothing, and a supervisor presses the button. */
const keepByHand = 7;

/** What the policy of now says; null: no backups by themselves. */
export const backupRule = (station: Station): { everyHours: number; keep: number; warnAfterDays: number } | null =>
  station.policies().find(({ id }) => id === station.now.open?.settings.policyId)?.backup ?? null;

/** When the next one is due; null: none by itself. */
export function nextBackup(station: Station): Date | null {
  const rule = backupRule(station);
  const { open } = station.now;
  if (rule === null || open === null) return null;
  const last = readBackupState(open.db).last;
  return last === null ? station.clock() : new Date(Date.parse(last.at) + rule.everyHours * 3_600_000);
}

export function createBackups(stationOf: () => Station): Backups {
  let timers: NodeJS.Timeout[] = [];
  let running: Promise<MadeBackup> | null = null;
  const run = (): Promise<MadeBackup> => (running ??= runOnce(stationOf()).finally(() => { running = null; }));
  const look = (): void => {
    const station = stationOf();
    noteSince(station);
    if (triedJustNow(station)) return;
    const due = nextBackup(station);
    // A clock that was set back would put it off for as long.
    if (due === null || (due > station.clock() && due.getTime() - station.clock().getTime() <= (backupRule(station)?.everyHours ?? 0) * 3_600_000)) return;
    run().catch(() => undefined);
  };
  return {
    run,
    running: () => running !== null,
    settled: async () => void (await running?.catch(() => undefined)),
    start: () => {
      if (timers.length > 0) return;
      timers = [setTimeout(look, firstMs).unref(), setInterval(look, everyMs).unref()];
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers = [];
    },
  };
}

/** A try whose target hung the station until it was started again is not made at once again. */
function triedJustNow({ now, clock }: Station): boolean {
  const failed = now.open === null ? null : readBackupState(now.open.db).failed;
  const agoMs = failed === null ? Infinity : clock().getTime() - Date.parse(failed.at);
  return agoMs >= 0 && agoMs < restMs;
}

/** From then on a station without a backup is told. */
function noteSince(station: Station): void {
  const { open } = station.now;
  if (open !== null && readBackupState(open.db).since === null) noteTry(station, { since: station.clock().toISOString() });
}

/** Before the target is touched: what stands when it takes the whole station with it. A disk of the records that is full keeps no copy from being made. */
function noteTry(station: Station, change: Parameters<typeof changeBackupState>[1]): void {
  try {
    changeBackupState(station.db(), change);
  } catch (thrown) {
    station.tools.log('backup.failed', { driver: driverCode(thrown) ?? 'none' });
  }
}

/** How it went stands in the store; a good one also in the trail. */
async function runOnce(station: Station): Promise<MadeBackup> {
  const { open, dir } = { open: station.open(), dir: station.dir };
  if (dir === null || open.key === null) throw new CodedError('store.failed');
  const { db, key, settings } = open;
  const at = station.clock().toISOString();
  noteTry(station, { failed: { at, code: 'backup.folder-failed' } });
  try {
    await needAnswer(folderOf(dir, readBackupState(db)));
    const { folder, otherDisk } = readBackupState(db);
    const made = await makeBackup({ dir, key, station: settings.stationName, branch: settings.branch, version: station.about.version }, { folder: folderOf(dir, { folder, otherDisk }), needs: { folder, otherDisk }, at, keep: backupRule(station)?.keep ?? keepByHand });
    if (station.now.open !== open) return made;
    transact(db, (tx) => {
      changeBackupState(tx, { last: { at, name: made.name, bytes: made.bytes, cases: made.cases }, failed: null });
      station.audit(tx, 'backup.made', null, { cases: made.cases, line: made.line, kept: made.kept });
    });
    station.tools.log('backup.made', { count: made.cases });
    return made;
  } catch (thrown) {
    const coded = backupError(thrown);
    station.tools.log('backup.failed', { code: coded.code, driver: driverCode(thrown) ?? 'none' });
    if (station.now.open === open) noteTry(station, { failed: { at, code: coded.code } });
    throw coded;
  } finally {
    station.anchor();
    station.tell('backup.changed', {});
  }
}
