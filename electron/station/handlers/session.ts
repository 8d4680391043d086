import type { Operator } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { unwrapForSupervisor, wrapOf, type Keyring } from '../keyring.ts';
import { mayBeLockedOut } from '../operators/locked-out.ts';
import { oneAtATime } from '../operators/prove.ts';
import { fitsPassphrase } from '../operators/scrypt.ts';
import { openWithKey, type Station } from '../station.ts';
import { driverCode } from '../store/errors.ts';
import { transact } from '../store/db.ts';
import { findOperator, type StoredOperator } from '../store/operators.ts';
import { everyone, type Handlers } from './handler.ts';

export const sessionHandlers: Handlers<'session.login' | 'session.logout' | 'session.touch'> = {
  'session.login': { who: 'anyone', handle: (station, input) => oneAtATime(station, () => login(station, input.name, input.passphrase)) },
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

async function login(station: Station, name: string, passphrase: string): Promise<Operator> {
  const { fault, keyring, open } = station.now;
  if (fault) throw fault;
  station.attempts.check(name, mayBeLockedOut(station, name));
  const stored = open ? await knownOperator(station, name, passphrase) : await unlock(station, keyring, name, passphrase);
  if (!stored) {
    station.attempts.wrong(name);
    if (station.now.open) recordRefusal(station, name);
    throw new CodedError('operator.unknown');
  }
  // Told only to who knows the passphrase.
  if (stored.disabledAt !== null) throw new CodedError('operator.disabled');
  const before = station.session.operator();
  const operator: Operator = { operatorId: stored.operatorId, name: stored.name, role: stored.role };
  transact(station.db(), (tx) => {
    if (!open) station.audit(tx, 'station.unlocked', null, {}, operator.operatorId);
    if (before && before.operatorId !== operator.operatorId) station.audit(tx, 'session.switched', null, { from: before.operatorId }, operator.operatorId);
    station.audit(tx, 'session.login', null, { role: operator.role }, operator.operatorId);
  });
  station.attempts.right(name);
  station.session.begin(operator, idleSeconds(station));
  return operator;
}

async function knownOperator(station: Station, name: string, passphrase: string): Promise<StoredOperator | null> {
  const stored = findOperator(station.db(), name);
  return (await fitsPassphrase(passphrase, stored?.passphrase ?? null)) ? stored : null;
}

/** The first login of the day. The wrap is authenticated, so opening it proves the passphrase. @throws CodedError store.* */
async function unlock(station: Station, keyring: Keyring | null, name: string, passphrase: string): Promise<StoredOperator | null> {
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

function recordRefusal(station: Station, name: string): void {
  try {
    const lockedOut = station.attempts.isLockedOut(name) ? (findOperator(station.db(), name)?.operatorId ?? null) : null;
    transact(station.db(), (tx) => {
      station.audit(tx, 'session.refused');
      if (lockedOut !== null) station.audit(tx, 'operator.locked', lockedOut);
    });
  } catch (thrown) {
    station.tools.log('attempts.unsaved', { action: 'session.refused', driver: driverCode(thrown) ?? 'none' });
  }
}

/** Whoever leaves has left, also on a full disk. */
function recordEnd(station: Station): void {
  try {
    transact(station.db(), (tx) => station.audit(tx, 'session.logout'));
  } catch (thrown) {
    station.tools.log('session.ended-unsaved', { action: 'session.logout', driver: driverCode(thrown) ?? 'none' });
  }
}
