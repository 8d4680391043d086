/** Submitting and finishing: the only places where a verdict becomes a record. */
import type { CallOutput } from '../../../core/contract.ts';
import { decide } from '../../../core/case/decide.ts';
import type { Attestation, Capture, Decision, Evidence } from '../../../core/case/case.ts';
import { CodedError } from '../../../core/errors.ts';
import { stationCheckIds } from '../../../core/case/station-checks.ts';
import { checkDesks } from '../desk.ts';
import { captureOfStep, caseFacts, checkCaptures, checkEvidence, evidenceDigest, settleResults } from '../evidence.ts';
import { insiderResults, needNotOwn } from '../insider.ts';
import { checkChoices, withOwnJudgement } from '../reading.ts';
import { forgetFaces } from '../faces/search.ts';
import { countTrial } from '../fairness.ts';
import { needTrustedClock } from '../health/fitness.ts';
import { keepLookup, lookForEarlier, type Lookup } from '../seen-before.ts';
import { staffResults } from '../staff-word.ts';
import { askedOf } from '../statement.ts';
import { freezePacket } from '../sync/packet.ts';
import type { Station } from '../station.ts';
import { decisionDigest } from '../store/audit.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { removeLooseCaptures } from '../store/captures.ts';
import { addCase, closeCase, findCase, nextCaseNumber, updateCase } from '../store/cases.ts';
import { transact, type Tx } from '../store/db.ts';
import { addDecision, decisionsOf } from '../store/decisions.ts';
import { removeDraft } from '../store/drafts.ts';
import { addOutboxRow } from '../store/outbox.ts';
import { sightingsOf } from '../store/sightings.ts';
import { stationKeyOf } from '../store/station-key.ts';
import { addSubmission, lastSubmission } from '../store/submissions.ts';
import { localDay } from '../time.ts';
import { staff, type Handlers } from './handler.ts';

type Answer = CallOutput<'case.submit'>;

export const caseHandlers: Handlers<'case.submit' | 'case.finish'> = {
  'case.submit': {
    who: staff,
    handle: async (station, { face, ...evidence }) => {
      const policy = station.policy();
      const operator = station.session.needed();
      checkEvidence(evidence, station.open().settings.mode, policy, operator);
      checkChoices(evidence);
      checkDesks(station.db(), evidence);
      const asked = askedOf(station.db(), evidence.caseId, policy, evidence.setup.mode);
      const known = { ...evidence, statement: evidence.statement && asked && { ...evidence.statement, asked } };
      const judged = await withOwnJudgement(known, policy, localDay(station.clock()), captureOfStep(station.db(), known));
      const results = settleResults(judged.filter(({ id }) => !stationCheckIds.includes(id)), policy);
      const insider = await insiderResults(station.db(), evidence, operator, policy, localDay(station.clock()));
      const settled = { ...known, results: [...results, ...(await staffResults(known, policy)), ...insider] };
      const lookup = await lookForEarlier(station.db(), settled, face, policy);
      station.session.still(operator);
      ensureCaseKey(station.db(), evidence.caseId);
      const { gone, answer } = transact(station.db(), (tx) => submit(station, tx, settled, lookup));
      forgetFaces(station.db(), gone);
      station.sync.poke();
      return answer;
    },
  },
  'case.finish': {
    who: staff,
    handle: (station, { caseId, attestation }) => {
      ensureCaseKey(station.db(), caseId);
      const finished = transact(station.db(), (tx) => finish(station, tx, caseId, attestation));
      station.scans.forget();
      station.sync.poke();
      return finished;
    },
  },
};

/** `gone`: ids of faces that this submission removed. The digest is of what the window said: the same again is the same, whoever came in between. */
function submit(station: Station, tx: Tx, sent: Evidence, lookup: Lookup): { answer: Answer; gone: number[] } {
  const { caseId } = sent;
  const digest = evidenceDigest(sent);
  const known = findCase(tx, caseId);
  if (known && lastSubmission(tx, caseId)?.sha256 === digest) return { answer: answerOf(tx, sent, known.number, lastDecision(tx, caseId)), gone: [] };
  if (known?.finished) throw new CodedError('case.closed');
  needTrustedClock(station);
  const evidence = { ...sent, results: [...sent.results, ...lookup.results] };
  const captures = checkCaptures(tx, evidence, station.policy());
  const decision = decideOn(station, evidence, evidence.attestation);
  const at = station.clock().toISOString();
  const number = known?.number ?? nextCaseNumber(tx, localDay(station.clock()));
  writeCase(station, tx, { evidence, captures, decision, number, isNew: known === null, at });
  const submission = addSubmission(tx, evidence, digest, at);
  record(station, tx, { action: 'case.submitted', caseId, submission, decision, attestation: evidence.attestation, at });
  const word = evidence.statement?.staff;
  if (word) station.audit(tx, 'statement.confirmed', caseId, { date: word.date ?? 'not-asked', word: word.word ?? 'not-asked' });
  const gone = keepLookup(tx, caseId, lookup, at);
  for (const { earlierCaseId, kind } of lookup.sightings) station.audit(tx, 'case.seen-before', caseId, { earlier: earlierCaseId, kind });
  return { answer: answerOf(tx, evidence, number, decision), gone: gone === null ? [] : [gone] };
}

/** Where the customer looks at the screen alone, other customers are not shown on it. */
function answerOf(tx: Tx, { caseId, setup }: Evidence, number: string, decision: Decision): Answer {
  return { caseId, number, decision, seenBefore: setup.mode === 'self-service' ? [] : sightingsOf(tx, caseId) };
}

function finish(station: Station, tx: Tx, caseId: string, given: Attestation | null): CallOutput<'case.finish'> {
  const known = findCase(tx, caseId);
  const last = lastSubmission(tx, caseId);
  if (!known || !last) throw new CodedError('store.not-found');
  const attestation = given ?? last.evidence.attestation;
  if (known.finished) {
    const closing = decisionsOf(tx, caseId).at(-1);
    if (closing && JSON.stringify(closing.attestation) === JSON.stringify(attestation)) return { caseId, number: known.number, decision: closing.decision };
    throw new CodedError('case.closed');
  }
  needNotOwn(tx, caseId, station.session.needed(), localDay(station.clock()));
  const decision = decideOn(station, last.evidence, attestation);
  record(station, tx, { action: 'case.finished', caseId, submission: last.submission, decision, attestation, at: station.clock().toISOString() });
  closeCase(tx, caseId, decision.outcome);
  countTrial(tx, last.evidence, known.demo, decision, localDay(station.clock()));
  removeDraft(tx, caseId);
  // Retakes that no submission speaks of have no purpose any more.
  removeLooseCaptures(tx, caseId);
  return { caseId, number: known.number, decision };
}

function decideOn(station: Station, evidence: Evidence, attestation: Attestation | null): Decision {
  const policy = station.policy();
  return decide({ results: evidence.results, tier: evidence.setup.tier, mode: evidence.setup.mode, attestation }, policy);
}

type CaseToWrite = { evidence: Evidence; captures: Capture[]; decision: Decision; number: string; isNew: boolean; at: string };

function writeCase(station: Station, tx: Tx, { evidence, captures, decision, number, isNew, at }: CaseToWrite): void {
  const facts = caseFacts(evidence, captures, decision.outcome);
  const { operatorId, name: operatorName } = station.session.needed();
  if (isNew) addCase(tx, { ...facts, caseId: evidence.caseId, number, at, operatorId, operatorName });
  else updateCase(tx, evidence.caseId, number, facts);
}

type ToRecord = { action: 'case.submitted' | 'case.finished'; caseId: string; submission: number; decision: Decision; attestation: Attestation | null; at: string };

/** Decision, outbox row, audit line and the packet for head office belong together: none is ever there without the others. */
function record(station: Station, tx: Tx, { action, caseId, submission, decision, attestation, at }: ToRecord): void {
  const { operatorId, name: operatorName } = station.session.needed();
  const sequence = addDecision(tx, { caseId, submission, decision, attestation, at, operatorId, operatorName });
  const outboxId = addOutboxRow(tx, caseId, sequence, at);
  const digest = decisionDigest({ caseId, sequence, decision: JSON.stringify(decision), attestation: attestation && JSON.stringify(attestation), at });
  station.audit(tx, action, caseId, { outcome: decision.outcome, sequence, submission, digest, policy: decision.policy.id, policyVersion: decision.policy.version });
  freezePacket(tx, stationKeyOf(station.open().signer), { outboxId, caseId, sequence, packetId: station.ids(), final: action === 'case.finished', program: station.about.version, at });
}

function lastDecision(tx: Tx, caseId: string): Decision {
  const last = decisionsOf(tx, caseId).at(-1);
  if (!last) throw new CodedError('store.corrupt');
  return last.decision;
}
