/** What a statement picture shows, beside what was asked for: everything that its checks are judged from, in the window, in the CLI and again in the station. */
import { z } from 'zod';
import type { StepPair } from '../../case/steps.ts';
import type { DocumentReading, Fields } from '../reading.ts';
import type { StatementReading } from './reading.ts';
import { sheetCodePattern } from './sheet-code.ts';

/** What the sheet of a case must say beside the day. */
export const statementAskedSchema = z.object({
  /** As the policy writes it. */
  word: z.string().trim().min(1).max(40),
  /** Of the sheet that was printed for this case (sheet-code.ts); null: none was printed. */
  code: z.string().regex(sheetCodePattern).nullable(),
  /** A sheet without the symbol of a printed one counts: it may be written by hand. Not said in records of before it was asked. */
  hand: z.boolean().default(true),
});
export type StatementAsked = z.infer<typeof statementAskedSchema>;

export const staffAnswers = ['right', 'wrong'] as const;
const answer = z.enum(staffAnswers).nullable();

/** What staff said of date and word where the machine was not sure. null: was not asked. The station sets who it was. */
export const statementWordSchema = z.object({ date: answer, word: answer, operatorId: z.uuid(), operatorName: z.string().min(1).max(80), at: z.iso.datetime() });
export type StatementWord = z.infer<typeof statementWordSchema>;

export type StatementFacts = {
  reading: StatementReading;
  asked: StatementAsked;
  /** The case date in the station's time zone, YYYY-MM-DD; empty: there is no trusted clock. */
  date: string;
  /** The document that was captured, as it counts; null: there is none to hold the other against. */
  document: { fields: Fields } | null;
  /** Distance of the held document's portrait to the captured one's (compare.ts); null: one of them could not be described. */
  portraitDistance: number | null;
  staff: StatementWord | null;
};

export type StatementQuestion = {
  asked: StatementAsked;
  date: string;
  /** With the clerk's choices and corrections in place. */
  document: DocumentReading | null;
  /** The case's table of faces (`evidence.match.steps`). */
  steps: readonly StepPair[];
  staff: StatementWord | null;
};

export function statementFactsOf(reading: StatementReading, { asked, date, document, steps, staff }: StatementQuestion): StatementFacts {
  const held = steps.find((p) => [p.a, p.b].includes('portrait') && [p.a, p.b].includes('held'));
  return { reading, asked, date, document: document && { fields: document.fields }, portraitDistance: held?.distance ?? null, staff };
}
