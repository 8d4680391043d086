/** Row P1.3: the document is of another class than the one chosen. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

export const typeMismatch = defineCheck({
  id: 'doc.type-mismatch',
  subject: 'document',
  stages: ['capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentReading'],
  // 1: same class as chosen, 0: another.
  threshold: { limit: 1, direction: 'at-least', unit: 'same' },
  strings: {
    failure: 'This is not the document type that was chosen. Found: {found}. Chosen: {chosen}.',
    remedy: 'Choose the type you are holding, or present the type you chose.',
    note: 'values.found and values.chosen are document classes, shown by their names (documentType.*).',
    variants: { other: { failure: 'This is no identity document. Chosen: {chosen}.', remedy: 'Present the document you chose.' } },
  },
  measure({ documentReading: { documentType } }, { chosenType }) {
    if (chosenType === null) return notApplicable('nothing-chosen');
    if (!documentType) return notAssessed('class-unknown');
    return measured(documentType.class === chosenType ? 1 : 0, [], { found: documentType.class, chosen: chosenType, variant: documentType.class });
  },
});
