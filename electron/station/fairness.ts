/** A closed case as counts of the fairness ledger, and the ledger as a supervisor sees it. */
import { ledgerClasses, smallestCell, trialOf, type Attempt, type Dimension, type LedgerRow } from '../../core/case/fairness.ts';
import type { Decision, Evidence } from '../../core/case/case.ts';
import { settledReading } from '../../core/case/settled.ts';
import type { ReadDb, Tx } from './store/db.ts';
import { decisionsOf } from './store/decisions.ts';
import { addTrial, monthRows } from './store/fairness.ts';
import { readResults } from './store/results.ts';

/** Once a case, in the transaction that closes it. Not for demonstrations, and not where the customer declined the comparison of faces. @param day the station's, YYYY-MM-DD */
export function countTrial(tx: Tx, evidence: Evidence, demo: boolean, closing: Decision, day: string): void {
  if (demo || !evidence.setup.consent.faceComparison) return;
  const startedOn = evidence.startedAt.slice(0, 10);
  const birthDate = settledReading(evidence.extraction, evidence, startedOn).fields.birthDate?.value ?? null;
  addTrial(tx, day.slice(0, 7), trialOf(attemptsOf(tx, evidence.caseId), closing, birthDate, day));
}

/** Each submission with the decision it was answered with. */
function attemptsOf(tx: Tx, caseId: string): Attempt[] {
  const answered = decisionsOf(tx, caseId).filter(({ submission }, at, all) => all.findIndex((d) => d.submission === submission) === at);
  return answered.map(({ submission, decision }) => ({ decision, results: readResults(tx, caseId, submission) }));
}

/** Every class, in the order of the table; small ones without counts. `since`: first month that has any; null: none yet. */
export function ledgerOf(db: ReadDb): { since: string | null; rows: LedgerRow[] } {
  const months = monthRows(db);
  const rows = (Object.keys(ledgerClasses) as Dimension[]).flatMap((dimension) => ledgerClasses[dimension].map((name): LedgerRow => {
    const own = months.filter((m) => m.dimension === dimension && m.class === name);
    const sum = (key: 'cases' | 'retried' | 'falseRejects' | 'leftOpen'): number => own.reduce((total, m) => total + m[key], 0);
    const counts = { cases: sum('cases'), retried: sum('retried'), falseRejects: sum('falseRejects'), leftOpen: sum('leftOpen') };
    return { dimension, class: name, counts: counts.cases < smallestCell ? null : counts };
  }));
  return { since: months[0]?.month ?? null, rows };
}
