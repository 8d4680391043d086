/** The words of what a customer gets on paper, the take-home slip and the statement sheet, in one language: resources/locales/slip/CODE.json. Strict, so that a language which lacks a word is found by a test and not by a customer. */
import { z } from 'zod';
import { paperLanguages } from '../case/paper-languages.ts';
import { documentClasses, type DocumentClass } from '../document/reading.ts';
import { residenceClasses, type ProofClass } from '../document/proof-words.ts';

const sentence = z.string().min(1).max(300);
const words = z.string().min(1).max(80);

/** Why a paper will not do, without a name, number or address of anybody: checks by their id, and what else can be. */
export const slipWhys = [
  'doc.unsupported', 'doc.expired', 'doc.expiry-unread', 'doc.under-age', 'poa.is-identity', 'poa.screenshot', 'poa.unsupported', 'poa.no-date', 'poa.too-old', 'poa.future-date', 'name.mismatch', 'name.partial',
  'addr.document-incomplete', 'poa.unreadable', 'poa.legibility', 'poa.several', 'triage.not-recognised', 'not-opened', 'unread',
] as const;
export type SlipWhy = (typeof slipWhys)[number];

export const slipTextsSchema = z.strictObject({
  /** BCP 47, as Intl takes it. */
  code: z.enum(paperLanguages),
  /** Its own name. */
  language: words,
  /** A native reader has read it through. */
  reviewed: z.boolean(),
  title: words,
  /** {date} */
  checked: sentence,
  go: sentence, fixHere: sentence, comeBack: sentence,
  need: z.strictObject({ identity: words, proof: words }),
  /** {what}, {date} */
  fine: sentence, fineUntil: sentence,
  /** {list} */
  counts: sentence,
  identityMust: sentence,
  proofMust: sentence,
  /** {months}, {oldest}: the earliest day of issue for somebody who comes on the day of the slip. */
  proofAge: z.strictObject({ one: sentence, other: sentence }),
  proofNot: sentence,
  notKept: sentence,
  /** On the statement sheet. `hold`: what to do with it; `once`: why it cannot be kept for another time. No figures in either: the date must be the only one on the sheet. */
  sheet: z.strictObject({ hold: sentence, once: sentence }),
  document: z.strictObject(Object.fromEntries(documentClasses.map((c) => [c, words])) as Record<DocumentClass, typeof words>),
  paper: z.strictObject(Object.fromEntries(residenceClasses.map((c) => [c, words])) as Record<(typeof residenceClasses)[number], typeof words>),
  why: z.strictObject(Object.fromEntries(slipWhys.map((w) => [w, sentence])) as Record<SlipWhy, typeof sentence>),
});
export type SlipTexts = z.infer<typeof slipTextsSchema>;

/** @throws ZodError: the file is part of the program, so this is found by its test */
export const parseSlipTexts = (json: unknown): SlipTexts => slipTextsSchema.parse(json);

/** What a class is called; kinds of papers that never count have no name on a slip. */
export const classWords = (texts: SlipTexts, name: DocumentClass | ProofClass): string | null =>
  (name in texts.document ? texts.document[name as DocumentClass] : name in texts.paper ? texts.paper[name as keyof SlipTexts['paper']] : null);
