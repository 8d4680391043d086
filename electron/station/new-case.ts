import { CodedError } from '../../core/errors.ts';
import { clockIsSetBack, type Station } from './station.ts';
import { findCase } from './store/cases.ts';
import { hasDraft } from './store/drafts.ts';

/** What is under way may go on; a case nobody has seen yet needs a clock that can be believed. @throws CodedError clock.set-back */
export function needTrustedClockForNew(station: Station, caseId: string): void {
  const db = station.db();
  if (!hasDraft(db, caseId) && findCase(db, caseId) === null) needTrustedClock(station);
}

/** A verdict is never dated by a clock that cannot be believed: an expired document would be valid again. @throws CodedError clock.set-back */
export function needTrustedClock(station: Station): void {
  if (clockIsSetBack(station)) throw new CodedError('clock.set-back');
}
