/** A policy that does not search among earlier cases, among staff or on head office's list (any more) keeps nothing to be found by, and an entry past its last day goes: looked at when the station opens, when head office sent another, and with the retention clock. */
import type { Policy } from '../../core/case/policy.ts';
import { matchBlockedFace } from '../../core/checks/match/blocked-face.ts';
import { forgetAllFaces } from './faces/search.ts';
import { clockIsAhead, clockIsSetBack } from './health/clock.ts';
import type { Pulled } from './pulled.ts';
import type { Station } from './station.ts';
import { countBlockedFaces, removeBlockedFaces, removeExpiredFaces } from './store/blocked-faces.ts';
import { transact } from './store/db.ts';
import { countDescriptors, removeAllDescriptors } from './store/descriptors.ts';
import { hasLookups, removeAllLookups } from './store/lookups.ts';
import { removeAllStaffFaces, staffFacesKept } from './store/staff-faces.ts';
import { localDay } from './time.ts';

export function forgetUnwanted(station: Station): void {
  const { db, pulled } = station.open();
  const policy = policyUnder(station, pulled);
  if (!policy) return;
  if (!policy.checks['match.duplicate']?.enabled && hasLookups(db)) transact(db, (tx) => station.audit(tx, 'lookups.forgotten', null, { count: removeAllLookups(tx) }, null));
  const staff = policy.checks['match.insider-face']?.enabled ? 0 : staffFacesKept(db).size;
  if (staff > 0) transact(db, (tx) => station.audit(tx, 'faces.forgotten', null, { staff: removeAllStaffFaces(tx) }, null));
  if (countBlockedFaces(db) > 0) forgetListed(station, searches(policy));
  if (policy.checks['match.seen-before']?.enabled || countDescriptors(db) === 0) return;
  transact(db, (tx) => station.audit(tx, 'faces.forgotten', null, { count: removeAllDescriptors(tx) }, null));
  forgetAllFaces(db);
}

/** Whether what head office told has this station hold a face against its list. */
export const searchesListed = (station: Station, pulled: Pulled): boolean => searches(policyUnder(station, pulled));

const policyUnder = (station: Station, pulled: Pulled): Policy | undefined => station.policies(pulled).find(({ id }) => id === station.open().settings.policyId);
const searches = (policy: Policy | undefined): boolean => policy?.checks[matchBlockedFace.id]?.enabled === true;

/** A clock that cannot be believed ends no entry. */
function forgetListed(station: Station, wanted: boolean): void {
  if (wanted && (clockIsSetBack(station) || clockIsAhead(station))) return;
  transact(station.db(), (tx) => {
    const listed = wanted ? removeExpiredFaces(tx, localDay(station.clock())) : removeBlockedFaces(tx);
    if (listed > 0) station.audit(tx, 'faces.forgotten', null, { listed }, null);
  });
}
