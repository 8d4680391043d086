/** The papers that are no identity document: what they are, and whether the policy takes them as a proof of address on this day. */
import type { HolderName } from '../document/name-compare.ts';
import { freshUntil } from '../document/issue-date.ts';
import { proofFactsOf, type ProofFacts } from '../document/proof-facts.ts';
import { judgeProof } from '../proof-of-case.ts';
import { rulesOf } from '../rules.ts';
import type { BroughtPaper, Looked } from './brought.ts';
import { ownReasons, weigh, type Reason } from './reasons.ts';
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
  const [blank, notRecognised] = ownReasons;
  const without = (code: string): JudgedPaper => ({ id, what: null, will: 'mend', reasons: [{ code, values: {} }], until: null, document: null });
  const letters = reading.lines.reduce((n, l) => n + l.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0);
  const isScreen = results.some((r) => r.id === 'poa.screenshot' && r.status === 'fail');
  if (letters < fewestLetters && !isScreen) return without(letters === 0 ? blank : notRecognised);
  const facts = proofFactsOf(reading, { form: null, holder, today: date, policy: policy.address, size });
  if (facts.kind.class === null && !facts.exact && facts.block === null && !isScreen) return without(notRecognised);
  const context = { date, chosenType: null, acceptedTypes: policy.acceptedTypes, lane };
  const weighed = weigh([...results, ...await judgeProof(facts, context, rulesOf(policy.limits))]);
  const reasons = weighed.map((w): Reason => w.reason);
  return { id, what: { need: 'proof', class: facts.kind.class ?? 'other' }, will: weighed[0]?.will ?? 'do', reasons, until: lastDay(facts, policy.address.months), document: null };
}

/** Letters from which on a page says something. Chosen, not measured: a name alone has a dozen. */
const fewestLetters = 12;

function lastDay({ age }: ProofFacts, months: number): string | null {
  return age.verdict === 'ok' ? freshUntil(age.issued, months) : null;
}
