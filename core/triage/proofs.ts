/** The papers that are no identity document: what they are, and whether the policy takes them as a proof of address on this day. */
import type { CheckValues } from '../checks/check.ts';
import type { HolderName } from '../document/name-compare.ts';
import { freshUntil } from '../document/issue-date.ts';
import { proofFactsOf, type ProofFacts } from '../document/proof-facts.ts';
import { judgeProof } from '../proof-of-case.ts';
import { rulesOf } from '../rules.ts';
import type { BroughtPaper, Looked } from './brought.ts';
import { notRecognised, weigh, type Reason } from './reasons.ts';
import type { JudgedPaper, TriagePolicy } from './triage.ts';

export async function judgeProofs(papers: readonly BroughtPaper[], policy: TriagePolicy, date: string, holder: readonly HolderName[] | null): Promise<Map<string, JudgedPaper>> {
  const judged = new Map<string, JudgedPaper>();
  for (const { id, lane, looked } of papers) {
    if (looked.kind === 'paper') judged.set(id, await judgeOne(id, looked, { lane, policy, date, holder }));
  }
  return judged;
}

type Question = { lane: BroughtPaper['lane']; policy: TriagePolicy; date: string; holder: readonly HolderName[] | null };

async function judgeOne(id: string, { reading, results, size }: Extract<Looked, { kind: 'paper' }>, { lane, policy, date, holder }: Question): Promise<JudgedPaper> {
  const without = (code: string, values: CheckValues = {}): JudgedPaper => ({ id, what: null, will: 'mend', reasons: [{ code, values }], until: null, document: null });
  const isScreen = results.some((r) => r.id === 'poa.screenshot' && r.status === 'fail');
  const facts = proofFactsOf(reading, { form: null, holder, today: date, policy: policy.address, size });
  const context = { date, chosenType: null, acceptedTypes: policy.acceptedTypes, lane };
  const judged = await judgeProof(facts, context, rulesOf(policy.limits));
  const unreadable = judged.find((r) => (r.id === 'poa.unreadable' || r.id === 'poa.legibility') && r.status === 'fail');
  if (unreadable && !isScreen) return without(unreadable.id, unreadable.values);
  if (facts.kind.class === null && !facts.exact && facts.block === null && !isScreen) return without(notRecognised);
  const weighed = weigh([...results, ...judged]);
  const reasons = weighed.map((w): Reason => w.reason);
  return { id, what: { need: 'proof', class: facts.kind.class ?? 'other' }, will: weighed[0]?.will ?? 'do', reasons, until: lastDay(facts, policy.address.months), document: null };
}

function lastDay({ age }: ProofFacts, months: number): string | null {
  return age.verdict === 'ok' ? freshUntil(age.issued, months) : null;
}
