import { CodedError } from '../../../core/errors.ts';
import { answeredResults } from '../answered.ts';
import { closeOpen } from '../close-case.ts';
import { forgetFaces } from '../faces/search.ts';
import { needFitForNew } from '../health/fitness.ts';
import { transact, type ReadDb } from '../store/db.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { keepCasePolicy } from '../store/case-policies.ts';
import { destroyKeys } from '../doomed-keys.ts';
import { findCase } from '../store/cases.ts';
import { discardDraft } from '../store/discard.ts';
import { draftOperator, listDrafts, saveDraft } from '../store/drafts.ts';
import { serving, staff, type Handlers } from './handler.ts';

/** Chosen: a journey is some kilobytes; this leaves room for what was read and measured on it. */
const stateBytes = 2_000_000;

export const draftHandlers: Handlers<'draft.save' | 'draft.list' | 'draft.discard'> = {
  'draft.save': {
    who: serving,
    handle: async (station, { caseId, state }) => {
      const text = JSON.stringify(state ?? null);
      if (text.length > stateBytes) throw new CodedError('input.too-large');
      const late = station.lateDrafts.begin(caseId);
      try {
        await needFitForNew(station, caseId);
        const savedAt = station.clock().toISOString();
        const { operatorId } = station.session.needed();
        transact(station.db(), (tx) => {
          // A late save of a window whose case was just closed or given up: such a case has no draft.
          if (late.dropped || findCase(tx, caseId)?.finished) return;
          const before = draftOperator(tx, caseId);
          if (before !== null && before !== operatorId) station.audit(tx, 'case.resumed', caseId, { from: before });
          keepCasePolicy(tx, caseId, station.policyOf(caseId));
          saveDraft(tx, { caseId, state: text, savedAt, operatorId });
        });
        return { savedAt };
      } finally {
        late.done();
      }
    },
  },
  'draft.list': { who: staff, handle: (station) => listDrafts(station.db()) },
  'draft.discard': {
    who: serving,
    handle: async (station, { caseId, why = 'discarded' }) => {
      const by = station.session.needed();
      const isOpen = (db: ReadDb): boolean => findCase(db, caseId)?.finished === false;
      const results = isOpen(station.db()) && (await answeredResults(station, caseId, true));
      station.session.still(by);
      if (results) ensureCaseKey(station.db(), caseId);
      station.lateDrafts.drop(caseId);
      const gone = transact(station.db(), (tx) => {
        const { draft: removed, face, captures } = discardDraft(tx, caseId);
        const declined = why === 'consent-declined';
        if (removed || captures > 0 || declined) station.audit(tx, declined ? 'consent.declined' : 'draft.discarded', caseId, { captures });
        // What was decided is a record, and no case is open that nobody can find: it is left to a second person.
        if (isOpen(tx)) closeOpen(station, tx, caseId, { attestation: null, by, left: true, ...(results && { results }) });
        return face;
      });
      station.scans.forget();
      if (results) station.sync.poke();
      if (gone !== null) forgetFaces(station.db(), [gone]);
      destroyKeys(station);
      return {};
    },
  },
};
