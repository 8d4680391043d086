/** Everything of a case that is no record: its draft, its sheet, kept face and what a case that is not closed is found by, pictures no submission speaks of. */
import { findCase } from './cases.ts';
import { removeLooseCaptures } from './captures.ts';
import { doomKey } from './case-keys.ts';
import { removeCasePolicy } from './case-policies.ts';
import type { Tx } from './db.ts';
import { removeDescriptor } from './descriptors.ts';
import { removeDraft } from './drafts.ts';
import { removeHashes } from './lookups.ts';
import { removeSheet } from './sheets.ts';

/** Its key is doomed with it: `destroyDoomedKeys` after the transaction. @returns whether there was a draft, the kept face that is gone (null: none), and how many pictures went. */
export function discardDraft(tx: Tx, caseId: string): { draft: boolean; face: number | null; captures: number } {
  const draft = removeDraft(tx, caseId);
  removeSheet(tx, caseId);
  // Whoever leaves before the end leaves no face behind; a closed case keeps its own.
  const known = findCase(tx, caseId);
  const face = known?.finished ? null : removeDescriptor(tx, caseId);
  // A case that was submitted and given up leaves nothing to be found by. What it was found like stays with its record: colleagues are no second person for it, and a second person looks at duplicates and listed faces.
  if (!known?.finished) removeHashes(tx, caseId);
  if (known === null) {
    removeCasePolicy(tx, caseId);
    doomKey(tx, caseId);
  }
  return { draft, face, captures: removeLooseCaptures(tx, caseId) };
}
