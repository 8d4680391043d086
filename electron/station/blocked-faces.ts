/** The customer's face against head office's list: a possible match that staff answers. Nobody is rejected by it, and the customer is told nothing. */
import { isCleared, isLeft, type BlockedFaceFacts, type BlockedHit } from '../../core/case/blocked-face.ts';
import type { Evidence } from '../../core/case/case.ts';
import { asksAboutDuplicates } from '../../core/case/duplicates.ts';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { matchBlockedFace } from '../../core/checks/match/blocked-face.ts';
import { compare, type FaceDescriptor } from '../../core/vision/face/compare.ts';
import { hintLimit } from '../../core/vision/face/one-to-many.ts';
import { stationResult } from './own-result.ts';
import { addBlockedHits, blockedHitsOf, listedFaces, removeClearedHits, type NewBlockedHit } from './store/blocked-faces.ts';
import { findCapture } from './store/captures.ts';
import type { ReadDb, Tx } from './store/db.ts';

/** `found` null: this case is not searched, and what staff cleared of an earlier submission is forgotten. */
export type ListSearch = { results: CheckResult[]; found: NewBlockedHit[] | null };

/** Where the customer declined that faces are compared, nothing is looked for; a match of before stays until staff clears it, or whoever sees one would only have to choose that way. @param today YYYY-MM-DD */
export async function searchBlockedFaces(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, policy: Policy, today: string): Promise<ListSearch> {
  if (!policy.checks[matchBlockedFace.id]?.enabled) return { results: [], found: null };
  const { faceComparison } = evidence.setup.consent;
  const { notSearched, searched, limit, hits } = search(db, evidence, face, today);
  const before = blockedHitsOf(db, evidence.caseId).filter(({ answer }) => faceComparison || !isCleared(answer));
  const all = [...before, ...hits.filter(({ entryId }) => !before.some((hit) => hit.entryId === entryId)).map((hit): BlockedHit => ({ ...hit, answer: null }))];
  const said: BlockedFaceFacts = { notSearched: all.length > 0 ? null : notSearched, searched, limit, found: all.length, left: leftOf(all, evidence, false) };
  return { results: [await resultOf(said, policy)], found: faceComparison ? hits : null };
}

type Searched = Pick<BlockedFaceFacts, 'notSearched' | 'searched' | 'limit'> & { hits: NewBlockedHit[] };

/** Chosen: more than anybody compares; the most alike stay. */
const mostHits = 20;

function search(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, today: string): Searched {
  const none = (notSearched: BlockedFaceFacts['notSearched']): Searched => ({ notSearched, searched: 0, limit: 0, hits: [] });
  if (!evidence.setup.consent.faceComparison) return none('face-comparison-declined');
  // A demonstration shows the same specimen every time.
  if (evidence.captureIds.some((id) => findCapture(db, id)?.provenance.demo)) return none('demo-face');
  const listed = listedFaces(db, today);
  if (listed.length === 0) return none('no-list');
  const model = descriptorModel(evidence.versions);
  if (model === null) return none('networks-unknown');
  if (face === undefined) return none('no-live-face');
  const own = listed.filter((one) => one.model === model);
  const limit = hintLimit(own.length);
  const near = own.map(({ entryId, reference, reason, listedOn, face: other }) => ({ entryId, reference, reason, listedOn, distance: compare(other, face) })).filter(({ distance }) => distance <= limit);
  // Faces that other networks made could not be compared: nobody passes by those alone that could.
  return { notSearched: own.length < listed.length ? 'list-other-networks' : null, searched: own.length, limit, hits: near.sort((a, b) => a.distance - b.distance).slice(0, mostHits) };
}

/** Where nobody stands who can be asked, every match is left to a second person. */
const leftOf = (hits: readonly BlockedHit[], { setup }: Evidence, givenUp: boolean): number => (asksAboutDuplicates(setup.mode) ? hits.filter(({ answer }) => isLeft(answer) || (givenUp && answer === null)).length : hits.length);

const resultOf = (facts: BlockedFaceFacts, policy: Policy): Promise<CheckResult> => stationResult(matchBlockedFace, 'blockedFace', facts, policy);

/** In the transaction of the submission. */
export function keepListSearch(tx: Tx, caseId: string, { found }: ListSearch, at: string): void {
  if (found === null) removeClearedHits(tx, caseId);
  else addBlockedHits(tx, caseId, found, at);
}

/** The results of the last submission with what staff has answered since. `givenUp`: what is unanswered is left to a second person. */
export async function withFaceAnswers(db: ReadDb, evidence: Evidence, results: readonly CheckResult[], policy: Policy, givenUp: boolean): Promise<CheckResult[]> {
  const hits = blockedHitsOf(db, evidence.caseId);
  const before = results.find(({ id }) => id === matchBlockedFace.id);
  if (hits.length === 0 || before === undefined) return [...results];
  const result = await resultOf({ notSearched: null, searched: Number(before.values['searched']), limit: Number(before.values['limit']), found: hits.length, left: leftOf(hits, evidence, givenUp) }, policy);
  return results.map((one) => (one === before ? result : one));
}
