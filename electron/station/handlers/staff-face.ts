import { descriptorModel } from '../../../core/case/face-descriptor.ts';
import type { CallOutput } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { comparesStaff } from '../staff-faces.ts';
import type { Station } from '../station.ts';
import { transact } from '../store/db.ts';
import { operatorById } from '../store/operators.ts';
import { putStaffFace, removeStaffFace, staffFacesKept } from '../store/staff-faces.ts';
import { everyone, supervisors, type Handlers } from './handler.ts';

type Names = 'staff-face.own' | 'staff-face.keep' | 'staff-face.remove-own' | 'staff-face.remove';

export const staffFaceHandlers: Handlers<Names> = {
  'staff-face.own': { who: everyone, activity: false, handle: ownOf },
  'staff-face.keep': {
    who: everyone,
    handle: (station, { face, versions }) => {
      const { operatorId } = station.session.needed();
      const model = descriptorModel(versions);
      if (!compares(station) || model === null) throw new CodedError('input.invalid', { place: 'face' });
      transact(station.db(), (tx) => {
        putStaffFace(tx, operatorId, model, face, station.clock().toISOString());
        station.audit(tx, 'operator.face-kept', operatorId);
      });
      return ownOf(station);
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

function remove(station: Station, operatorId: string): void {
  transact(station.db(), (tx) => {
    if (removeStaffFace(tx, operatorId)) station.audit(tx, 'operator.face-removed', operatorId);
  });
}
