/** What the votes on authenticity have in common: each is one sign, recorded with its weight, and `auth.altered` counts them (docs/adr/0008). */
import { notApplicable, type CheckContext, type Measured } from './check.ts';

/** The check that counts the votes. */
export const counter = 'auth.altered';

/** A picture that one of our own devices made on the spot cannot have been edited, grabbed from a screen or written by another program. */
export function fromOwnDevice({ lane }: CheckContext): Measured | null {
  if (lane === 'file') return null;
  return notApplicable(lane === 'camera' ? 'own-camera' : 'own-scanner');
}
