import type { Operator } from '../../../core/contract.ts';
import { knownOperator, provedBy, type Claim } from '../operators/prove.ts';
import { openFor, unwrap } from '../operators/unlock.ts';
import { keep, withKeyring, wrapFor } from '../operators/with-keyring.ts';
import type { Station } from '../station.ts';
import { driverCode } from '../store/errors.ts';
import { transact } from '../store/db.ts';
import type { StoredOperator } from '../store/operators.ts';
import { enforceRevocations } from '../sync/take-bundle.ts';
import { everyone, type Handlers } from './handler.ts';

export const sessionHandlers: Handlers<'session.login' | 'session.logout' | 'session.touch'> = {
  'session.login': { who: 'anyone', handle: (station, input) => login(station, { ...input, at: 'login' }) },
  'session.logout': {
    who: 'anyone',
    handle: (station) => {
      const operator = station.session.operator();
      if (!operator) return {};
      if (operator.role !== 'customer') recordEnd(station);
      station.session.end();
      station.tell('session.ended', { why: 'logout' });
      return {};
    },
  },
  'session.touch': { who: [...everyone, 'customer'], handle: (station) => ({ idleSeconds: station.session.touch() }) },
};

function login(station: Station, claim: Claim): Promise<Operator> {
  if (station.now.fault) throw station.now.fault;
  let unlocked = false;
  const look = async (): Promise<StoredOperator | null> => {
    unlocked = station.now.open === null;
    if (!unlocked) return knownOperator(station, claim);
    // The first login of the day.
    const unwrapped = await unwrap(station.now.keyring, claim);
    return unwrapped && openFor(station, unwrapped);
  };
  return provedBy(station, claim, look, async ({ operatorId, name, role }) => {
    const before = station.session.operator();
    const operator: Operator = { operatorId, name, role };
    if (role === 'supervisor') await wrapAgain(station, operator, claim.passphrase);
    transact(station.db(), (tx) => {
      if (unlocked) station.audit(tx, 'station.unlocked', null, {}, operatorId);
      if (before && before.operatorId !== operatorId) station.audit(tx, 'session.switched', null, { from: before.operatorId }, operatorId);
      station.audit(tx, 'session.login', null, { role }, operatorId);
    });
    station.session.begin(operator, idleSeconds(station));
    // An auditor serves nobody: who called goes on waiting.
    if (role !== 'auditor') station.visits.answered();
    // Whoever was kept for want of a supervisor who can open the station.
    if (role === 'supervisor') enforceRevocations(station);
    return operator;
  });
}

/** After a change of the key only who made it could open the station in the morning; the others can again from their next login. */
async function wrapAgain(station: Station, operator: Operator, passphrase: string): Promise<void> {
  if (station.now.keyring?.supervisors.some(({ operatorId }) => operatorId === operator.operatorId) !== false) return;
  const wrap = await wrapFor(station, operator, passphrase);
  withKeyring(station, operator.operatorId, wrap ?? keep, () => {});
}

/** A broken policy must not keep a supervisor out: then the shortest time of the schema holds. */
function idleSeconds(station: Station): number {
  const { settings } = station.open();
  const mode = settings.mode === 'self-service' ? 'attended' : settings.mode;
  return station.policies().find((policy) => policy.id === settings.policyId)?.modes[mode].idleSeconds ?? 30;
}

/** Whoever leaves has left, also on a full disk. */
function recordEnd(station: Station): void {
  try {
    transact(station.db(), (tx) => station.audit(tx, 'session.logout'));
  } catch (thrown) {
    station.tools.log('session.ended-unsaved', { action: 'session.logout', driver: driverCode(thrown) ?? 'none' });
  }
}
