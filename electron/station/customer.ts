/** The name all customers of a self-service station work under, and in which mode whoever is there makes a case. */
import type { Mode } from '../../core/case/case.ts';
import { CodedError } from '../../core/errors.ts';
import type { Station } from './station.ts';
import { transact } from './store/db.ts';
import { addOperator, customerOperator } from './store/operators.ts';
import { scryptCost } from './store/scrypt-cost.ts';

/** One word, so that no customer is its namesake (core/case/insider.ts). */
const customerName = 'self-service';

/** Nobody can log in as it: no passphrase has an empty hash. @throws CodedError operator.name-taken where a person has its name */
export function operatorOf(station: Station): { operatorId: string; name: string } {
  const known = customerOperator(station.db());
  if (known) return known;
  const operator = { operatorId: station.ids(), name: customerName };
  transact(station.db(), (tx) => {
    if (!addOperator(tx, { ...operator, role: 'customer', passphrase: { ...scryptCost, salt: '', hash: '' }, passphraseBy: null }, station.clock().toISOString())) throw new CodedError('operator.name-taken');
  });
  return operator;
}

/** In which a case is made now: staff at a self-service station attends, and the customer's own case there is theirs alone. */
export function servingMode(station: Station): Mode {
  const mode = station.open().settings.mode;
  const operator = station.session.operator();
  return mode === 'self-service' && operator !== null && operator.role !== 'customer' ? 'attended' : mode;
}
