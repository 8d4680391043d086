/** Submitting and finishing: the only places where a verdict becomes a record. */
import type { CallOutput, SessionRole } from '../../../core/contract.ts';
import { forCustomer } from '../../../core/case/customer-words.ts';
import type { Attestation, Capture, Decision, Evidence } from '../../../core/case/case.ts';
import { asksAboutDuplicates } from '../../../core/case/duplicates.ts';
import type { CheckResult } from '../../../core/checks/check.ts';
import { CodedError } from '../../../core/errors.ts';
import { stationCheckIds } from '../../../core/case/station-checks.ts';
import { answeredResults } from '../answered.ts';
import { closeOpen, decideOn, lastDecision, recordDecision } from '../close-case.ts';
import { checkDesks } from '../desk.ts';
import { captureOfStep, caseFacts, checkCaptures, checkEvidence, evidenceDigest, settleResults } from '../evidence.ts';
import { insiderResults, needNotOwn } from '../insider.ts';
import { checkChoices, withOwnJudgement } from '../reading.ts';
import { forgetFaces } from '../faces/search.ts';
import { needTrustedClock } from '../health/fitness.ts';
import { keepLookup, lookForEarlier, type Lookup } from '../seen-before.ts';
import { lookAtStaff, type Likeness } from '../staff-faces.ts';
import { staffResults } from '../staff-word.ts';
import { blockedResults } from '../blocked.ts';
import { keepListSearch, searchBlockedFaces, type ListSearch } from '../blocked-faces.ts';
import { keepDuplicates, searchDuplicates, type DuplicateSearch } from '../duplicates.ts';
import { askedOf } from '../statement.ts';
import type { Station } from '../station.ts';
import { answerBlockedHit, blockedHitsOf } from '../store/blocked-faces.ts';
import { keepCasePolicy } from '../store/case-policies.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { addCase, findCase, nextCaseNumber, updateCase } from '../store/cases.ts';
import { transact, type Tx } from '../store/db.ts';
import { decisionsOf } from '../store/decisions.ts';
import { answerDuplicate, duplicatesOf } from '../store/lookups.ts';
import { sightingsOf } from '../store/sightings.ts';
import { addLikenesses } from '../store/staff-faces.ts';
import { addSubmission, lastSubmission } from '../store/submissions.ts';
import { localDay } from '../time.ts';
import { servingMode } from '../customer.ts';
import { serving, staff, type Handlers } from './handler.ts';

type Answer = CallOutput<'case.submit'>;

export const caseHandlers: Handlers<'case.submit' | 'case.finish' | 'case.duplicate' | 'case.blocked-face'> = {
  'case.submit': {
    who: serving,
    handle: async (station, { face, ...evidence }) => {
      const policy = station.policyOf(evidence.caseId);
      const operator = station.session.needed();
      checkEvidence(evidence, servingMode(station), policy, operator);
      checkChoices(evidence);
      checkDesks(station.db(), evidence);
      const asked = askedOf(station.db(), evidence.caseId, policy, evidence.setup.mode);
      const known = { ...evidence, statement: evidence.statement && asked && { ...evidence.statement, asked } };
      const judged = await withOwnJudgement(known, policy, localDay(station.clock()), captureOfStep(station.db(), known));
      const results = settleResults(judged.filter(({ id }) => !stationCheckIds.includes(id)), policy);
      const insider = await insiderResults(station.db(), evidence, operator, policy, localDay(station.clock()));
      const blocked = await blockedResults(known, station.open().pulled.blocked, policy, localDay(station.clock()));
      const duplicates = await searchDuplicates(station.db(), known, policy, localDay(station.clock()));
      const settled = { ...known, results: [...results, ...(await staffResults(known, policy)), ...insider, ...blocked] };
      const likeness = await lookAtStaff(station.db(), settled, face, policy);
      const lookup = await lookForEarlier(station.db(), settled, face, policy);
      const listed = await searchBlockedFaces(station.db(), settled, face, policy, localDay(station.clock()));
      station.session.still(operator);
      ensureCaseKey(station.db(), evidence.caseId);
      const { gone, answer } = transact(station.db(), (tx) => submit(station, tx, settled, { lookup, likeness, duplicates, listed }));
      forgetFaces(station.db(), gone);
      station.sync.poke();
      return answer;
    },
  },
  'case.finish': {
    who: serving,
    handle: async (station, { caseId, attestation }) => {
      const operator = station.session.needed();
      const results = await answeredResults(station, caseId, false);
      station.session.still(operator);
      ensureCaseKey(station.db(), caseId);
      const finished = transact(station.db(), (tx) => finish(station, tx, caseId, attestation, results));
      station.scans.forget();
      station.sync.poke();
      return finished;
    },
  },
  'case.duplicate': {
    who: staff,
    handle: (station, { caseId, earlierCaseId, answer }) =>
      keepAnswer(station, caseId, (tx, by) => {
        if (!answerDuplicate(tx, { caseId, earlierCaseId, answer, ...by })) throw new CodedError('store.not-found');
        station.audit(tx, 'case.duplicate-answered', caseId, { earlier: earlierCaseId, answer });
        return { duplicates: duplicatesOf(tx, caseId) };
      }),
  },
  'case.blocked-face': {
    who: staff,
    handle: (station, { caseId, entryId, answer }) =>
      keepAnswer(station, caseId, (tx, by) => {
        if (!answerBlockedHit(tx, { caseId, entryId, answer, ...by })) throw new CodedError('store.not-found');
        station.audit(tx, 'case.blocked-face-answered', caseId, { entry: entryId, answer });
        return { blockedFaces: blockedHitsOf(tx, caseId) };
      }),
  },
};

/** What staff says of something found, in a case that is still open. */
function keepAnswer<T>(station: Station, caseId: string, write: (tx: Tx, by: { operatorId: string; operatorName: string; at: string }) => T): T {
  const { operatorId, name: operatorName } = station.session.needed();
  return transact(station.db(), (tx) => {
    if (findCase(tx, caseId)?.finished) throw new CodedError('case.closed');
    return write(tx, { operatorId, operatorName, at: station.clock().toISOString() });
  });
}

/** What the station looked for among what it keeps. */
type Searches = { lookup: Lookup; likeness: Likeness; duplicates: DuplicateSearch; listed: ListSearch };

/** `gone`: ids of faces that this submission removed. The digest is of what the window said: the same again is the same, whoever came in between. */
function submit(station: Station, tx: Tx, sent: Evidence, { lookup, likeness, duplicates, listed }: Searches): { answer: Answer; gone: number[] } {
  const { caseId } = sent;
  const digest = evidenceDigest(sent);
  const known = findCase(tx, caseId);
  if (known && lastSubmission(tx, caseId)?.sha256 === digest) return { answer: answerOf(station, tx, { sent, number: known.number, decision: lastDecision(tx, caseId) }), gone: [] };
  if (known?.finished) throw new CodedError('case.closed');
  needTrustedClock(station);
  keepCasePolicy(tx, caseId, station.policyOf(caseId));
  const evidence = { ...sent, results: [...sent.results, ...lookup.results, ...likeness.results, ...duplicates.results, ...listed.results] };
  const captures = checkCaptures(tx, evidence, station.policyOf(caseId));
  const decision = decideOn(station, evidence, evidence.attestation);
  const at = station.clock().toISOString();
  const number = known?.number ?? nextCaseNumber(tx, localDay(station.clock()));
  writeCase(station, tx, { evidence, captures, decision, number, isNew: known === null, at });
  const submission = addSubmission(tx, evidence, digest, at);
  // Before the decision, whose packet is frozen with them.
  keepDuplicates(tx, caseId, duplicates, at);
  keepListSearch(tx, caseId, listed, at);
  recordDecision(station, tx, { action: 'case.submitted', caseId, submission, decision, attestation: evidence.attestation, at, by: station.session.needed() });
  const word = evidence.statement?.staff;
  if (word) station.audit(tx, 'statement.confirmed', caseId, { date: word.date ?? 'not-asked', word: word.word ?? 'not-asked' });
  const gone = keepLookup(tx, caseId, lookup, at);
  addLikenesses(tx, caseId, likeness.colleagues, at);
  if (likeness.colleagues.length > 0) station.audit(tx, 'case.like-staff', caseId, { colleagues: likeness.colleagues.length });
  for (const { entryId } of listed.found ?? []) station.audit(tx, 'case.blocked-face', caseId, { entry: entryId });
  for (const { earlierCaseId, document, person } of duplicates.found) station.audit(tx, 'case.duplicate', caseId, { earlier: earlierCaseId, document, person });
  for (const { earlierCaseId, kind } of lookup.sightings) station.audit(tx, 'case.seen-before', caseId, { earlier: earlierCaseId, kind });
  return { answer: answerOf(station, tx, { sent: evidence, number, decision }), gone: gone === null ? [] : [gone] };
}

/** Where the customer looks at the screen alone, other customers are not shown on it. */
function answerOf(station: Station, tx: Tx, { sent: { caseId, setup }, number, decision }: { sent: Evidence; number: string; decision: Decision }): Answer {
  const alone = setup.mode === 'self-service';
  return { caseId, number, decision: toldTo(station.session.needed(), decision), seenBefore: alone ? [] : sightingsOf(tx, caseId), duplicates: alone ? [] : duplicatesOf(tx, caseId), blockedFaces: alone ? [] : blockedHitsOf(tx, caseId) };
}

function finish(station: Station, tx: Tx, caseId: string, given: Attestation | null, results: CheckResult[]): CallOutput<'case.finish'> {
  const known = findCase(tx, caseId);
  const last = lastSubmission(tx, caseId);
  if (!known || !last) throw new CodedError('store.not-found');
  const attestation = given ?? last.evidence.attestation;
  const by = station.session.needed();
  if (known.finished) {
    const closing = decisionsOf(tx, caseId).at(-1);
    if (closing && JSON.stringify(closing.attestation) === JSON.stringify(attestation)) return { caseId, number: known.number, decision: toldTo(by, closing.decision) };
    throw new CodedError('case.closed');
  }
  if (by.role === 'customer' && attestation !== null) throw new CodedError('input.invalid', { place: 'attestation' });
  // Taken over and closed without a new submission: what was decided for a customer alone is no decision of somebody who attended.
  if (by.role !== 'customer' && last.evidence.setup.mode === 'self-service') throw new CodedError('case.incomplete', { place: 'submit' });
  needNotOwn(tx, caseId, by, localDay(station.clock()));
  // Whoever stands at the counter says what it is; a kiosk asks nobody.
  if (asksAboutDuplicates(last.evidence.setup.mode) && [...duplicatesOf(tx, caseId), ...blockedHitsOf(tx, caseId)].some(({ answer }) => answer === null)) throw new CodedError('case.incomplete', { place: 'duplicates' });
  return { caseId, number: known.number, decision: toldTo(by, closeOpen(station, tx, caseId, { attestation, by, results })) };
}

/** A customer's screen is not where it is said why somebody is doubted. */
const toldTo = ({ role }: { role: SessionRole }, decision: Decision): Decision => (role === 'customer' ? forCustomer(decision) : decision);

type CaseToWrite = { evidence: Evidence; captures: Capture[]; decision: Decision; number: string; isNew: boolean; at: string };

function writeCase(station: Station, tx: Tx, { evidence, captures, decision, number, isNew, at }: CaseToWrite): void {
  const facts = caseFacts(evidence, captures, decision.outcome);
  const { operatorId, name: operatorName } = station.session.needed();
  if (isNew) addCase(tx, { ...facts, caseId: evidence.caseId, number, at, operatorId, operatorName });
  else updateCase(tx, evidence.caseId, number, facts);
}
