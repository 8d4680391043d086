import path from 'node:path';
import type { TrailLine } from '../../../core/trail.ts';
import { writeAuditExport } from '../audit-export.ts';
import type { Station } from '../station.ts';
import { whileWorking } from '../working.ts';
import { auditBackwards } from '../store/audit.ts';
import { verifyAuditChainInSlices } from '../store/audit-chain.ts';
import { findCase } from '../store/cases.ts';
import { transact } from '../store/db.ts';
import { listOperators } from '../store/operators.ts';
import { findDeletion } from '../store/retention.ts';
import { fingerprintOf } from '../store/signature.ts';
import { overseers, type Handlers } from './handler.ts';

export const auditHandlers: Handlers<'audit.list' | 'audit.verify' | 'audit.export'> = {
  'audit.list': { who: overseers, handle: (station, { before, limit }) => trail(station, before, limit) },
  'audit.verify': {
    who: overseers,
    handle: async (station) => {
      const by = station.session.needed();
      const { db, signer, head } = station.open();
      // The head of before this call: what the store held then must still be there.
      const report = await verifyAuditChainInSlices(db, { publicKey: signer.publicKey, anchors: head.kept ? [head.kept] : [] });
      station.session.still(by);
      transact(db, (tx) => station.audit(tx, 'audit.verified', null, { ok: report.ok, lines: report.lines }));
      const { ok, lines, signedFrom, conflicts } = report;
      return { ok, lines, signedFrom, conflicts, brokenAt: report.ok ? null : report.brokenAt, why: report.ok ? null : report.why, fingerprint: fingerprintOf(signer.publicKey) };
    },
  },
  'audit.export': {
    who: overseers,
    handle: (station) => {
      const { db, signer, settings } = station.open();
      const at = station.clock().toISOString();
      // Who took the trail away is itself the last line that goes with it.
      transact(db, (tx) => station.audit(tx, 'audit.exported'));
      const file = `audit-${at.replaceAll(/[-:]/g, '').slice(0, 15)}-${station.ids().slice(0, 4)}.jsonl`;
      const lines = whileWorking(station, () => writeAuditExport(path.join(station.files.exports, file), db, signer, { station: settings.stationName, branch: settings.branch, exportedAt: at }));
      return { file, folder: station.files.exports, lines, fingerprint: fingerprintOf(signer.publicKey) };
    },
  },
};

function trail(station: Station, before: number | null, limit: number): TrailLine[] {
  const db = station.db();
  const names = new Map(listOperators(db).map(({ operatorId, name }) => [operatorId, name]));
  return auditBackwards(db, before, limit).map(({ sequence, at, action, operatorId, subject, facts }) => ({
    sequence, at, action, subject,
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, names.get(String(value)) ?? value])),
    operatorName: operatorId === null ? null : (names.get(operatorId) ?? null),
    about: subject === null ? null : (findCase(db, subject)?.number ?? findDeletion(db, subject)?.number ?? names.get(subject) ?? null),
  }));
}
