/** Every statement check over a statement in which something was changed. */
import { caseDate, statementFacts, type StatementChange } from '../../document/statement/facts.fixture.ts';
import { runChecks } from '../check.ts';
import { checks } from '../index.ts';

const context = { date: caseDate, chosenType: null, acceptedTypes: [], lane: 'file' } as const;

export async function resultsOf(change?: StatementChange) {
  const facts = statementFacts(change);
  const got = await runChecks(checks.filter((c) => c.subject === 'statement'), () => Promise.resolve(facts as never), { context });
  return Object.fromEntries(got.map((r) => [r.id, { status: r.status, reason: r.reason, variant: r.values['variant'], by: r.values['by'] }]));
}
