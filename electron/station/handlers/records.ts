import { CodedError } from '../../../core/errors.ts';
import { findCapture } from '../store/captures.ts';
import { findCase } from '../store/cases.ts';
import { transact } from '../store/db.ts';
import { decisionsOf } from '../store/decisions.ts';
import { findHold } from '../store/retention.ts';
import { searchCases } from '../store/search.ts';
import { servedBy } from '../store/served.ts';
import { blockedHitsOf } from '../store/blocked-faces.ts';
import { duplicatesOf } from '../store/lookups.ts';
import { sightingsOf } from '../store/sightings.ts';
import { lastSubmission } from '../store/submissions.ts';
import { startOfDay } from '../time.ts';
import { everyone, type Handlers } from './handler.ts';

export const recordHandlers: Handlers<'records.search' | 'records.open'> = {
  'records.search': {
    who: everyone,
    handle: (station, { text, from, to, outcome, limit, offset }) =>
      searchCases(station.db(), {
        limit, offset,
        ...(text !== undefined && { text }), ...(outcome !== undefined && { outcome }),
        ...(from !== undefined && { fromAt: startOfDay(from) }), ...(to !== undefined && { toAt: startOfDay(to, 1) }),
      }),
  },
  'records.open': {
    who: everyone,
    // Who looked at whom is part of the trail.
    handle: (station, { caseId }) => transact(station.db(), (tx) => {
      const row = findCase(tx, caseId);
      const last = lastSubmission(tx, caseId);
      if (!row || !last) throw new CodedError('store.not-found');
      const captures = last.evidence.captureIds.map((captureId) => findCapture(tx, captureId)).filter((capture) => capture !== null);
      const decisions = decisionsOf(tx, caseId).map(({ decision, at, operatorName, attestation }) => ({ decision, at, operatorName, attestation }));
      station.audit(tx, 'record.opened', caseId);
      return { row, evidence: last.evidence, captures, decisions, seenBefore: sightingsOf(tx, caseId), duplicates: duplicatesOf(tx, caseId), blockedFaces: blockedHitsOf(tx, caseId), servedBy: servedBy(tx, caseId), hold: findHold(tx, caseId) };
    }),
  },
};
