/** What was read on a document, with where each fact stands. */
import { z } from 'zod';

export const documentClasses = [
  'passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card',
  'bank-card', 'health-card', 'vehicle-paper', 'other',
] as const;
export type DocumentClass = (typeof documentClasses)[number];

/** TD1 3x30 · TD2 2x36 · TD3 2x44 · MRVA 2x44 · MRVB 2x36 (ICAO 9303) · FRA_ID 2x36 · FRA_DL 1x30 (national). */
export const mrzFormats = ['TD1', 'TD2', 'TD3', 'MRVA', 'MRVB', 'FRA_ID', 'FRA_DL'] as const;
export type MrzFormat = (typeof mrzFormats)[number];

export const regionSchema = z.object({
  x: z.number(), y: z.number(), width: z.number(), height: z.number(),
  points: z.array(z.object({ x: z.number(), y: z.number() })).max(64).optional(),
});

export const mrzSchema = z.object({
  format: z.enum(mrzFormats),
  lines: z.array(z.string().regex(/^[A-Z0-9<]{30,44}$/)).min(1).max(3),
  checkDigits: z.array(z.object({ name: z.string().max(40), valid: z.boolean() })).max(8),
  /** Line and column from 0; candidates best first, the first is what `lines` holds; `region` is the character's place in the picture. */
  doubtful: z.array(z.object({
    line: z.number().int(), column: z.number().int(), candidates: z.array(z.string().length(1)).max(4), region: regionSchema.nullable().default(null),
  })).max(132),
  /** Posterior of each character, 0..1, same shape as lines. */
  confidence: z.array(z.array(z.number())).max(3),
  region: regionSchema.nullable(),
  /** Box and corners of each line's characters, first to last column (see mrz-places.ts); absent: not told. */
  rows: z.array(regionSchema).max(3).optional(),
});
export type Mrz = z.infer<typeof mrzSchema>;

export const fieldNames = [
  'surname', 'givenNames', 'fullName', 'documentNumber', 'nationality', 'issuingCountry', 'birthDate', 'sex',
  'issueDate', 'expiryDate', 'personalNumber', 'authority', 'address',
] as const;
export type FieldName = (typeof fieldNames)[number];

export const fieldSchema = z.object({
  /** Dates are YYYY-MM-DD; unknown parts are left out from the right (`1974-08`). */
  value: z.string().max(400),
  source: z.enum(['mrz', 'barcode', 'print', 'clerk']),
  confidence: z.number().min(0).max(1),
  region: regionSchema.nullable(),
  /** The source's field was full to its last place, so the value may go on (ICAO 9303-3, 4.6.1; AAMVA truncation flags). */
  truncated: z.boolean().optional(),
});
export type Field = z.infer<typeof fieldSchema>;

export const documentTypeSchema = z.object({
  class: z.enum(documentClasses),
  /** ICAO 9303-3 country code (three letters, `D` written DEU); null: not told. */
  country: z.string().max(3).nullable(),
  confidence: z.number().min(0).max(1),
});
export type DocumentType = z.infer<typeof documentTypeSchema>;

export const barcodeFormats = ['PDF417', 'QRCode', 'Aztec', 'DataMatrix'] as const;
export type BarcodeFormat = (typeof barcodeFormats)[number];

export const barcodeSchema = z.object({
  format: z.enum(barcodeFormats),
  /** What its text follows: a card's data set after the AAMVA DL/ID standard, or nothing that is known here. */
  standard: z.enum(['AAMVA']).nullable(),
  region: regionSchema.nullable(),
});
export type Barcode = z.infer<typeof barcodeSchema>;

const fieldsSchema = z.partialRecord(z.enum(fieldNames), fieldSchema);
export type Fields = z.infer<typeof fieldsSchema>;

/** The sources that a machine reads from, best first: made for machines before made for eyes. */
export const machineSources = ['mrz', 'barcode', 'print'] as const;
export type MachineSource = (typeof machineSources)[number];

export const documentReadingSchema = z.object({
  documentType: documentTypeSchema.nullable(),
  mrz: mrzSchema.nullable(),
  /** Symbols that were decoded; their text is not kept, only the fields drawn from it. */
  barcodes: z.array(barcodeSchema).max(8).default([]),
  /** The best value of each field over all sources. */
  fields: fieldsSchema,
  /** What each source says by itself, so that they can be held against each other. */
  bySource: z.partialRecord(z.enum(machineSources), fieldsSchema).default({}),
});
export type DocumentReading = z.infer<typeof documentReadingSchema>;

export const nothingRead: DocumentReading = { documentType: null, mrz: null, barcodes: [], fields: {}, bySource: {} };

/** The best value of each field: the better source (machineSources), whatever its confidence. */
export function bestFields(bySource: DocumentReading['bySource']): Fields {
  return Object.assign({}, ...machineSources.toReversed().map((source) => bySource[source] ?? {})) as Fields;
}
