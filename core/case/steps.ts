/** The faces of a case, and what two of them are to each other, as the record keeps it. */
import { z } from 'zod';
import { matchVerdicts } from './verdicts.ts';

/** portrait and ghost: on the document · face: the picture that was taken · live: the frames of the challenge · statement: the person who holds the sheet · held: the portrait on the document in their hand. */
export const faceKinds = ['portrait', 'ghost', 'face', 'live', 'statement', 'held'] as const;
export type FaceKind = (typeof faceKinds)[number];

export const stepPairSchema = z.object({ a: z.enum(faceKinds), b: z.enum(faceKinds), distance: z.number(), verdict: z.enum(matchVerdicts) });
export type StepPair = z.infer<typeof stepPairSchema>;
