/** Four eyes. The second person's decision is a row of its own beside the machine's. */
import type { CallInput, CallOutput, SessionRole } from '../../../core/contract.ts';
import type { Decision } from '../../../core/case/case.ts';
import { reviewable, type Review } from '../../../core/case/review.ts';
import { CodedError } from '../../../core/errors.ts';
import { needNotOwn } from '../insider.ts';
import { needTrustedClock } from '../health/fitness.ts';
import { byPassphrase } from '../operators/prove.ts';
import type { Station } from '../station.ts';
import { decisionDigest } from '../store/audit.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { closeCase, findCase } from '../store/cases.ts';
import { transact, type Tx } from '../store/db.ts';
import { addDecision, decisionsOf } from '../store/decisions.ts';
import { knowersOf } from '../store/operators.ts';
import { addOutboxRow } from '../store/outbox.ts';
import { waitingCases } from '../store/search.ts';
import { onceGivenBy, servedBy } from '../store/served.ts';
import { stationKeyOf } from '../store/station-key.ts';
import { lastSubmission } from '../store/submissions.ts';
import { freezePacket } from '../sync/packet.ts';
import { localDay } from '../time.ts';
import { overseers, staff, type Handlers } from './handler.ts';

type Person = { operatorId: string; name: string; role: SessionRole };

export const reviewHandlers: Handlers<'reviews.waiting' | 'case.review'> = {
  'reviews.waiting': {
    who: overseers,
    handle: (station) => {
      const { operatorId } = station.session.needed();
      return waitingCases(station.db()).map((row) => ({ row, own: servedBy(station.db(), row.caseId).some((one) => one.operatorId === operatorId) }));
    },
  },
  'case.review': {
    who: staff,
    handle: async (station, input) => {
      const counter = station.session.needed();
      const decideAs = (second: Person): CallOutput<'case.review'> => {
        station.session.still(counter);
        ensureCaseKey(station.db(), input.caseId);
        return transact(station.db(), (tx) => review(station, tx, input, second, counter));
      };
      // Whoever proves it on the spot, and the clerk's session goes on; without that, whoever is logged in.
      const reviewed = input.second ? await byPassphrase(station, { ...input.second, at: 'review' }, decideAs) : decideAs(counter);
      station.sync.poke();
      return reviewed;
    },
  },
};

function review(station: Station, tx: Tx, { caseId, outcome, reason, note }: CallInput<'case.review'>, person: Person, counter: Person): CallOutput<'case.review'> {
  if (person.role !== 'supervisor') throw new CodedError('review.not-a-second');
  const second = { operatorId: person.operatorId, name: person.name };
  const known = findCase(tx, caseId);
  const last = lastSubmission(tx, caseId);
  const machine = decisionsOf(tx, caseId).at(-1);
  if (!known || !last || !machine) throw new CodedError('store.not-found');
  const served = servedBy(tx, caseId);
  const clerk = served.at(-1);
  if (!clerk) throw new CodedError('store.corrupt');
  const made: Review = { kind: machine.decision.outcome === 'refer' ? 'referral' : 'override', machine: machine.decision.outcome, reason, note, clerk, second };
  const told = machine.decision.review;
  // Sent again it is the same decision.
  if (told && told.second.operatorId === second.operatorId && told.reason === reason && told.note === note && machine.decision.outcome === outcome) return { caseId, number: known.number, decision: machine.decision };
  if (!known.finished) throw new CodedError('case.incomplete', { place: 'finish' });
  if (!reviewable(machine.decision).includes(outcome)) throw new CodedError('review.closed');
  if (served.some(({ operatorId }) => operatorId === second.operatorId)) throw new CodedError('review.not-a-second');
  // Who gave somebody their passphrase can be both pairs of eyes, whichever of the two they are.
  const knowers = knowersOf(tx, second.operatorId);
  const others = [...served, counter].filter(({ operatorId }) => operatorId !== second.operatorId);
  if (others.some(({ operatorId }) => knowers.has(operatorId) || knowersOf(tx, operatorId).has(second.operatorId))) throw new CodedError('review.passphrase-given');
  needNotOwn(tx, caseId, second, localDay(station.clock()));
  needTrustedClock(station);
  return store(station, tx, { caseId, number: known.number, submission: last.submission, decision: { ...machine.decision, outcome, review: made }, givenBy: onceGivenBy(tx, second.operatorId, others), gaveTo: others.find(({ operatorId }) => onceGivenBy(tx, operatorId, [second]) !== null)?.operatorId ?? null });
}

type ToStore = { caseId: string; number: string; submission: number; decision: Decision & { review?: Review | undefined }; givenBy: string | null; gaveTo: string | null };

function store(station: Station, tx: Tx, { caseId, number, submission, decision, givenBy, gaveTo }: ToStore): CallOutput<'case.review'> {
  const at = station.clock().toISOString();
  const { review: made, outcome } = decision;
  if (!made) throw new CodedError('internal');
  const sequence = addDecision(tx, { caseId, submission, decision, attestation: null, at, operatorId: made.second.operatorId, operatorName: made.second.name });
  const outboxId = addOutboxRow(tx, caseId, sequence, at);
  closeCase(tx, caseId, outcome);
  const digest = decisionDigest({ caseId, sequence, decision: JSON.stringify(decision), attestation: null, at });
  station.audit(tx, 'case.reviewed', caseId, { outcome, kind: made.kind, machine: made.machine, reason: made.reason, sequence, digest, clerk: made.clerk.operatorId, second: made.second.operatorId, ...(givenBy !== null && { secondOnceGivenBy: givenBy }), ...(gaveTo !== null && { secondOnceGaveTo: gaveTo }) });
  freezePacket(tx, stationKeyOf(station.open().signer), { outboxId, caseId, sequence, packetId: station.ids(), final: true, program: station.about.version, at });
  return { caseId, number, decision };
}
