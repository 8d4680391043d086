/** The document in the hand against the one that was captured: by what could be read of both, and by their portraits. */
import { sameValue } from '../same-value.ts';
import type { FieldName } from '../reading.ts';
import type { StatementFacts } from './facts.ts';

/** What tells one document from another. A check digit stands behind each, and behind no name: names are cut, and letters of them misread. */
const telling: readonly FieldName[] = ['documentNumber', 'birthDate', 'expiryDate'];

export type HeldComparison = { agreeing: FieldName[]; differing: FieldName[]; portraitDistance: number | null };

/** null: there is nothing to compare. */
export function compareHeld({ reading, document, portraitDistance }: StatementFacts): HeldComparison | null {
  if (!reading.document || !document) return null;
  const agreeing: FieldName[] = [], differing: FieldName[] = [];
  for (const name of telling) {
    const [held, captured] = [reading.document.fields[name], document.fields[name]];
    if (held === undefined || !captured) continue;
    (sameValue(name, { value: held }, captured) ? agreeing : differing).push(name);
  }
  return { agreeing, differing, portraitDistance };
}
