/** What people at head office may decide on a case a station sent, and why; counted by the reason, understood by the note. */

/** ask-again: the customer is asked to come back, or to bring something else. */
export const headOutcomes = ['accept', 'reject', 'ask-again'] as const;
export type HeadOutcome = (typeof headOutcomes)[number];

export const headReasons = ['documents-agree', 'known-customer', 'reading-error', 'pictures-unclear', 'something-missing', 'not-the-holder', 'document-not-genuine', 'against-policy', 'appeal', 'other'] as const;
export type HeadReason = (typeof headReasons)[number];
