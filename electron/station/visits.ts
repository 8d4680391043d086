/**
 * Self-service: who is alone with the station, for which one case, and what is left of them. A visit is a session of its own under the name all customers
 * share. However it ends (done, left, idle, another person, a crash, the program closed) what is no record is deleted, and a record that is still
 * open is left to staff: docs/adr/0034-self-service-and-field.md.
 */
import type { StationStatus, VisitEnd } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import { closeOpen } from './close-case.ts';
import { operatorOf } from './customer.ts';
import { destroyKeys } from './doomed-keys.ts';
import { forgetFaces } from './faces/search.ts';
import { discardDraft } from './store/discard.ts';
import { transact } from './store/db.ts';
import { driverCode } from './store/errors.ts';
import { findCase } from './store/cases.ts';
import { hasDraft } from './store/drafts.ts';
import { ensureCaseKey } from './store/case-keys.ts';
import { leftVisits } from './store/left-visits.ts';
import { customerOperator } from './store/operators.ts';
import type { Station } from './station.ts';

type Why = VisitEnd | 'idle' | 'closed' | 'nobody-came' | 'restarted';

export type Visits = {
  /** Of the customer who is served now; null: nobody is. */
  caseId(): string | null;
  /** What a customer called staff for, and nobody has come yet; null: nobody called. */
  called(): StationStatus['called'];
  /** @throws CodedError call.forbidden · policy.invalid · visit.called */
  begin(): { caseId: string };
  end(why: VisitEnd): void;
  call(): void;
  /** A member of staff who serves logged in. */
  answered(): void;
  /** Of every session's end; `idle`: by time. Never throws. */
  ended(role: string, idle: boolean): void;
  /** Deletes what customers left behind whom nobody serves. Never throws: what cannot be deleted now is at the next look. */
  tidy(why: Why): void;
  stop(): void;
};

export function createVisits(of: () => Station): Visits {
  let current: string | null = null;
  let waiting: { caseId: string; called: 'case' | 'person'; timer: NodeJS.Timeout } | null = null;
  let why: Why | null = null;

  const isOffered = (): boolean => of().now.open?.settings.mode === 'self-service';
  const wipe = (caseId: string, reason: Why): void => {
    const station = of();
    try {
      const operator = operatorOf(station);
      station.lateDrafts.drop(caseId);
      if (findCase(station.db(), caseId)?.finished === false) ensureCaseKey(station.db(), caseId);
      const gone = transact(station.db(), (tx) => {
        const known = findCase(tx, caseId);
        if (known && !known.finished) closeOpen(station, tx, caseId, { attestation: null, by: operator, left: true });
        const left = discardDraft(tx, caseId);
        station.audit(tx, 'visit.ended', caseId, { why: reason, captures: left.captures, record: known !== null }, operator.operatorId);
        return left.face;
      });
      if (gone !== null) forgetFaces(station.db(), [gone]);
      station.sync.poke();
      destroyKeys(station);
    } catch (thrown) {
      station.tools.log('visit.unwiped', { driver: driverCode(thrown) ?? 'none' });
    }
  };
  const stopWaiting = (): void => {
    clearTimeout(waiting?.timer);
    waiting = null;
  };
  const tidy = (reason: Why): void => {
    const station = of();
    if (!isOffered()) return;
    try {
      const operator = customerOperator(station.db());
      if (operator === null) return;
      for (const caseId of leftVisits(station.db(), operator.operatorId)) if (caseId !== current && caseId !== waiting?.caseId) wipe(caseId, reason);
    } catch (thrown) {
      station.tools.log('visit.unwiped', { driver: driverCode(thrown) ?? 'none' });
    }
  };

  return {
    caseId: () => current,
    called: () => waiting?.called ?? null,
    begin() {
      const station = of();
      const policy = station.policy();
      if (!isOffered()) throw new CodedError('call.forbidden');
      if (!policy.selfService) throw new CodedError('policy.invalid', { place: 'selfService' });
      if (waiting) throw new CodedError('visit.called');
      const before = station.session.operator();
      if (before && before.role !== 'customer') throw new CodedError('operator.not-allowed');
      if (before) station.session.end();
      tidy('left');
      const operator = operatorOf(station);
      const caseId = station.ids();
      transact(station.db(), (tx) => station.audit(tx, 'visit.begun', caseId, {}, operator.operatorId));
      current = caseId;
      why = null;
      station.session.begin({ ...operator, role: 'customer' }, policy.modes['self-service'].idleSeconds);
      return { caseId };
    },
    end(reason) {
      const station = of();
      why = reason;
      station.session.end();
      station.tell('session.ended', { why: 'left' });
    },
    call() {
      const station = of();
      const caseId = current;
      // What the visit began with: head office may have sent another policy meanwhile.
      const seconds = caseId === null ? undefined : station.policyOf(caseId).selfService?.staffWithinSeconds;
      if (caseId === null || seconds === undefined) throw new CodedError('call.forbidden');
      transact(station.db(), (tx) => station.audit(tx, 'visit.called', caseId));
      const timer = setTimeout(() => {
        waiting = null;
        wipe(caseId, 'nobody-came');
        station.tell('session.ended', { why: 'idle' });
      }, seconds * 1000);
      timer.unref();
      // A closed case has no draft, and before the consent there is none yet.
      waiting = { caseId, called: hasDraft(station.db(), caseId) ? 'case' : 'person', timer };
      // Not an end of the case: its owner still stands there.
      current = null;
      station.session.end();
    },
    answered: stopWaiting,
    ended(role, idle) {
      if (role === 'customer') {
        const caseId = current;
        current = null;
        if (caseId !== null) wipe(caseId, idle ? 'idle' : (why ?? 'closed'));
        return;
      }
      if (role === 'auditor') return;
      // Whoever was called and did not take the case over has sent the customer away.
      if (of().now.open !== null) tidy('left');
    },
    tidy,
    stop: stopWaiting,
  };
}
