/** Staff who come as customers, by their face: only those who let the station keep theirs, and only where the policy says so. */
import type { Evidence } from '../../core/case/case.ts';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import type { InsiderFace } from '../../core/case/insider.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { matchInsiderFace } from '../../core/checks/match/insider-face.ts';
import { compare, type FaceDescriptor } from '../../core/vision/face/compare.ts';
import { hintLimit } from '../../core/vision/face/one-to-many.ts';
import { stationResult } from './own-result.ts';
import type { ReadDb } from './store/db.ts';
import { staffFaces, staffFacesKept } from './store/staff-faces.ts';

export type Likeness = { results: CheckResult[]; /** Ids of the operators. */ colleagues: string[] };

export const comparesStaff = (policy: Policy): boolean => policy.checks[matchInsiderFace.id]?.enabled === true;

/** Where the customer declined that faces are compared, nothing is said. @param face of the window, of a customer who agreed */
export async function lookAtStaff(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, policy: Policy): Promise<Likeness> {
  if (!comparesStaff(policy) || !evidence.setup.consent.faceComparison) return { results: [], colleagues: [] };
  const { said, colleagues } = compareWithStaff(db, descriptorModel(evidence.versions), face);
  return { results: [await stationResult(matchInsiderFace, 'insiderFace', said, policy)], colleagues };
}

function compareWithStaff(db: ReadDb, model: string | null, face: FaceDescriptor | undefined): { said: InsiderFace; colleagues: string[] } {
  const kept = staffFacesKept(db).size;
  const none = (notCompared: string | null) => ({ said: { notCompared, compared: 0, colleagues: 0, closest: null, limit: 0 }, colleagues: [] });
  if (kept === 0) return none(null);
  if (model === null) return none('networks-unknown');
  if (face === undefined) return none('no-live-face');
  const of = staffFaces(db, model);
  // Kept by other networks: nobody could be told apart from them, and that is no pass.
  if (of.length < kept) return none('other-networks');
  const limit = hintLimit(of.length);
  const distances = of.map((one) => ({ operatorId: one.operatorId, distance: compare(one.face, face) }));
  const colleagues = distances.filter(({ distance }) => distance <= limit).map(({ operatorId }) => operatorId);
  return { said: { notCompared: null, compared: of.length, colleagues: colleagues.length, closest: Math.min(...distances.map(({ distance }) => distance)), limit }, colleagues };
}
