/** What a customer who is alone with the station is told of a decision: that they are done, what they can mend, or that staff goes on. Never why somebody is doubted. */
import type { Decision, Reason } from './case.ts';

/**
 * Checks whose sentence a customer may read: of light, picture, kind and age of a document. All others (signs of tampering, liveness, comparison of
 * faces, colleagues, earlier cases) are answered by the one neutral sentence, so that the screen teaches nobody what was noticed.
 */
const tellable = /^(doc|face|stmt)\./;

const isTold = ({ code, concern, status, lane }: Reason): boolean => status === 'fail' && lane !== 'coach' && concern !== 'fraud' && tellable.test(code);

/**
 * The decision as it may leave the station for the customer's screen: codes without values. A retry is one only where everything that stands in the
 * way may be told; a rejection reads as left to staff, who say it themselves.
 */
export function forCustomer(decision: Decision): Decision {
  const told = decision.reasons.filter(isTold);
  const open = decision.reasons.filter(({ lane, status }) => lane !== 'coach' && status === 'fail');
  const mendable = decision.outcome === 'retry' && open.every(isTold);
  const outcome = decision.outcome === 'accept' ? 'accept' : mendable ? 'retry' : 'refer';
  return { outcome, reasons: told.map((reason) => ({ ...reason, values: {} })), policy: decision.policy };
}
