import { CodedError } from '../../../core/errors.ts';
import { byPassphrase } from '../operators/prove.ts';
import { transact } from '../store/db.ts';
import type { Handlers } from './handler.ts';

export const kioskHandlers: Handlers<'kiosk.permit'> = {
  'kiosk.permit': {
    who: 'anyone',
    activity: false,
    handle: (station, claim) => {
      if (!claim) throw new CodedError('input.invalid', { place: 'passphrase' });
      return byPassphrase(station, { ...claim, at: 'kiosk' }, ({ operatorId, role }) => {
        if (role !== 'supervisor') throw new CodedError('operator.not-allowed');
        transact(station.db(), (tx) => station.audit(tx, 'kiosk.left', operatorId));
        return {};
      });
    },
  },
};
