import type { CallInput, CallOutput, Role, SessionRole } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { mayBeLockedOut } from '../operators/locked-out.ts';
import { byPassphrase, oneAtATime } from '../operators/prove.ts';
import { hashPassphrase } from '../operators/scrypt.ts';
import { needStrength } from '../operators/strength.ts';
import { keep, withKeyring, wrapFor } from '../operators/with-keyring.ts';
import { isUnlocker } from '../pulled.ts';
import { forgetStaffFace } from '../staff-faces.ts';
import type { Station } from '../station.ts';
import { enforceRevocations } from '../sync/take-bundle.ts';
import { transact, type Tx } from '../store/db.ts';
import { staffFacesKept } from '../store/staff-faces.ts';
import { addOperator, changeOperator, listOperators, operatorById, type ListedOperator, type StoredOperator } from '../store/operators.ts';
import { everyone, overseers, supervisors, type Handlers } from './handler.ts';

type Names = 'operators.names' | 'operators.add' | 'operators.list' | 'operators.change' | 'operators.unlock' | 'operators.passphrase';
type Change = CallInput<'operators.change'>;

export const operatorHandlers: Handlers<Names> = {
  'operators.names': {
    who: 'anyone',
    activity: false,
    handle: (station) => {
      const { fault, keyring } = station.now;
      if (fault && !keyring) throw fault;
      if (station.now.open) return peopleOf(station).filter(({ disabledAt }) => disabledAt === null).map(({ name, role }) => ({ name, role }));
      // A locked station knows only those who can unlock it; one whose records are broken, those who can close its kiosk.
      return (keyring?.supervisors ?? []).map(({ name }) => ({ name, role: 'supervisor' as const }));
    },
  },
  'operators.add': {
    who: supervisors,
    handle: (station, { name, role, passphrase }) => oneAtATime(station, async () => {
      const by = station.session.needed();
      needStrength(passphrase);
      const operator = { operatorId: station.ids(), name, role };
      const hash = await hashPassphrase(passphrase);
      const wrap = role === 'supervisor' ? await wrapFor(station, operator, passphrase) : null;
      station.session.still(by);
      withKeyring(station, operator.operatorId, wrap, (tx) => {
        if (station.open().pulled.revokes(name)) throw new CodedError('operator.revoked');
        if (!addOperator(tx, { ...operator, passphrase: hash, passphraseBy: by.operatorId }, station.clock().toISOString())) throw new CodedError('operator.name-taken');
        station.audit(tx, 'operator.added', operator.operatorId, { role });
      });
      enforceRevocations(station);
      return operator;
    }),
  },
  'operators.list': { who: overseers, handle: (station) => peopleOf(station).map((one) => rowOf(station, one)) },
  'operators.change': { who: supervisors, handle: (station, input) => oneAtATime(station, () => change(station, input)) },
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
    handle: (station, { current, next }) => {
      const by = station.session.needed();
      return byPassphrase(station, { name: by.name, passphrase: current, at: 'passphrase' }, async (stored) => {
        needStrength(next);
        const hash = await hashPassphrase(next);
        const wrap = stored.role === 'supervisor' ? await wrapFor(station, stored, next) : null;
        station.session.still(by);
        withKeyring(station, stored.operatorId, wrap, (tx) => {
          changeOperator(tx, stored.operatorId, { ...stored, passphrase: hash, passphraseBy: null });
          station.audit(tx, 'operator.passphrase', stored.operatorId);
        });
        return {};
      });
    },
  },
};

/** Role, right to log in, and passphrase of somebody. Who is changed is logged out; the last supervisor stays one. */
async function change(station: Station, { operatorId, role, disabled, passphrase }: Change): Promise<CallOutput<'operators.change'>> {
  const by = station.session.needed();
  const before = known(station, operatorId);
  const own = by.operatorId === operatorId;
  // Their own passphrase is changed by who knows the one of now.
  if (own && passphrase !== undefined) throw new CodedError('operator.not-allowed');
  const next = { role: role ?? before.role, disabled: disabled ?? before.disabledAt !== null };
  if (before.disabledAt !== null && !next.disabled && station.open().pulled.revokes(before.name)) throw new CodedError('operator.revoked');
  const unlocks = next.role === 'supervisor' && !next.disabled;
  const unlockedBefore = before.role === 'supervisor' && before.disabledAt === null;
  // Only the passphrase itself can be wrapped for.
  if (unlocks && !unlockedBefore && passphrase === undefined) throw new CodedError('input.invalid', { place: 'passphrase' });
  if (passphrase !== undefined) needStrength(passphrase);
  const hash = passphrase === undefined ? before.passphrase : await hashPassphrase(passphrase);
  const wrap = !unlocks ? null : passphrase === undefined ? keep : await wrapFor(station, before, passphrase);
  const passphraseBy = passphrase === undefined ? before.passphraseBy : by.operatorId;
  const at = station.clock().toISOString();
  station.session.still(by);
  withKeyring(station, operatorId, wrap, (tx) => {
    if (unlockedBefore && !unlocks && !otherSupervisor(station, tx, operatorId)) throw new CodedError('operator.last-supervisor');
    changeOperator(tx, operatorId, { role: next.role, disabledAt: next.disabled ? (before.disabledAt ?? at) : null, passphrase: hash, passphraseBy });
    // Whoever serves nobody any more is compared with nobody.
    if (next.disabled) forgetStaffFace(station, tx, operatorId);
    station.audit(tx, 'operator.changed', operatorId, { role: next.role, disabled: next.disabled, passphrase: passphrase !== undefined });
  });
  if (passphrase !== undefined) station.attempts.right(before.name);
  enforceRevocations(station);
  if (own && (next.role !== before.role || next.disabled)) endChanged(station);
  return rowOf(station, known(station, operatorId));
}

const otherSupervisor = ({ now }: Station, tx: Tx, operatorId: string): boolean => listOperators(tx).some((one) => one.operatorId !== operatorId && isUnlocker(one, now.keyring));

function endChanged(station: Station): void {
  station.session.end();
  station.tell('session.ended', { why: 'changed' });
}

type Person<Someone extends { role: SessionRole }> = Someone & { role: Role };
/** The name customers of a self-service station share is nobody's to change or log in as. */
const isPerson = <Someone extends { role: SessionRole }>(one: Someone): one is Person<Someone> => one.role !== 'customer';
const peopleOf = (station: Station): Person<ListedOperator>[] => listOperators(station.db()).filter(isPerson);

function known(station: Station, operatorId: string): Person<StoredOperator> {
  const stored = operatorById(station.db(), operatorId);
  if (!stored || !isPerson(stored)) throw new CodedError('store.not-found');
  return stored;
}

const rowOf = (station: Station, { operatorId, name, role, disabledAt, passphraseBy }: Person<ListedOperator>): CallOutput<'operators.change'> => ({
  operatorId, name, role, disabled: disabledAt !== null, lockedOut: station.attempts.isLockedOut(name) && mayBeLockedOut(station, name), faceKept: staffFacesKept(station.db()).has(operatorId),
  passphraseBy: passphraseBy === null ? null : (operatorById(station.db(), passphraseBy)?.name ?? ''),
});
