/** Earlier cases of this station that may be of the same customer. Told to staff, who answers; nothing is merged. */
import { z } from 'zod';
import { outcomes, type Mode } from './case.ts';

/** face: where the policy searches among faces (sightings.ts), and the case is found by something else as well. */
export const matchedBy = ['document', 'person', 'face'] as const;
/** same-again: the same person, again on purpose · another-person · supervisor: the case is left to a second person */
export const duplicateAnswers = ['same-again', 'another-person', 'supervisor'] as const;
export type DuplicateAnswer = (typeof duplicateAnswers)[number];

const side = z.object({ name: z.string(), documentNumber: z.string() });

export const duplicateSchema = z.object({
  /** The earlier case, as it stands now. */
  caseId: z.uuid(), number: z.string(), at: z.iso.datetime(), outcome: z.enum(outcomes), documentType: z.string(),
  earlier: side, now: side,
  matched: z.array(z.enum(matchedBy)).min(1),
  answer: z.enum(duplicateAnswers).nullable(),
});
export type Duplicate = z.infer<typeof duplicateSchema>;

/** What one search said, and what staff answered so far. `searched` false: not looked for, as in a demonstration. */
export type DuplicateFacts = { searched: boolean; found: number; document: number; person: number; supervisor: number };

/** Somebody stands there who can be asked. */
export const asksAboutDuplicates = (mode: Mode): boolean => mode === 'attended' || mode === 'field';
