import { CodedError, toCodedError } from '../../../core/errors.ts';
import { knownOperator, provedBy, type Claim, type Proved } from '../operators/prove.ts';
import { openFor, unwrap } from '../operators/unlock.ts';
import type { Station } from '../station.ts';
import { transact } from '../store/db.ts';
import type { Handlers } from './handler.ts';

export const kioskHandlers: Handlers<'kiosk.permit'> = {
  'kiosk.permit': {
    who: 'anyone',
    activity: false,
    handle: (station, claim) => {
      if (!claim) throw new CodedError('input.invalid', { place: 'passphrase' });
      return permit(station, { ...claim, at: 'kiosk' });
    },
  },
};

function permit(station: Station, claim: Claim): Promise<Record<string, never>> {
  let unlocked = false;
  const look = (): Promise<Proved | null> => {
    unlocked = station.now.open === null;
    return unlocked ? byKeyring(station, claim) : knownOperator(station, claim);
  };
  return provedBy(station, claim, look, ({ operatorId, role }) => {
    if (role !== 'supervisor') throw new CodedError('operator.not-allowed');
    const { open } = station.now;
    if (open === null) return {};
    transact(open.db, (tx) => {
      if (unlocked) station.audit(tx, 'station.unlocked', null, {}, operatorId);
      station.audit(tx, 'kiosk.left', operatorId);
    });
    return {};
  });
}

/** Opens the records for the line in the trail; where they cannot be opened the keyring alone is proof, or nobody could leave a broken kiosk. @throws CodedError setup.needed · store.locked · keyring.damaged */
async function byKeyring(station: Station, claim: Claim): Promise<Proved | null> {
  const { fault, keyring } = station.now;
  if (fault && !keyring) throw fault;
  const unwrapped = await unwrap(keyring, claim);
  if (!unwrapped) return null;
  try {
    if (fault) throw fault;
    return openFor(station, unwrapped);
  } catch (thrown) {
    station.tools.log('kiosk.left-unsaved', { code: toCodedError(thrown).code });
    return { operatorId: unwrapped.wrap.operatorId, role: 'supervisor', disabledAt: null };
  }
}
