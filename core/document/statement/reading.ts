/**
 * What was read on the picture of a customer who holds a document and a sheet of paper, as evidence keeps it: with it window, CLI and station
 * judge date and word again. Places are pixels of the picture as it was taken, also where it had to be turned back to be read.
 */
import { z } from 'zod';
import { fieldNames, regionSchema } from '../reading.ts';

/** A row of writing on the sheet; `confidence` as the reader gave it, 0..1. `again`: what a second look at other size made of it; only what both say is believed. A row that was seen and not read has no text. */
export const sheetLineSchema = z.object({ text: z.string().max(200), box: regionSchema, confidence: z.number().min(0).max(1), again: z.string().max(200).optional() });
export type SheetLine = z.infer<typeof sheetLineSchema>;

/** Rows kept of a sheet. Chosen: a date, a word and a code are three. */
export const mostSheetLines = 40;

export const heldDocumentSchema = z.object({
  region: regionSchema,
  /** A face is on it. Whose it is stands in the case's table of faces (`held`). */
  portrait: z.boolean(),
  /** What could be read of it, without places: in the hand it is small. Dates are YYYY-MM-DD. */
  fields: z.partialRecord(z.enum(fieldNames), z.string().max(400)),
});
export type HeldDocument = z.infer<typeof heldDocumentSchema>;

export const heldSheetSchema = z.object({
  region: regionSchema,
  /** Top to bottom, the right way round. */
  lines: z.array(sheetLineSchema).max(mostSheetLines),
  /** Text of the symbol on it (sheet-code.ts); null: none was read. */
  code: z.string().max(200).nullable(),
});
export type HeldSheet = z.infer<typeof heldSheetSchema>;

export const statementReadingSchema = z.object({
  /** Faces of people, largest first; the one on the document is none of them. */
  people: z.number().int().min(0).max(99),
  /** The largest of them. */
  face: regionSchema.nullable(),
  document: heldDocumentSchema.nullable(),
  sheet: heldSheetSchema.nullable(),
  /** The picture is a mirror image, as front cameras save them: it was read turned back. */
  mirrored: z.boolean(),
});
export type StatementReading = z.infer<typeof statementReadingSchema>;
