/**
 * The retention clock: a closed case that head office has whole is deleted when the policy's days are over, unless a supervisor holds it. It runs by itself while the station is open.
 */
import { setImmediate } from 'node:timers/promises';
import { forgetFaces } from './faces/search.ts';
import { forgetUnwanted } from './forget-unwanted.ts';
import { clockIsAhead, clockIsSetBack } from './health/clock.ts';
import type { Station } from './station.ts';
import { destroyCaseKey, destroyDoomedKeys, destroyKeysOfDeleted } from './store/case-keys.ts';
import { transact, type Db, type ReadDb } from './store/db.ts';
import { removeDescriptor } from './store/descriptors.ts';
import { driverCode } from './store/errors.ts';
import { deleteCase, deletionDigest, dueCases, forgetLog, noteRule, ruleBegan } from './store/retention.ts';

export type Retention = {
  /** Deletes what is due, now. @returns how many cases */
  run(): Promise<number>;
  /** Begins to look by itself; the first time soon after. */
  start(): void;
  stop(): void;
};

/** Chosen: a day is the unit of the policy; a station that is open for an hour a day must get there too. */
const everyMs = 15 * 60_000;
/** Chosen: some tens of milliseconds before others get their turn. */
const atOnce = 20;

export function createRetention(stationOf: () => Station): Retention {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<number> | null = null;
  const run = (): Promise<number> => (running ??= lookOnce(stationOf()).finally(() => { running = null; }));
  const look = (): void => {
    run().catch((thrown: unknown) => stationOf().tools.log('retention.failed', { driver: driverCode(thrown) ?? 'none' }));
  };
  return {
    run,
    start: () => {
      timer ??= setInterval(look, everyMs).unref();
      look();
    },
    stop: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

const dayMs = 86_400_000;

/** Days after the last receipt, by the policy of now; null: nothing is deleted by time. */
export function retentionDays(station: Station): number | null {
  const policyId = station.now.open?.settings.policyId;
  return station.policies().find(({ id }) => id === policyId)?.retention?.daysAfterReceipt ?? null;
}

/** Chosen: time to place holds after the days came or became fewer, also with an upgrade of the program. */
const graceMs = 14 * dayMs;

/** When the first case may be deleted, whatever its own time. */
export const dueFrom = (db: ReadDb, days: number, now: Date): Date => new Date(Date.parse(ruleBegan(db, days) ?? now.toISOString()) + graceMs);

/** Also where no case was deleted: retakes and drafts that were discarded stand in the log as well, and a power cut may have come between a deletion and this. */
async function lookOnce(station: Station): Promise<number> {
  const { open } = station.now;
  if (open !== null) {
    destroyKeysOfDeleted(open.db);
    destroyDoomedKeys(open.db);
  }
  const count = await deleteDue(station);
  if (open === null || station.now.open !== open) return count;
  forgetUnwanted(station);
  if (!forgetLog(open.db)) station.tools.log('retention.log-kept');
  if (count > 0) station.anchor();
  return count;
}

/** A clock that was set back, or is known to be ahead, deletes nothing; what nothing contradicts is believed. */
async function deleteDue(station: Station): Promise<number> {
  const days = retentionDays(station);
  const { open } = station.now;
  if (open === null || clockIsSetBack(station) || clockIsAhead(station)) return 0;
  const at = station.clock().toISOString();
  noteRule(open.db, days, at);
  if (days === null || dueFrom(open.db, days, station.clock()).toISOString() > at) return 0;
  const policy = station.policy();
  let count = 0;
  const failed = new Set<string>();
  for (;;) {
    // Closed while others had their turn.
    if (station.now.open !== open) return count;
    const due = dueCases(open.db, new Date(Date.parse(at) - days * dayMs).toISOString(), atOnce + failed.size).filter((caseId) => !failed.has(caseId));
    if (due.length === 0) break;
    for (const caseId of due) {
      try {
        deleteOne(station, open.db, caseId, { at, policy: `${policy.id} ${policy.version}`, days });
        count += 1;
      } catch (thrown) {
        // One that is damaged keeps no other; it is tried again at the next look.
        failed.add(caseId);
        station.tools.log('retention.failed', { driver: driverCode(thrown) ?? 'none' });
      }
    }
    await setImmediate();
  }
  return count;
}

function deleteOne(station: Station, db: Db, caseId: string, by: { at: string; policy: string; days: number }): void {
  const gone = transact(db, (tx) => {
    const face = removeDescriptor(tx, caseId);
    const deletion = deleteCase(tx, caseId, by);
    station.audit(tx, 'case.deleted', caseId, { decisions: deletion.decisions, captures: deletion.captures, days: by.days, received: deletion.receivedAt, deletion: deletionDigest(deletion) }, null);
    return face;
  });
  if (gone !== null) forgetFaces(db, [gone]);
  destroyCaseKey(db, caseId);
}
