/** What votes have in common: each is one sign, recorded with its weight, and one check counts them (docs/adr/0008 of documents, 0011 of live faces). */
import { notApplicable, type CheckContext, type Measured } from './check.ts';

/** The checks that count the votes: of a document, and of a live face. */
export const counter = 'auth.altered';
export const liveCounter = 'live.presentation';

/** A picture that one of our own devices made on the spot cannot have been edited, grabbed from a screen or written by another program. */
export function fromOwnDevice({ lane }: CheckContext): Measured | null {
  if (lane === 'file') return null;
  return notApplicable(lane === 'camera' ? 'own-camera' : 'own-scanner');
}
