/** Earlier cases of this station whose face is like this one's: a hint to staff, never a verdict. */
import { z } from 'zod';

/** other-details: name or birth date is another one, or could not be compared. known-customer: both are the same. Staff sees the first kind first. */
export const sightingKinds = ['other-details', 'known-customer'] as const;
export type SightingKind = (typeof sightingKinds)[number];

export const sightingSchema = z.object({
  kind: z.enum(sightingKinds),
  /** The earlier case, as it stands now. */
  caseId: z.uuid(),
  number: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
  distance: z.number(),
  /** Its picture of the face; null: it has none. */
  faceCaptureId: z.uuid().nullable(),
});
export type Sighting = z.infer<typeof sightingSchema>;

/** What one search said. `notSearched`: why there was none. */
export type SeenBefore = { notSearched: string | null; searched: number; otherDetails: number; knownCustomer: number; closest: number | null; limit: number };
