/** Possible duplicates among the cases of this station, looked for before a case is decided. Staff answers each; nothing is merged. */
import type { Evidence } from '../../core/case/case.ts';
import { asksAboutDuplicates, type DuplicateFacts } from '../../core/case/duplicates.ts';
import { birthDates, documentIdentities } from '../../core/case/identity.ts';
import type { Policy } from '../../core/case/policy.ts';
import { settledReading } from '../../core/case/settled.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { matchDuplicate } from '../../core/checks/match/duplicate.ts';
import { compareNames } from '../../core/document/compare-names.ts';
import { documentText } from '../../core/sync/bundle.ts';
import { fullName } from './evidence.ts';
import { stationResult } from './own-result.ts';
import { findCapture } from './store/captures.ts';
import type { ReadDb, Tx } from './store/db.ts';
import { duplicatesOf, findByLookup, removeLookups, writeDuplicates, writeLookups, type Lookups, type NewDuplicate } from './store/lookups.ts';

/** Where nobody stands who can be asked, what was found is left to a supervisor. `lookups` null: the policy does not search, and nothing is kept for it. */
export type DuplicateSearch = { results: CheckResult[]; found: NewDuplicate[]; lookups: Lookups | null };

/** Chosen: more cases than anybody compares. Those of the same document stay before namesakes. */
const mostShown = 20;

export async function searchDuplicates(db: ReadDb, evidence: Evidence, policy: Policy, today: string): Promise<DuplicateSearch> {
  if (!policy.checks[matchDuplicate.id]?.enabled) return { results: [], found: [], lookups: null };
  // A demonstration shows the same specimen every time.
  const demo = evidence.captureIds.some((id) => findCapture(db, id)?.provenance.demo);
  const lookups = demo ? null : lookupsOf(evidence, today);
  const found = lookups === null ? [] : duplicatesFor(db, evidence.caseId, lookups, namesOf(evidence, today)).slice(0, mostShown);
  return { results: [await resultOf({ searched: !demo, ...counted(found), supervisor: asksAboutDuplicates(evidence.setup.mode) ? 0 : found.length }, policy)], found, lookups };
}

const lookupsOf = (evidence: Evidence, today: string): Lookups => ({ document: documentIdentities(evidence, today).map(documentText), birth: birthDates(evidence, today) });
const namesOf = (evidence: Evidence, today: string): string[] =>
  [...new Set([evidence.extraction.fields, settledReading(evidence.extraction, evidence, today).fields].map(fullName))].filter((name) => name !== '');

/** By document, whoever holds it; by birth date, whoever has the name as ICAO 9303-3 lets it differ. `names`: of this case. */
export function duplicatesFor(db: ReadDb, caseId: string, lookups: Lookups, names: readonly string[]): NewDuplicate[] {
  const documents = findByLookup(db, 'document', lookups.document, caseId);
  const persons = findByLookup(db, 'birth', lookups.birth, caseId).filter((hit) => names.some((name) => isSameName(name, hit.name)));
  const ids = [...new Set([...documents, ...persons].map((hit) => hit.caseId))];
  return ids.map((earlierCaseId) => ({ earlierCaseId, document: documents.some((hit) => hit.caseId === earlierCaseId), person: persons.some((hit) => hit.caseId === earlierCaseId) }));
}

function isSameName(a: string, b: string): boolean {
  const { verdict } = compareNames({ value: a }, { value: b });
  return verdict === 'same' || verdict === 'compatible';
}

const counted = (found: readonly Pick<NewDuplicate, 'document' | 'person'>[]): Pick<DuplicateFacts, 'found' | 'document' | 'person'> =>
  ({ found: found.length, document: found.filter(({ document }) => document).length, person: found.filter(({ person }) => person).length });

const resultOf = (facts: DuplicateFacts, policy: Policy): Promise<CheckResult> => stationResult(matchDuplicate, 'duplicates', facts, policy);

/** In the transaction of the submission. */
export function keepDuplicates(tx: Tx, caseId: string, { lookups, found }: DuplicateSearch, at: string): void {
  if (lookups === null) return removeLookups(tx, caseId);
  writeLookups(tx, caseId, lookups);
  writeDuplicates(tx, caseId, found, at);
}

/** The results of the last submission with what staff has answered since; nobody does where nobody is asked. `givenUp`: what is unanswered is left to a supervisor. */
export async function withAnswers(db: ReadDb, { caseId, results, setup }: Evidence, policy: Policy, givenUp: boolean): Promise<CheckResult[]> {
  const pairs = asksAboutDuplicates(setup.mode) ? duplicatesOf(db, caseId) : [];
  if (pairs.length === 0) return [...results];
  const found = pairs.map(({ matched }) => ({ document: matched.includes('document'), person: matched.includes('person') }));
  const result = await resultOf({ searched: true, ...counted(found), supervisor: pairs.filter(({ answer }) => answer === 'supervisor' || (givenUp && answer === null)).length }, policy);
  return results.map((one) => (one.id === matchDuplicate.id ? result : one));
}
