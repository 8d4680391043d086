/** The customer's face against head office's list: a possible match that staff answers. Nobody is rejected by it, and the customer is told nothing. */
import { isLeft, type BlockedFaceFacts, type BlockedHit } from '../../core/case/blocked-face.ts';
import type { Evidence } from '../../core/case/case.ts';
import { asksAboutDuplicates } from '../../core/case/duplicates.ts';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { matchBlockedFace } from '../../core/checks/match/blocked-face.ts';
import { compare, type FaceDescriptor } from '../../core/vision/face/compare.ts';
import { hintLimit } from '../../core/vision/face/one-to-many.ts';
import { stationResult } from './own-result.ts';
import { addBlockedHits, blockedHitsOf, listedFaces, removeBlockedHits, type NewBlockedHit } from './store/blocked-faces.ts';
import { findCapture } from './store/captures.ts';
import type { ReadDb, Tx } from './store/db.ts';

/** `found` null: this case is not searched, and what an earlier submission found is forgotten. */
export type ListSearch = { results: CheckResult[]; found: NewBlockedHit[] | null };

/** Where the customer declined that faces are compared, nothing is looked for here: staff-word.ts says so. @param today YYYY-MM-DD */
export async function searchBlockedFaces(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, policy: Policy, today: string): Promise<ListSearch> {
  if (!policy.checks[matchBlockedFace.id]?.enabled || !evidence.setup.consent.faceComparison) return { results: [], found: null };
  const { notSearched, searched, limit, hits } = search(db, evidence, face, today);
  const before = blockedHitsOf(db, evidence.caseId);
  const all = [...before, ...hits.filter(({ entryId }) => !before.some((hit) => hit.entryId === entryId)).map((hit): BlockedHit => ({ ...hit, answer: null }))];
  const said: BlockedFaceFacts = { notSearched: all.length > 0 ? null : notSearched, searched, limit, found: all.length, left: leftOf(all, evidence) };
  return { results: [await resultOf(said, policy)], found: hits };
}

type Searched = Pick<BlockedFaceFacts, 'notSearched' | 'searched' | 'limit'> & { hits: NewBlockedHit[] };

/** Chosen: more than anybody compares; the most alike stay. */
const mostHits = 20;

function search(db: ReadDb, evidence: Evidence, face: FaceDescriptor | undefined, today: string): Searched {
  const none = (notSearched: BlockedFaceFacts['notSearched']): Searched => ({ notSearched, searched: 0, limit: 0, hits: [] });
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
const leftOf = (hits: readonly BlockedHit[], { setup }: Evidence): number => (asksAboutDuplicates(setup.mode) ? hits.filter(({ answer }) => isLeft(answer)).length : hits.length);

const resultOf = (facts: BlockedFaceFacts, policy: Policy): Promise<CheckResult> => stationResult(matchBlockedFace, 'blockedFace', facts, policy);

/** In the transaction of the submission. */
export function keepListSearch(tx: Tx, caseId: string, { found }: ListSearch, at: string): void {
  if (found === null) removeBlockedHits(tx, caseId);
  else addBlockedHits(tx, caseId, found, at);
}

/** The results of the last submission with what staff has answered since. */
export async function withFaceAnswers(db: ReadDb, evidence: Evidence, results: readonly CheckResult[], policy: Policy): Promise<CheckResult[]> {
  const hits = blockedHitsOf(db, evidence.caseId);
  const before = results.find(({ id }) => id === matchBlockedFace.id);
  if (hits.length === 0 || before === undefined) return [...results];
  const result = await resultOf({ notSearched: null, searched: Number(before.values['searched']), limit: Number(before.values['limit']), found: hits.length, left: leftOf(hits, evidence) }, policy);
  return results.map((one) => (one === before ? result : one));
}
