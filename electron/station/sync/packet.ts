/** Freezes what head office gets of a decision, inside the transaction that made it: what is sent later is what was decided, to the letter. */
import { createHash } from 'node:crypto';
import type { RecordRow } from '../../../core/contract.ts';
import { settledReading } from '../../../core/case/settled.ts';
import { CodedError } from '../../../core/errors.ts';
import { manifestSchema, type Manifest } from '../../../core/sync/manifest.ts';
import { contexts, protocolVersion } from '../../../core/sync/protocol.ts';
import { lastLine } from '../store/audit.ts';
import { blockedAnswersOf } from '../store/blocked-faces.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { findCapture } from '../store/captures.ts';
import { findCase } from '../store/cases.ts';
import { parsed, transact, type Db, type Tx } from '../store/db.ts';
import { decisionsOf } from '../store/decisions.ts';
import { duplicateAnswersOf } from '../store/lookups.ts';
import { rowsWithoutPacket } from '../store/outbox.ts';
import { addPacket } from '../store/packets.ts';
import { isDamage, park } from './park.ts';
import { readSettings } from '../store/settings.ts';
import type { StationKey } from '../store/station-key.ts';
import { findSubmission, type Submission } from '../store/submissions.ts';

export type ToFreeze = { outboxId: number; caseId: string; sequence: number; packetId: string; final: boolean; program: string; at: string };

/** @throws CodedError store.corrupt when the decision, its case, a capture or the trail is not there, or is not what a packet may hold. */
export function freezePacket(tx: Tx, key: StationKey, freeze: ToFreeze): void {
  const found = findCase(tx, freeze.caseId);
  const stored = decisionsOf(tx, freeze.caseId).find(({ sequence }) => sequence === freeze.sequence);
  const submission = stored && findSubmission(tx, freeze.caseId, stored.submission);
  const audit = lastLine(tx);
  if (!found || !stored || !submission || !audit) throw new CodedError('store.corrupt');
  const captures = submission.evidence.captureIds.map((captureId) => {
    const capture = findCapture(tx, captureId);
    if (!capture) throw new CodedError('store.corrupt');
    return capture;
  });
  const { results, ...evidence } = submission.evidence;
  const duplicates = duplicateAnswersOf(tx, freeze.caseId);
  const blockedFaces = blockedAnswersOf(tx, freeze.caseId);
  const { stationName, branch } = readSettings(tx);
  const manifest: Manifest = {
    format: 'vestibule.packet', protocol: protocolVersion, packetId: freeze.packetId,
    stationId: key.stationId, stationName, branch, program: freeze.program, committedAt: freeze.at,
    case: caseOf(found, submission), sequence: freeze.sequence, submission: stored.submission, final: freeze.final,
    decidedAt: stored.at, operatorName: stored.operatorName, decision: stored.decision, attestation: stored.attestation,
    results, evidence: { ...evidence, ...(duplicates.length > 0 && { duplicates }), ...(blockedFaces.length > 0 && { blockedFaces }) }, captures, audit: { sequence: audit.sequence, hash: audit.hash },
  };
  const text = JSON.stringify(parsed(manifestSchema, manifest));
  const sha256 = createHash('sha256').update(text).digest('hex');
  addPacket(tx, freeze, { packetId: freeze.packetId, manifest: text, sha256, signature: Buffer.from(key.sign(contexts.packet, text), 'base64') }, captures);
}

function caseOf(row: RecordRow, { evidence }: Submission): Manifest['case'] {
  const { fields } = settledReading(evidence.extraction, evidence, evidence.startedAt.slice(0, 10));
  return {
    caseId: row.caseId, number: row.number, name: row.name, documentNumber: row.documentNumber, documentType: row.documentType,
    birthDate: fields['birthDate']?.value ?? '', demo: row.demo, createdAt: row.at,
  };
}

/** Chosen: some at a time, so that an old store of thousands does not stop the station while it opens. */
const atOnce = 20;

/** Of decisions made before packets were: as they are stored now; those tables are only appended to. What cannot be frozen is parked. @returns how many rows were looked at. */
export function freezeMissing(db: Db, key: StationKey, ids: () => string, program: string, at: string): number {
  const missing = rowsWithoutPacket(db, atOnce);
  for (const row of missing) {
    try {
      ensureCaseKey(db, row.caseId);
      transact(db, (tx) => {
        const last = decisionsOf(tx, row.caseId).at(-1)?.sequence;
        freezePacket(tx, key, { ...row, packetId: ids(), final: findCase(tx, row.caseId)?.finished === true && last === row.sequence, program, at });
      });
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown;
      transact(db, (tx) => park(tx, row, 'record.damaged', at, key));
    }
  }
  return missing.length;
}
