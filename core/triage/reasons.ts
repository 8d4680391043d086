/** Why a paper will do or not: the results of the checks, as answers to a customer who still stands at the counter. */
import type { CheckResult, CheckValues, Lane } from '../checks/check.ts';
import { checkById } from '../checks/index.ts';

/** do: as it is · mend: the customer can put it right here · staff: somebody must look · no: another paper is needed. */
export type Will = 'do' | 'mend' | 'staff' | 'no';
/** `code`: of a check, of an error, or `notRecognised`. */
export type Reason = { code: string; values: CheckValues };

/** What no check says, because no check is asked about a paper that is not known yet. */
export const notRecognised = 'triage.not-recognised';

type Weighed = { reason: Reason; will: Exclude<Will, 'do'> };

/**
 * A retry of a picture is mended here; what may not be accepted needs another paper, though a retry in a case; staff is staff. Two differ: a
 * screenshot stands for a PDF that the customer has at hand; another person's paper is of no use however long staff looks.
 */
const exceptions: Readonly<Record<string, Weighed['will']>> = { 'poa.screenshot': 'mend', 'name.mismatch': 'no' };

const willOf = (id: string, lane: Lane): Weighed['will'] => exceptions[id] ?? (lane === 'retry' ? (checkById(id)?.concern === 'processing' ? 'mend' : 'no') : lane === 'final' ? 'no' : 'staff');

/** Checks that speak of a case and not of what was brought: doubtful characters are settled in the review, the type has not been chosen yet. */
const ofTheCase: readonly string[] = ['doc.reading-doubtful', 'doc.type-mismatch', 'doc.expires-soon'];
/** What could not be assessed and is no reason here: another check says the same, or the case will read it from better pictures. */
const notAsked: readonly string[] = ['doc.expired', 'doc.under-age', 'name.partial', 'poa.future-date'];

/** Results that bear on whether a paper will do, worst first. Suspected fraud is not among them: the verification looks for it and tells staff. */
export function weigh(results: readonly CheckResult[]): Weighed[] {
  const found = results.flatMap((result): Weighed[] => {
    const check = checkById(result.id);
    if (!check || check.concern === 'fraud' || check.partOf !== undefined || ofTheCase.includes(result.id) || check.lane === 'coach') return [];
    if (result.status === 'fail') return [{ reason: { code: result.id, values: result.values }, will: willOf(result.id, check.lane) }];
    if (result.status !== 'not-assessed' || notAsked.includes(result.id)) return [];
    return [{ reason: { code: result.id, values: { why: result.reason ?? '' } }, will: 'staff' }];
  });
  return found.sort((a, b) => worst.indexOf(a.will) - worst.indexOf(b.will));
}

const worst: readonly Will[] = ['no', 'mend', 'staff'];
