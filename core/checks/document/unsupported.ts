/** Row P1.2: the policy does not accept this class of document. */
import { defineCheck, measured, notAssessed } from '../check.ts';

export const unsupported = defineCheck({
  id: 'doc.unsupported',
  subject: 'document',
  stages: ['capture'],
  lane: 'retry',
  concern: 'eligibility',
  artifacts: ['documentReading'],
  // 1: the class stands on the policy's list, 0: it does not. The list is policy data.
  threshold: { limit: 1, direction: 'at-least', unit: 'accepted' },
  strings: {
    failure: 'This kind of document is not accepted: {found}.',
    remedy: 'Bring a passport, an identity card or a driving licence.',
    note: 'The policy lists the accepted classes; values.found is the class that was recognised, shown by its name (documentType.*). Variant other: a receipt, a letter, a screen.',
    variants: {
      other: { failure: 'This is not an identity document.', remedy: 'Bring a passport, an identity card or a driving licence.' },
      'bank-card': { failure: 'This is a bank card. It does not prove who you are, and is not kept.', remedy: 'Bring a passport, an identity card or a driving licence.' },
    },
  },
  measure({ documentReading: { documentType } }, { acceptedTypes }) {
    if (!documentType) return notAssessed('class-unknown');
    return measured(acceptedTypes.includes(documentType.class) ? 1 : 0, [], { found: documentType.class, variant: documentType.class });
  },
});
