/** What votes have in common: each is one sign, recorded with its weight, and one check counts them (docs/adr/0008 of documents, 0011 of live faces). */
import type { LiveEvidence } from '../vision/live/live-types.ts';
import { defineCheck, notApplicable, notAssessed, type Check, type CheckContext, type Measured } from './check.ts';

/** The checks that count the votes: of a document, and of a live face. */
export const counter = 'auth.altered';
export const liveCounter = 'live.presentation';

/** A picture that one of our own devices made on the spot cannot have been edited, grabbed from a screen or written by another program. */
export function fromOwnDevice({ lane }: CheckContext): Measured | null {
  if (lane === 'file') return null;
  return notApplicable(lane === 'camera' ? 'own-camera' : 'own-scanner');
}

type LiveVote = Pick<Check<'liveEvidence'>, 'id' | 'threshold' | 'strings'> & { measure(seen: LiveEvidence): Measured };

/** A vote on what the stream of a face showed. Where nobody looked at one it is not assessed, with the reason. */
export function defineLiveVote({ measure, ...vote }: LiveVote): Check<'liveEvidence'> {
  return defineCheck({
    ...vote,
    subject: 'liveness',
    stages: ['evidence'],
    lane: 'coach',
    concern: 'fraud',
    partOf: liveCounter,
    artifacts: ['liveEvidence'],
    measure: ({ liveEvidence }) => (liveEvidence.notRun === null ? measure(liveEvidence) : notAssessed(liveEvidence.notRun)),
  });
}
