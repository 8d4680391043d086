/** Faces that head office asks stations to look out for, as a case sees them: a possible match for staff to answer, never a verdict. */
import { z } from 'zod';

/** Why a face stands on the list. Codes, because each needs its sentence on every station's screen. */
export const blockReasons = ['identity-fraud', 'forged-document', 'account-misuse', 'barred'] as const;
export type BlockReason = (typeof blockReasons)[number];

/** Only *another person* clears it: the clerk may be wrong about the other two, so a second person looks. */
export const blockedFaceAnswers = ['another-person', 'same-person', 'not-sure'] as const;
export type BlockedFaceAnswer = (typeof blockedFaceAnswers)[number];

/** One entry of the list with a face like this case's, as it stood when it was found: the list of tomorrow may no longer hold it. */
export const blockedHitSchema = z.object({
  entryId: z.uuid(), reference: z.string(), reason: z.enum(blockReasons), listedOn: z.iso.date(), distance: z.number(),
  answer: z.enum(blockedFaceAnswers).nullable(),
});
export type BlockedHit = z.infer<typeof blockedHitSchema>;

/** What one search said, and what staff answered so far. `notSearched`: why there was none; `left`: to a second person. */
export type BlockedFaceFacts = {
  notSearched: 'face-comparison-declined' | 'no-list' | 'demo-face' | 'networks-unknown' | 'no-live-face' | 'list-other-networks' | null;
  searched: number; limit: number; found: number; left: number;
};

export const isCleared = (answer: BlockedFaceAnswer | null): boolean => answer === 'another-person';
export const isLeft = (answer: BlockedFaceAnswer | null): boolean => answer !== null && !isCleared(answer);
