/** What makes a verdict a record, and closes it: one road for staff who finish or give up, and for a self-service station whose customer has gone. */
import type { Attestation, Decision, Evidence } from '../../core/case/case.ts';
import { closedWith, decide } from '../../core/case/decide.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { CodedError } from '../../core/errors.ts';
import { countTrial } from './fairness.ts';
import type { Station } from './station.ts';
import { decisionDigest } from './store/audit.ts';
import { removeLooseCaptures } from './store/captures.ts';
import { closeCase, findCase } from './store/cases.ts';
import type { Tx } from './store/db.ts';
import { addDecision, decisionsOf } from './store/decisions.ts';
import { removeDraft } from './store/drafts.ts';
import { addOutboxRow } from './store/outbox.ts';
import { stationKeyOf } from './store/station-key.ts';
import { lastSubmission } from './store/submissions.ts';
import { freezePacket } from './sync/packet.ts';
import { localDay } from './time.ts';

type By = { operatorId: string; name: string };

export function decideOn(station: Station, evidence: Evidence, attestation: Attestation | null): Decision {
  return decide({ results: evidence.results, tier: evidence.setup.tier, mode: evidence.setup.mode, attestation }, station.policyOf(evidence.caseId));
}

export type ToRecord = { action: 'case.submitted' | 'case.finished'; caseId: string; submission: number; decision: Decision; attestation: Attestation | null; at: string; by: By };

/** Decision, outbox row, audit line and the packet for head office belong together: none is ever there without the others. */
export function recordDecision(station: Station, tx: Tx, { action, caseId, submission, decision, attestation, at, by }: ToRecord): void {
  const sequence = addDecision(tx, { caseId, submission, decision, attestation, at, operatorId: by.operatorId, operatorName: by.name });
  const outboxId = addOutboxRow(tx, caseId, sequence, at);
  const digest = decisionDigest({ caseId, sequence, decision: JSON.stringify(decision), attestation: attestation && JSON.stringify(attestation), at });
  station.audit(tx, action, caseId, { outcome: decision.outcome, sequence, submission, digest, policy: decision.policy.id, policyVersion: decision.policy.version }, by.operatorId);
  freezePacket(tx, stationKeyOf(station.open().signer), { outboxId, caseId, sequence, packetId: station.ids(), final: action === 'case.finished', program: station.about.version, at });
}

export function lastDecision(tx: Tx, caseId: string): Decision {
  const last = decisionsOf(tx, caseId).at(-1);
  if (!last) throw new CodedError('store.corrupt');
  return last.decision;
}

/** `results`: those of the last submission, with what staff has answered since. `left`: staff gave it up, or the customer of a self-service station went before they were told. */
type Closing = { attestation: Attestation | null; by: By; results?: CheckResult[]; left?: boolean };

/** @throws CodedError store.not-found */
export function closeOpen(station: Station, tx: Tx, caseId: string, { attestation, by, results, left = false }: Closing): Decision {
  const known = findCase(tx, caseId);
  const last = lastSubmission(tx, caseId);
  if (!known || !last) throw new CodedError('store.not-found');
  const made = decideOn(station, { ...last.evidence, results: results ?? last.evidence.results }, attestation);
  const decision = closedWith(made, { alone: last.evidence.setup.mode === 'self-service', left });
  recordDecision(station, tx, { action: 'case.finished', caseId, submission: last.submission, decision, attestation, at: station.clock().toISOString(), by });
  closeCase(tx, caseId, decision.outcome);
  countTrial(tx, last.evidence, known.demo, decision, localDay(station.clock()));
  removeDraft(tx, caseId);
  // Retakes that no submission speaks of have no purpose any more.
  removeLooseCaptures(tx, caseId);
  return decision;
}
