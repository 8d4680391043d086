import type { CallInput, CallOutput, Operator } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { wrapForSupervisor, writeKeyring, type Keyring, type PassphraseWrap } from '../keyring.ts';
import { mayBeLockedOut } from '../operators/locked-out.ts';
import { fitsPassphrase, hashPassphrase } from '../operators/scrypt.ts';
import { needStrength } from '../operators/strength.ts';
import type { Station } from '../station.ts';
import { transact, type Tx } from '../store/db.ts';
import { addOperator, changeOperator, listOperators, operatorById, type StoredOperator } from '../store/operators.ts';
import { everyone, overseers, supervisors, type Handlers } from './handler.ts';

type Names = 'operators.names' | 'operators.add' | 'operators.list' | 'operators.change' | 'operators.unlock' | 'operators.passphrase';
type Change = CallInput<'operators.change'>;

export const operatorHandlers: Handlers<Names> = {
  'operators.names': {
    who: 'anyone',
    activity: false,
    handle: (station) => {
      if (station.now.fault) throw station.now.fault;
      if (station.now.open) return listOperators(station.db()).filter(({ disabledAt }) => disabledAt === null).map(({ name, role }) => ({ name, role }));
      // A locked station knows only those who can unlock it.
      return (station.now.keyring?.supervisors ?? []).map(({ name }) => ({ name, role: 'supervisor' as const }));
    },
  },
  'operators.add': {
    who: supervisors,
    handle: async (station, { name, role, passphrase }) => {
      needStrength(passphrase);
      const operator = { operatorId: station.ids(), name, role };
      const hash = await hashPassphrase(passphrase);
      const wrap = role === 'supervisor' ? await wrapFor(station, operator, passphrase) : null;
      withKeyring(station, operator.operatorId, wrap, (tx) => {
        if (!addOperator(tx, { ...operator, passphrase: hash }, station.clock().toISOString())) throw new CodedError('operator.name-taken');
        station.audit(tx, 'operator.added', operator.operatorId, { role });
      });
      return operator;
    },
  },
  'operators.list': { who: overseers, handle: (station) => listOperators(station.db()).map((one) => rowOf(station, one)) },
  'operators.change': { who: supervisors, handle: change },
  'operators.unlock': {
    who: supervisors,
    handle: (station, { operatorId }) => {
      const { name } = known(station, operatorId);
      transact(station.db(), (tx) => station.audit(tx, 'operator.unlocked', operatorId));
      station.attempts.right(name);
      return rowOf(station, known(station, operatorId));
    },
  },
  'operators.passphrase': {
    who: everyone,
    handle: async (station, { current, next }) => {
      const { operatorId, name } = station.session.needed();
      const stored = known(station, operatorId);
      station.attempts.check(name, mayBeLockedOut(station, name));
      if (!(await fitsPassphrase(current, stored.passphrase))) {
        station.attempts.wrong(name);
        throw new CodedError('operator.unknown');
      }
      station.attempts.right(name);
      needStrength(next);
      const hash = await hashPassphrase(next);
      const wrap = stored.role === 'supervisor' ? await wrapFor(station, stored, next) : null;
      withKeyring(station, operatorId, wrap, (tx) => {
        changeOperator(tx, operatorId, { ...stored, passphrase: hash });
        station.audit(tx, 'operator.passphrase', operatorId);
      });
      return {};
    },
  },
};

/** Role, right to log in, and passphrase of somebody. Who is changed is logged out; the last supervisor stays one. */
async function change(station: Station, { operatorId, role, disabled, passphrase }: Change): Promise<CallOutput<'operators.change'>> {
  const before = known(station, operatorId);
  const own = station.session.needed().operatorId === operatorId;
  // Their own passphrase is changed by who knows the one of now.
  if (own && passphrase !== undefined) throw new CodedError('operator.not-allowed');
  const next = { role: role ?? before.role, disabled: disabled ?? before.disabledAt !== null };
  const unlocks = next.role === 'supervisor' && !next.disabled;
  const unlockedBefore = before.role === 'supervisor' && before.disabledAt === null;
  // Only the passphrase itself can be wrapped for.
  if (unlocks && !unlockedBefore && passphrase === undefined) throw new CodedError('input.invalid', { place: 'passphrase' });
  if (passphrase !== undefined) needStrength(passphrase);
  const hash = passphrase === undefined ? before.passphrase : await hashPassphrase(passphrase);
  const wrap = !unlocks ? null : passphrase === undefined ? keep : await wrapFor(station, before, passphrase);
  const at = station.clock().toISOString();
  withKeyring(station, operatorId, wrap, (tx) => {
    if (unlockedBefore && !unlocks && !otherSupervisor(tx, operatorId)) throw new CodedError('operator.last-supervisor');
    changeOperator(tx, operatorId, { role: next.role, disabledAt: next.disabled ? (before.disabledAt ?? at) : null, passphrase: hash });
    station.audit(tx, 'operator.changed', operatorId, { role: next.role, disabled: next.disabled, passphrase: passphrase !== undefined });
  });
  if (passphrase !== undefined) station.attempts.right(before.name);
  if (own && (next.role !== before.role || next.disabled)) endChanged(station);
  return rowOf(station, known(station, operatorId));
}

const otherSupervisor = (tx: Tx, operatorId: string): boolean => listOperators(tx).some((one) => one.operatorId !== operatorId && one.role === 'supervisor' && one.disabledAt === null);

function endChanged(station: Station): void {
  station.session.end();
  station.tell('session.ended', { why: 'changed' });
}

function known(station: Station, operatorId: string): StoredOperator {
  const stored = operatorById(station.db(), operatorId);
  if (!stored) throw new CodedError('store.not-found');
  return stored;
}

const rowOf = (station: Station, { operatorId, name, role, disabledAt }: Operator & { disabledAt: string | null }): CallOutput<'operators.change'> =>
  ({ operatorId, name, role, disabled: disabledAt !== null, lockedOut: station.attempts.isLockedOut(name) && mayBeLockedOut(station, name) });

/** As it is. */
const keep = 'keep';

/**
 * Store and keyring change together: the keyring is written inside, so that a supervisor who could not get a wrap is not one, and whose wrap could not be taken is still one.
 * @param wrap null: this operator unlocks nothing (any more)
 */
function withKeyring(station: Station, operatorId: string, wrap: PassphraseWrap | null | typeof keep, work: (tx: Tx) => void): void {
  const { keyring } = station.now;
  const next: Keyring | null = keyring && wrap !== keep ? { ...keyring, supervisors: [...keyring.supervisors.filter((one) => one.operatorId !== operatorId), ...(wrap ? [wrap] : [])] } : null;
  const changed = next !== null && JSON.stringify(next) !== JSON.stringify(keyring);
  transact(station.db(), (tx) => {
    work(tx);
    if (changed) writeKeyring(station.files.keyring, next);
  });
  if (changed) station.now.keyring = next;
}

async function wrapFor(station: Station, operator: { operatorId: string; name: string }, passphrase: string): Promise<PassphraseWrap | null> {
  const key = station.open().key;
  return key && wrapForSupervisor(key, operator, passphrase);
}
