import path from 'node:path';
import type { Appeal } from '../../../core/case/appeal.ts';
import { CodedError } from '../../../core/errors.ts';
import { writeAppeal } from '../appeal.ts';
import { answeredResults } from '../answered.ts';
import { needStrength } from '../operators/strength.ts';
import type { Station } from '../station.ts';
import { findCapture, readPicture } from '../store/captures.ts';
import { findCase } from '../store/cases.ts';
import { transact } from '../store/db.ts';
import { decisionsOf } from '../store/decisions.ts';
import { fingerprintOf } from '../store/signature.ts';
import { lastSubmission } from '../store/submissions.ts';
import { localDay } from '../time.ts';
import { supervisors, type Handlers } from './handler.ts';

export const appealHandlers: Handlers<'appeal.export'> = {
  'appeal.export': {
    who: supervisors,
    handle: async (station, { caseId, passphrase }) => {
      needStrength(passphrase);
      const { db, signer } = station.open();
      const appeal = await appealOf(station, caseId);
      const file = `appeal-${appeal.number}-${station.ids().slice(0, 4)}.vestibule`;
      // The line first: nothing of a customer leaves the store without one.
      transact(db, (tx) => station.audit(tx, 'appeal.exported', caseId, { captures: appeal.captures.length }));
      await writeAppeal(path.join(station.files.exports, file), appeal, signer, passphrase);
      return { file, folder: station.files.exports, fingerprint: fingerprintOf(signer.publicKey) };
    },
  },
};

async function appealOf(station: Station, caseId: string): Promise<Appeal> {
  const { db, settings } = station.open();
  const row = findCase(db, caseId);
  const last = lastSubmission(db, caseId);
  const decisions = decisionsOf(db, caseId);
  const closing = decisions.filter(({ decision }) => !decision.review).at(-1);
  if (!row || !last || !closing) throw new CodedError('store.not-found');
  if (!row.finished) throw new CodedError('case.incomplete', { place: 'finish' });
  const captures = last.evidence.captureIds.map((captureId) => {
    const [capture, picture] = [findCapture(db, captureId), readPicture(db, captureId)];
    if (!capture || !picture) throw new CodedError('store.corrupt');
    return { capture, picture: Buffer.from(picture).toString('base64') };
  });
  const policy = station.policyOf(caseId);
  // What staff answered after the submission is part of what decided; in a closed case nothing is unanswered but what was given up.
  const results = await answeredResults(station, caseId, true);
  return {
    kind: 'vestibule-appeal', format: 1, station: settings.stationName, branch: settings.branch, madeAt: station.clock().toISOString(), number: row.number, day: localDay(new Date(closing.at)),
    policy, evidence: { ...last.evidence, results }, decisions: decisions.map(({ decision, attestation, at }) => ({ decision, attestation, at })), captures,
  };
}
