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
import type { Station } from './station.ts';
import { findCapture } from './store/captures.ts';
import type { ReadDb, Tx } from './store/db.ts';
import { likenessesOf, removeStaffFace, staffFaces, staffFacesKept } from './store/staff-faces.ts';

export type Likeness = { results: CheckResult[]; /** Ids of the operators. */ colleagues: string[] };

export const comparesStaff = (policy: Policy): boolean => policy.checks[matchInsiderFace.id]?.enabled === true;

/** Where the customer declined that faces are compared, nothing is looked for here: staff-word.ts says so. @param face of the window, of a customer who agreed */
export async function lookAtStaff(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, policy: Policy): Promise<Likeness> {
  if (!comparesStaff(policy) || !evidence.setup.consent.faceComparison) return { results: [], colleagues: [] };
  const { notCompared, colleagues } = compareWithStaff(db, evidence, face);
  const all = new Set([...likenessesOf(db, evidence.caseId), ...colleagues]);
  const said: InsiderFace = { notCompared: all.size > 0 ? null : notCompared, colleagues: all.size };
  return { results: [await stationResult(matchInsiderFace, 'insiderFace', said, policy)], colleagues };
}

function compareWithStaff(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined): { notCompared: InsiderFace['notCompared']; colleagues: string[] } {
  const none = (notCompared: InsiderFace['notCompared']) => ({ notCompared, colleagues: [] });
  // A demonstration shows the same specimen every time.
  if (evidence.captureIds.some((id) => findCapture(db, id)?.provenance.demo)) return none('demo-face');
  const kept = staffFacesKept(db).size;
  if (kept === 0) return none('no-staff-face');
  const model = descriptorModel(evidence.versions);
  if (model === null) return none('networks-unknown');
  if (face === undefined) return none('no-live-face');
  const of = staffFaces(db, model);
  const limit = hintLimit(of.length);
  // Faces that other networks made could not be compared: nobody passes by those alone that could.
  return { notCompared: of.length < kept ? 'other-networks' : null, colleagues: of.filter((one) => compare(one.face, face) <= limit).map(({ operatorId }) => operatorId) };
}

/** Of somebody who takes it back, or who serves nobody here any more. */
export function forgetStaffFace(station: Station, tx: Tx, operatorId: string): void {
  if (removeStaffFace(tx, operatorId)) station.audit(tx, 'operator.face-removed', operatorId);
}
