/** What is kept, held and deleted. The clock deletes by itself (retention.ts); a supervisor may hold a case back, and see that it ran. */
import path from 'node:path';
import type { CallOutput } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { writeDeletionReport } from '../deletion-report.ts';
import { dueFrom, retentionDays } from '../retention.ts';
import type { Station } from '../station.ts';
import { findCase } from '../store/cases.ts';
import { transact } from '../store/db.ts';
import { addHold, countDeletions, deletionsBackwards, findHold, heldCases, removeHold, retentionCounts } from '../store/retention.ts';
import { fingerprintOf } from '../store/signature.ts';
import { overseers, supervisors, type Handlers } from './handler.ts';

type Names = 'retention.status' | 'retention.run' | 'retention.hold' | 'retention.release' | 'retention.report';

/** Chosen: what a screen shows; the report has all of them. */
const rowsShown = 50;

export const retentionHandlers: Handlers<Names> = {
  'retention.status': { who: overseers, handle: statusOf },
  'retention.run': {
    who: supervisors,
    handle: async (station) => {
      await station.retention.run();
      return statusOf(station);
    },
  },
  'retention.hold': {
    who: supervisors,
    handle: (station, { caseId, reason }) => {
      const { operatorId, name } = station.session.needed();
      return transact(station.db(), (tx) => {
        if (findCase(tx, caseId) === null) throw new CodedError('store.not-found');
        // Held already it stays as it is: who held it first, and why, is not written over.
        const known = findHold(tx, caseId);
        if (known) return known;
        const hold = { reason, at: station.clock().toISOString(), operatorName: name };
        addHold(tx, caseId, { ...hold, operatorId });
        station.audit(tx, 'hold.placed', caseId);
        return hold;
      });
    },
  },
  'retention.release': {
    who: supervisors,
    handle: (station, { caseId }) => {
      transact(station.db(), (tx) => {
        if (removeHold(tx, caseId)) station.audit(tx, 'hold.released', caseId);
      });
      return {};
    },
  },
  'retention.report': {
    who: overseers,
    handle: (station) => {
      const { db, signer, settings } = station.open();
      const madeAt = station.clock().toISOString();
      transact(db, (tx) => station.audit(tx, 'deletions.reported'));
      const file = `deletions-${madeAt.replaceAll(/[-:]/g, '').slice(0, 15)}-${station.ids().slice(0, 4)}.json`;
      const cases = writeDeletionReport(path.join(station.files.exports, file), db, signer, { station: settings.stationName, branch: settings.branch, madeAt });
      return { file, folder: station.files.exports, cases, fingerprint: fingerprintOf(signer.publicKey) };
    },
  },
};

function statusOf(station: Station): CallOutput<'retention.status'> {
  const db = station.db();
  const days = retentionDays(station);
  const { nextReceipt, ...counts } = retentionCounts(db);
  return {
    days, counts, nextAt: days === null || nextReceipt === null ? null : new Date(Math.max(Date.parse(nextReceipt) + days * 86_400_000, dueFrom(db, days, station.clock()).getTime())).toISOString(),
    held: heldCases(db), deleted: countDeletions(db),
    rows: deletionsBackwards(db, rowsShown).map(({ caseId, number, deletedAt, receivedAt, days: after, decisions, captures }) => ({ caseId, number, deletedAt, receivedAt, days: after, decisions, captures })),
  };
}
