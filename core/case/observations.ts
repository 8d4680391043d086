/** What staff saw and touched, one by one: part of the attestation, so that a record says more than "looked at". */
import { z } from 'zod';

/** In the order of the hand: person, then document. */
export const observations = ['face-bare', 'person-on-portrait', 'original', 'surface-felt', 'hologram-moves', 'print-fine', 'undamaged'] as const;
export type Observation = (typeof observations)[number];

/** seen: it is so · not-so: looked, and it is not so. What is left out was not looked at. */
export const observed = ['seen', 'not-so'] as const;
export type Observed = (typeof observed)[number];

export const observationsSchema = z.partialRecord(z.enum(observations), z.enum(observed));
export type Observations = z.infer<typeof observationsSchema>;

/** Staff looked and found something not as it should be: that is no accept, whatever the machine says. */
export const hasDoubt = (made: Observations | undefined): boolean => Object.values(made ?? {}).includes('not-so');
