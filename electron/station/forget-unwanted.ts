/** A policy that does not search among earlier cases, or among staff, (any more) keeps nothing to be found by: looked at when the station opens, and when head office sent another. */
import { forgetAllFaces } from './faces/search.ts';
import type { Station } from './station.ts';
import { transact } from './store/db.ts';
import { countDescriptors, removeAllDescriptors } from './store/descriptors.ts';
import { hasLookups, removeAllLookups } from './store/lookups.ts';
import { removeAllStaffFaces, staffFacesKept } from './store/staff-faces.ts';

export function forgetUnwanted(station: Station): void {
  const { db, settings } = station.open();
  const policy = station.policies().find((known) => known.id === settings.policyId);
  if (!policy) return;
  if (!policy.checks['match.duplicate']?.enabled && hasLookups(db)) transact(db, (tx) => station.audit(tx, 'lookups.forgotten', null, { count: removeAllLookups(tx) }, null));
  const staff = policy.checks['match.insider-face']?.enabled ? 0 : staffFacesKept(db).size;
  if (staff > 0) transact(db, (tx) => station.audit(tx, 'faces.forgotten', null, { staff: removeAllStaffFaces(tx) }, null));
  if (policy.checks['match.seen-before']?.enabled || countDescriptors(db) === 0) return;
  transact(db, (tx) => station.audit(tx, 'faces.forgotten', null, { count: removeAllDescriptors(tx) }, null));
  forgetAllFaces(db);
}
