/** "Seen before under another name": earlier cases with a face like this one's, as a hint to staff. Never a verdict, and nothing is merged. */
import type { Evidence } from '../../core/case/case.ts';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import type { Policy } from '../../core/case/policy.ts';
import { settledReading } from '../../core/case/settled.ts';
import type { SeenBefore, SightingKind } from '../../core/case/sightings.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { matchSeenBefore } from '../../core/checks/match/seen-before.ts';
import { compareNames } from '../../core/document/compare-names.ts';
import type { Fields } from '../../core/document/reading.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import { rememberFaces, searchFaces } from './faces/search.ts';
import { fullName } from './evidence.ts';
import { stationResult } from './own-result.ts';
import { findCapture } from './store/captures.ts';
import type { Db, Tx } from './store/db.ts';
import { putDescriptor, removeDescriptor } from './store/descriptors.ts';
import { writeSightings, type NewSighting } from './store/sightings.ts';
import { lastSubmission } from './store/submissions.ts';

/** `results`: none where the policy does not search. `keep`: what is to be stored of this face. */
export type Lookup = { results: CheckResult[]; sightings: NewSighting[]; keep: { model: string; face: FaceDescriptor } | null };

/** Chosen: more cases than anybody compares; the most alike stay. */
const mostSightings = 20;

export const searchesEarlier = (policy: Policy): boolean => policy.checks[matchSeenBefore.id]?.enabled === true;

/** @param face of the window; without the policy's word it is neither looked for nor kept. */
export async function lookForEarlier(db: Db, evidence: Evidence, face: FaceDescriptor | undefined, policy: Policy): Promise<Lookup> {
  if (!searchesEarlier(policy) || !evidence.setup.consent.faceComparison) return { results: [], sightings: [], keep: null };
  const model = descriptorModel(evidence.versions);
  if (model !== null && face !== undefined) await rememberFaces(db, model);
  const { said, sightings, keep } = search(db, evidence, face);
  return { results: [await stationResult(matchSeenBefore, 'seenBefore', said, policy)], sightings, keep };
}

function search(db: Db, evidence: Evidence, face: FaceDescriptor | undefined): { said: SeenBefore; sightings: NewSighting[]; keep: Lookup['keep'] } {
  const none = (notSearched: string) => ({ said: { notSearched, searched: 0, otherDetails: 0, knownCustomer: 0, closest: null, limit: 0 }, sightings: [], keep: null });
  // A demonstration shows the same specimen every time.
  if (evidence.captureIds.some((id) => findCapture(db, id)?.provenance.demo)) return none('demo-face');
  const model = descriptorModel(evidence.versions);
  if (model === null) return none('networks-unknown');
  if (face === undefined) return none('no-live-face');
  const { searched, limit, hits } = searchFaces(db, model, face, evidence.caseId);
  const sightings = hits.slice(0, mostSightings).map(({ caseId, distance }) => ({ earlierCaseId: caseId, distance, kind: kindOf(db, evidence, caseId) }));
  const count = (kind: SightingKind): number => sightings.filter((s) => s.kind === kind).length;
  const said = { notSearched: null, searched, limit, closest: hits[0]?.distance ?? null, otherDetails: count('other-details'), knownCustomer: count('known-customer') };
  return { said, sightings, keep: { model, face } };
}

/** Names are compared as ICAO 9303-3 lets them differ, so a transliteration is no other name. */
function kindOf(db: Db, evidence: Evidence, earlierCaseId: string): SightingKind {
  const earlier = lastSubmission(db, earlierCaseId);
  if (!earlier) return 'other-details';
  const [now, then] = [fieldsOf(evidence), fieldsOf(earlier.evidence)];
  const { verdict } = compareNames({ value: fullName(now) }, { value: fullName(then) });
  const sameBirth = now.birthDate !== undefined && now.birthDate.value === then.birthDate?.value;
  return sameBirth && (verdict === 'same' || verdict === 'compatible') ? 'known-customer' : 'other-details';
}

const fieldsOf = (evidence: Evidence): Fields => settledReading(evidence.extraction, evidence, evidence.startedAt.slice(0, 10)).fields;

/** In the transaction of the submission. @returns the id of a face that is gone with it; null: there was none. */
export function keepLookup(tx: Tx, caseId: string, { keep, sightings }: Lookup, at: string): number | null {
  const gone = removeDescriptor(tx, caseId);
  if (keep) putDescriptor(tx, caseId, keep.model, keep.face, at);
  writeSightings(tx, caseId, sightings, at);
  return gone;
}
