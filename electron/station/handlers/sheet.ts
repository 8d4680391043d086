/** The sheet of a case's statement: what must stand on it, by the station's clock, with a code that fits no other case. */
import { randomBytes } from 'node:crypto';
import { CodedError } from '../../../core/errors.ts';
import { sheetCodeOf } from '../../../core/document/statement/sheet-code.ts';
import { needTrustedClock } from '../health/fitness.ts';
import { askedOf } from '../statement.ts';
import { findCase } from '../store/cases.ts';
import { transact } from '../store/db.ts';
import { hasDraft } from '../store/drafts.ts';
import { addSheet, sheetCode } from '../store/sheets.ts';
import { localDay } from '../time.ts';
import { servingMode } from '../customer.ts';
import { serving, type Handlers } from './handler.ts';

export const sheetHandlers: Handlers<'case.asked' | 'case.sheet'> = {
  'case.asked': {
    who: serving,
    handle: (station, { caseId }) => {
      const asked = askedOf(station.db(), caseId, station.policyOf(caseId), servingMode(station));
      if (asked === null) throw new CodedError('input.invalid', { place: 'statement' });
      needTrustedClock(station);
      return { asked, date: localDay(station.clock()) };
    },
  },
  'case.sheet': {
    who: serving,
    // Asked again it is the same sheet: a second print does not make the first one worthless.
    handle: (station, { caseId }) => {
      const { statement } = station.policyOf(caseId);
      if (!statement?.ways[servingMode(station)].includes('printed')) throw new CodedError('input.invalid', { place: 'statement' });
      needTrustedClock(station);
      return transact(station.db(), (tx) => {
        if (findCase(tx, caseId)?.finished) throw new CodedError('case.closed');
        if (!hasDraft(tx, caseId)) throw new CodedError('store.not-found');
        const known = sheetCode(tx, caseId);
        const code = known ?? sheetCodeOf(randomBytes(8));
        if (known === null) {
          addSheet(tx, caseId, code, station.clock().toISOString());
          station.audit(tx, 'sheet.drawn', caseId);
        }
        return { word: statement.word, date: localDay(station.clock()), code };
      });
    },
  },
};
