/** What kind of paper was brought as a proof of address, with the words that say so. Whether that kind counts is policy. */
import { cuesOf, type Cues } from './class-cues.ts';
import { screenFurniture } from './class-words.ts';
import { typeOfPrint } from './classification.ts';
import { textLinesOf, type PageLine, type PageText } from './page-text.ts';
import { findPhrases, foldText } from './phrases.ts';
import { proofVocabulary, type ProofClass } from './proof-words.ts';
import type { DocumentClass } from './reading.ts';

export type ProofType = {
  /** Null: nothing on it says what it is. */
  class: ProofClass | null;
  confidence: number;
  /** The words that spoke for the class, capitals without accents; for an identity document its own class. */
  cues: readonly string[];
  /** The second likeliest, where there is one. */
  otherwise: ProofClass | null;
};

/** Score from which words name a class: one title, or three that go with it; and how far it must lead. Chosen, not measured. */
const enough = 3;
const lead = 0.6;
/** A title that stands high on the first page in a short line says more than the same words in a text. Chosen. */
const titlePlace = { above: 0.45, words: 7, points: 1.5 } as const;
const titleWeight = 4;
/** Words that were read well; below, a page says nothing. Chosen. */
const someText = 12;

const identityClasses: readonly DocumentClass[] = ['passport', 'id-card', 'driving-licence', 'residence-permit', 'work-permit', 'visa', 'student-card', 'health-card'];
/** A title and labels of a person. What print says of cards is known to be surer from here on (docs/adr/0007). */
const surelyIdentity = 0.6;

type Scored = { score: number; cues: string[] };

export function proofClassOf(page: PageText): ProofType {
  const rows = textLinesOf(page);
  const cues = cuesOf(rows);
  const identity = typeOfPrint(rows);
  const scores = scoresOf(page, cues);
  const [first, second] = [...scores].sort((a, b) => b[1].score - a[1].score);
  const otherwise = second && second[1].score > 0 ? second[0] : null;
  if (identity && identityClasses.includes(identity.class) && identity.confidence >= surelyIdentity && (!first || first[1].score < 2 * enough)) return { class: 'identity-document', confidence: identity.confidence, cues: [identity.class], otherwise: first?.[0] ?? null };
  if (first && first[1].score >= enough && first[1].score - (second?.[1].score ?? 0) >= lead) {
    return { class: first[0], confidence: Math.min(0.98, 0.55 + (first[1].score - (second?.[1].score ?? 0)) / 14), cues: first[1].cues, otherwise };
  }
  if (first && first[1].score >= enough) return { class: null, confidence: 0, cues: first[1].cues, otherwise: first[0] };
  return { class: cues.words >= someText ? 'other' : null, confidence: cues.words >= someText ? 0.4 : 0, cues: [], otherwise: first && first[1].score > 0 ? first[0] : null };
}

function scoresOf(page: PageText, cues: Cues): Map<ProofClass, Scored> {
  const folded = foldText(page.lines.map((l) => l.text).join('\n'));
  const heads = foldText(page.lines.filter(isHead).map((l) => l.text).join('\n'));
  const scores = new Map<ProofClass, Scored>();
  const add = (name: ProofClass, points: number, found: readonly string[]): void => {
    const before = scores.get(name) ?? { score: 0, cues: [] };
    if (points > 0) scores.set(name, { score: before.score + points, cues: [...before.cues, ...found] });
  };
  for (const { class: name, weight, most, phrases } of proofVocabulary) {
    const found = findPhrases(folded, phrases);
    add(name, weight * Math.min(most, found.length), found);
    if (weight >= titleWeight && findPhrases(heads, phrases).length > 0) add(name, titlePlace.points, []);
  }
  for (const { class: name, points, cue } of cuePoints) add(name, points(cues, page), [cue]);
  return withoutShop(scores);
}

const isHead = (line: PageLine): boolean => line.page === 0 && line.box.y < titlePlace.above && line.text.trim().split(/\s+/).length <= titlePlace.words;

/** Every bill is an invoice as well, and bills of shops have no meter, no account and no policy: words of invoices and receipts count only where nothing better is said. */
function withoutShop(scores: Map<ProofClass, Scored>): Map<ProofClass, Scored> {
  const best = Math.max(0, ...[...scores].filter(([name]) => !shops.includes(name)).map(([, s]) => s.score));
  if (best < titleWeight) return scores;
  return new Map([...scores].map(([name, s]) => [name, shops.includes(name) ? { ...s, score: Math.min(s.score, best - lead) } : s]));
}
const shops: readonly ProofClass[] = ['receipt', 'invoice', 'business-card'];

/** Points of what is no word of a bill. Chosen, not measured. */
const cuePoints: readonly { class: ProofClass; cue: string; points(cues: Cues, page: PageText): number }[] = [
  { class: 'screenshot', cue: 'status bar', points: (_c, page) => (hasStatusBar(page) ? 3 : 0) },
  { class: 'screenshot', cue: 'words of screens', points: (c, page) => furniture(page) * (c.running < 120 ? 1 : 0.4) },
  { class: 'business-card', cue: 'few words and ways to write', points: (c, page) => (c.words <= 30 && c.amounts === 0 && c.addresses > 0 && page.lines.length <= 12 ? 2.5 : 0) },
];

/** Furniture of windows on short lines of their own: a letter says "search" and "account" in its sentences. */
function furniture(page: PageText): number {
  const short = page.lines.filter((l) => l.text.trim().split(/\s+/).length <= 3).map((l) => l.text);
  const found = findPhrases(foldText(short.join('\n')), screenFurniture).length;
  return found >= 3 ? 0.8 * Math.min(8, found) : 0;
}

/** A clock at the very top of a telephone, beside it a battery or a network; or a browser's address. */
function hasStatusBar(page: PageText): boolean {
  const top = page.lines.filter((l) => l.page === 0 && l.box.y < 0.06).map((l) => l.text).join(' ');
  return /(?:^|\s)(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[AP]M)?(?:\s|$)/i.test(top) && /\d{1,3}\s?%|\b(?:5G|4G|LTE|3G|WI-?FI)\b/i.test(top);
}
