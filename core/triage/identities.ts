/** The identity documents among what was brought: sides that belong together are one document, judged by the checks of a case. */
import { expiryOf } from '../document/expiry.ts';
import { unlimited } from '../document/dates.ts';
import { compareToHolder, type HolderName } from '../document/name-compare.ts';
import { holderNames } from '../document/proof-facts.ts';
import type { DocumentReading, FieldName } from '../document/reading.ts';
import { judgeReading, mergeReadings } from '../reading-of-case.ts';
import { rulesOf } from '../rules.ts';
import type { BroughtPaper } from './brought.ts';
import { weigh, type Will } from './reasons.ts';
import type { JudgedPaper, TriagePolicy } from './triage.ts';

type Side = { paper: BroughtPaper; reading: DocumentReading };

/** `holder`: the name on the document that will do best, for papers to be held against; null: there is none. */
export type Identities = { judged: Map<string, JudgedPaper>; holder: HolderName[] | null };

export async function judgeIdentities(papers: readonly BroughtPaper[], { acceptedTypes, limits }: TriagePolicy, date: string): Promise<Identities> {
  const judged = new Map<string, JudgedPaper>();
  const named: { will: Will; names: HolderName[] }[] = [];
  for (const [i, sides] of documentsAmong(papers).entries()) {
    const reading = mergeReadings(sides.map((s) => s.reading));
    const results = await judgeReading(reading, { date, chosenType: null, acceptedTypes, lane: sides[0]!.paper.lane }, rulesOf(limits));
    const weighed = weigh(results);
    const will = weighed[0]?.will ?? 'do';
    const expiry = expiryOf(reading, date);
    const until = expiry.kind === 'known' && expiry.last !== unlimited ? expiry.last : null;
    for (const { paper } of sides) {
      judged.set(paper.id, { id: paper.id, what: { need: 'identity', class: reading.documentType?.class ?? 'other' }, will, reasons: weighed.map((w) => w.reason), until, document: i + 1 });
    }
    const names = holderNames(reading);
    if (names.length > 0) named.push({ will, names });
  }
  // An expired document still says whose it is; the first brought counts among equals.
  const best = (['do', 'staff', 'mend', 'no'] as const).flatMap((will) => named.filter((n) => n.will === will))[0];
  return { judged, holder: best?.names ?? null };
}

/** In the order in which they were brought. */
function documentsAmong(papers: readonly BroughtPaper[]): Side[][] {
  const found: Side[][] = [];
  for (const paper of papers) {
    if (paper.looked.kind !== 'document') continue;
    const side = { paper, reading: paper.looked.reading };
    const home = found.find((sides) => sides.length < 2 && belongTogether(sides[0]!.reading, side.reading));
    if (home) home.push(side);
    else found.push([side]);
  }
  return found;
}

/** Facts of which no two documents that somebody carries have the same, and one document has one. */
const telling: readonly FieldName[] = ['documentNumber', 'birthDate', 'expiryDate'];

/**
 * Front and back: of one class, and no fact that both were read for differs. Two sides of which neither says anything that the other says too
 * belong together: a card's front has the name in print, its back has it in the zone.
 */
function belongTogether(a: DocumentReading, b: DocumentReading): boolean {
  if (a.documentType?.class !== b.documentType?.class || a.documentType?.class === 'passport') return false;
  const agree = telling.every((name) => {
    const [x, y] = [a.fields[name]?.value, b.fields[name]?.value];
    return x === undefined || y === undefined || plain(x) === plain(y);
  });
  return agree && !namesDiffer(holderNames(a), b);
}
function namesDiffer(holder: readonly HolderName[], { fields: { fullName, givenNames, surname } }: DocumentReading): boolean {
  const other = fullName?.value ?? [givenNames?.value, surname?.value].filter(Boolean).join(' ');
  return holder.length > 0 && other !== '' && compareToHolder(holder, other, { exact: false }).verdict === 'mismatch';
}
const plain = (value: string): string => value.replaceAll(/[^A-Z\d]/gi, '').toUpperCase();
