import { descriptorModel } from '../../../core/case/face-descriptor.ts';
import type { CallOutput } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { readModels } from '../about.ts';
import { byPassphrase } from '../operators/prove.ts';
import { comparesStaff, forgetStaffFace } from '../staff-faces.ts';
import type { Station } from '../station.ts';
import { transact } from '../store/db.ts';
import { operatorById } from '../store/operators.ts';
import { putStaffFace, staffFacesKept } from '../store/staff-faces.ts';
import { everyone, supervisors, type Handlers } from './handler.ts';

type Names = 'staff-face.own' | 'staff-face.keep' | 'staff-face.remove-own' | 'staff-face.remove';

export const staffFaceHandlers: Handlers<Names> = {
  'staff-face.own': { who: everyone, activity: false, handle: ownOf },
  'staff-face.keep': {
    who: everyone,
    handle: (station, { face, passphrase }) => {
      const by = station.session.needed();
      // The passphrase is the word of whoever agrees: neither a colleague at an open window nor the next one who logged in meanwhile.
      return byPassphrase(station, { name: by.name, passphrase, at: 'passphrase' }, ({ operatorId }) => {
        station.session.still(by);
        const model = descriptorModel(Object.fromEntries(readModels(station.resourcesDir).map(({ name, sha256 }) => [name, sha256])));
        if (!compares(station) || model === null) throw new CodedError('input.invalid', { place: 'face' });
        transact(station.db(), (tx) => {
          putStaffFace(tx, operatorId, model, face, station.clock().toISOString());
          station.audit(tx, 'operator.face-kept', operatorId);
        });
        return ownOf(station);
      });
    },
  },
  'staff-face.remove-own': {
    who: everyone,
    handle: (station) => {
      remove(station, station.session.needed().operatorId);
      return ownOf(station);
    },
  },
  'staff-face.remove': {
    who: supervisors,
    handle: (station, { operatorId }) => {
      if (operatorById(station.db(), operatorId) === null) throw new CodedError('store.not-found');
      remove(station, operatorId);
      return {};
    },
  },
};

function compares(station: Station): boolean {
  const policy = station.policies().find(({ id }) => id === station.open().settings.policyId);
  return policy !== undefined && comparesStaff(policy);
}

function ownOf(station: Station): CallOutput<'staff-face.own'> {
  return { compared: compares(station), keptAt: staffFacesKept(station.db()).get(station.session.needed().operatorId) ?? null };
}

const remove = (station: Station, operatorId: string): void => transact(station.db(), (tx) => forgetStaffFace(station, tx, operatorId));
