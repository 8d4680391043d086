import { CodedError } from '../../../core/errors.ts';
import { wrapForSupervisor, writeKeyring, type Keyring } from '../keyring.ts';
import { hashPassphrase } from '../operators/scrypt.ts';
import { needStrength } from '../operators/strength.ts';
import type { Station } from '../station.ts';
import { transact } from '../store/db.ts';
import { addOperator, listOperators } from '../store/operators.ts';
import { supervisors, type Handlers } from './handler.ts';

export const operatorHandlers: Handlers<'operators.names' | 'operators.add'> = {
  'operators.names': {
    who: 'anyone',
    activity: false,
    handle: (station) => {
      if (station.now.fault) throw station.now.fault;
      if (station.now.open) return listOperators(station.db()).map(({ name, role }) => ({ name, role }));
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
      const keyring = role === 'supervisor' ? await keyringWith(station, operator, passphrase) : null;
      transact(station.db(), (tx) => {
        if (!addOperator(tx, { ...operator, passphrase: hash }, station.clock().toISOString())) throw new CodedError('operator.name-taken');
        station.audit(tx, 'operator.added', operator.operatorId, { role });
        // Inside: an operator who could not get a wrap is not added either.
        if (keyring) writeKeyring(station.files.keyring, keyring);
      });
      if (keyring) station.now.keyring = keyring;
      return operator;
    },
  },
};

async function keyringWith(station: Station, operator: { operatorId: string; name: string }, passphrase: string): Promise<Keyring | null> {
  const { keyring, open } = station.now;
  if (!keyring || !open?.key) return null;
  const wrap = await wrapForSupervisor(open.key, operator, passphrase);
  return { ...keyring, supervisors: [...(station.now.keyring ?? keyring).supervisors, wrap] };
}
