/** Everything of a case that is no record: its draft, its sheet, a kept face of a case that is not closed, pictures no submission speaks of. */
import { findCase } from './cases.ts';
import { removeLooseCaptures } from './captures.ts';
import type { Tx } from './db.ts';
import { removeDescriptor } from './descriptors.ts';
import { removeDraft } from './drafts.ts';
import { removeSheet } from './sheets.ts';

/** @returns whether there was a draft, the kept face that is gone (null: none), and how many pictures went. */
export function discardDraft(tx: Tx, caseId: string): { draft: boolean; face: number | null; captures: number } {
  const draft = removeDraft(tx, caseId);
  removeSheet(tx, caseId);
  // Whoever leaves before the end leaves no face behind; a closed case keeps its own.
  const face = findCase(tx, caseId)?.finished ? null : removeDescriptor(tx, caseId);
  return { draft, face, captures: removeLooseCaptures(tx, caseId) };
}
