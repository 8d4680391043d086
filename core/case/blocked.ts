/** Whether a document stands on head office's list. no-list: there is none · no-number: none was read, so it cannot be said */
export type BlockedWord = 'no-list' | 'no-number' | 'not-listed' | 'listed';
