/**
 * What a customer brought, before any capture: for each paper what it is and whether it will do, and for the whole one word: go, fix here, or come
 * back. Pure: the same papers, policy and day give the same answer. It promises nothing of the verification itself: pictures, faces and signs of
 * tampering are looked at there, and nothing about tampering is said here.
 */
import type { Tier } from '../case/case.ts';
import type { Policy } from '../case/policy.ts';
import { isTrusted } from '../document/expiry.ts';
import type { DocumentClass } from '../document/reading.ts';
import type { ProofPolicy } from '../document/proof-facts.ts';
import type { ProofClass } from '../document/proof-words.ts';
import { monthsLater } from '../document/dates.ts';
import { CodedError } from '../errors.ts';
import { limitsOf, type Limits } from '../rules.ts';
import type { BroughtPaper } from './brought.ts';
import { judgeIdentities } from './identities.ts';
import { judgeProofs } from './proofs.ts';
import type { Reason, Will } from './reasons.ts';

export type TriagePolicy = { tier: Tier; acceptedTypes: readonly DocumentClass[]; address: ProofPolicy; limits: Limits };
export const triagePolicyOf = (policy: Policy, tier: Tier): TriagePolicy => ({ tier, acceptedTypes: policy.acceptedTypes, address: policy.address, limits: limitsOf(policy) });

export const needs = ['identity', 'proof'] as const;
export type Need = (typeof needs)[number];

export type JudgedPaper = {
  id: string;
  /** null: nothing on it says what it is. */
  what: { need: Need; class: DocumentClass | ProofClass } | null;
  will: Will;
  /** The first is told; none where it will do. */
  reasons: Reason[];
  /** YYYY-MM-DD: the last day on which it will still do, as far as it says so. */
  until: string | null;
  /** Sides of one document share a number, from 1; other papers have none. */
  document: number | null;
};

export type Verdict = 'go' | 'fix-here' | 'come-back';
export type Missing = {
  need: Need;
  /** mend: the customer can, here · staff: somebody looks · bring: another paper. */
  how: 'mend' | 'staff' | 'bring';
  /** The paper that came nearest, and why it will not do; null: there is none. */
  paper: string | null;
  reasons: Reason[];
  /** What would do. */
  counts: readonly (DocumentClass | ProofClass)[];
};
export type Triage = {
  papers: JudgedPaper[];
  verdict: Verdict;
  missing: Missing[];
  /** The day it was said, and the earliest day on which a proof of address may have been issued to do on it. */
  date: string;
  oldest: string;
};

/** @param date YYYY-MM-DD by a clock that is believed. @throws CodedError clock.set-back where there is none: a paper is fresh on a day or on none */
export async function triage(papers: readonly BroughtPaper[], policy: TriagePolicy, date: string): Promise<Triage> {
  if (!isTrusted(date)) throw new CodedError('clock.set-back');
  const { judged: identities, holder } = await judgeIdentities(papers, policy, date);
  const proofs = await judgeProofs(papers, policy, date, holder);
  const judged = papers.map((p) => identities.get(p.id) ?? proofs.get(p.id) ?? notOpened(p));
  const missing = needs.filter((need) => need === 'identity' || policy.tier === 'advanced').flatMap((need) => missingOf(need, judged, policy));
  const verdict = missing.length === 0 ? 'go' : missing.some((m) => m.how === 'bring') ? 'come-back' : 'fix-here';
  return { papers: judged, verdict, missing, date, oldest: monthsLater(date, -policy.address.months) };
}

function notOpened({ id, looked }: BroughtPaper): JudgedPaper {
  const reasons = looked.kind === 'refused' ? [{ code: looked.code, values: looked.values }] : [];
  return { id, what: null, will: 'mend', reasons, until: null, document: null };
}

/** Papers that come nearest to what is needed, best first. */
const nearest: readonly Will[] = ['do', 'staff', 'mend', 'no'];
const howOf = { staff: 'staff', mend: 'mend', no: 'bring' } as const;

function missingOf(need: Need, papers: readonly JudgedPaper[], policy: TriagePolicy): Missing[] {
  const counts = need === 'identity' ? policy.acceptedTypes : policy.address.accepted;
  // What could not be told may be the paper that is missing: it is shown again before anybody is sent home.
  const able = papers.filter((p) => p.what === null || p.what.need === need).sort((a, b) => nearest.indexOf(a.will) - nearest.indexOf(b.will) || Number(a.what === null) - Number(b.what === null));
  const [best] = able;
  if (best?.will === 'do') return [];
  if (!best) return [{ need, how: 'bring', paper: null, reasons: [], counts }];
  return [{ need, how: howOf[best.will], paper: best.id, reasons: best.reasons, counts }];
}
