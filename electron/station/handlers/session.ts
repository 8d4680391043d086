import type { Operator } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { unwrapForSupervisor, wrapOf, type Keyring } from '../keyring.ts';
import { byPassphrase, knownOperator, type Claim } from '../operators/prove.ts';
import { openWithKey, type Station } from '../station.ts';
import { driverCode } from '../store/errors.ts';
import { transact } from '../store/db.ts';
import { findOperator, type StoredOperator } from '../store/operators.ts';
import { everyone, type Handlers } from './handler.ts';

export const sessionHandlers: Handlers<'session.login' | 'session.logout' | 'session.touch'> = {
  'session.login': { who: 'anyone', handle: (station, input) => login(station, { ...input, at: 'login' }) },
  'session.logout': {
    who: 'anyone',
    handle: (station) => {
      const operator = station.session.operator();
      if (!operator) return {};
      recordEnd(station);
      station.session.end();
      station.tell('session.ended', { why: 'logout' });
      return {};
    },
  },
  'session.touch': { who: everyone, handle: (station) => ({ idleSeconds: station.session.touch() }) },
};

function login(station: Station, claim: Claim): Promise<Operator> {
  if (station.now.fault) throw station.now.fault;
  let unlocked = false;
  const look = (): Promise<StoredOperator | null> => {
    unlocked = station.now.open === null;
    return unlocked ? unlock(station, station.now.keyring, claim) : knownOperator(station, claim);
  };
  return byPassphrase(station, claim, ({ operatorId, name, role }) => {
    const before = station.session.operator();
    const operator: Operator = { operatorId, name, role };
    transact(station.db(), (tx) => {
      if (unlocked) station.audit(tx, 'station.unlocked', null, {}, operatorId);
      if (before && before.operatorId !== operatorId) station.audit(tx, 'session.switched', null, { from: before.operatorId }, operatorId);
      station.audit(tx, 'session.login', null, { role }, operatorId);
    });
    station.session.begin(operator, idleSeconds(station));
    return operator;
  }, look);
}

/** The first login of the day. The wrap is authenticated, so opening it proves the passphrase. @throws CodedError store.* */
async function unlock(station: Station, keyring: Keyring | null, { name, passphrase }: Claim): Promise<StoredOperator | null> {
  if (!keyring) throw new CodedError('setup.needed');
  const wrap = wrapOf(keyring, name);
  if (!wrap) throw new CodedError('store.locked');
  const key = await unwrapForSupervisor(wrap, passphrase);
  if (!key) return null;
  const { db } = openWithKey(station, keyring, key);
  const stored = findOperator(db, name);
  if (stored?.role === 'supervisor' && stored.disabledAt === null && stored.operatorId === wrap.operatorId) return stored;
  db.close();
  station.now.open = null;
  return null;
}

/** A broken policy must not keep a supervisor out: then the shortest time of the schema holds. */
function idleSeconds(station: Station): number {
  const { settings } = station.open();
  return station.policies().find((policy) => policy.id === settings.policyId)?.modes[settings.mode].idleSeconds ?? 30;
}

/** Whoever leaves has left, also on a full disk. */
function recordEnd(station: Station): void {
  try {
    transact(station.db(), (tx) => station.audit(tx, 'session.logout'));
  } catch (thrown) {
    station.tools.log('session.ended-unsaved', { action: 'session.logout', driver: driverCode(thrown) ?? 'none' });
  }
}
