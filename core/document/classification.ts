/** What kind of document it is: from the MRZ's code where there is one, else from the words printed on it. */
import { countryOf } from './countries.ts';
import type { DocumentClass, DocumentType, Mrz } from './reading.ts';

/**
 * ICAO 9303-4 to 7: P passport, V visa, A, C, I official travel documents of card size; AC is a crew certificate (9303-5, 4.2.2.1). Residence permits
 * carry national second letters: IR and AR in the European Union's model, C1 and C2 on the green card of the United States. Longest match counts.
 */
const codes: readonly { begins: string; state?: string; class: DocumentClass }[] = [
  { begins: 'C1', state: 'USA', class: 'residence-permit' },
  { begins: 'C2', state: 'USA', class: 'residence-permit' },
  { begins: 'IR', class: 'residence-permit' },
  { begins: 'AR', class: 'residence-permit' },
  { begins: 'RP', class: 'residence-permit' },
  { begins: 'CR', class: 'residence-permit' },
  { begins: 'AC', class: 'other' },
  { begins: 'D1', class: 'driving-licence' },
  { begins: 'P', class: 'passport' },
  { begins: 'V', class: 'visa' },
  { begins: 'I', class: 'id-card' },
  { begins: 'A', class: 'id-card' },
  { begins: 'C', class: 'id-card' },
];

export function typeOfMrz(mrz: Mrz): DocumentType {
  const code = mrz.lines[0]!.slice(0, 2);
  const state = mrz.lines[0]!.slice(2, 5);
  const found = codes.find((c) => code.startsWith(c.begins) && (c.state === undefined || c.state === state));
  return { class: found?.class ?? 'other', country: countryOf(state), confidence: Math.min(...mrz.confidence[0]!.slice(0, 2)) };
}

type Word = { class: DocumentClass; weight: number; words: RegExp };

/** Words a document says of itself, capitals without accents. Weight 3: its title; 1: a word that goes with it. Chosen, not measured. */
const words: readonly Word[] = [
  { class: 'passport', weight: 3, words: /\b(PASSPORT|PASSEPORT|PASAPORTE|REISEPASS|PASSAPORTO|PASPOORT|PASZPORT|PASSAPORTE)\b/ },
  { class: 'driving-licence', weight: 4, words: /\b(DRIVER'?S? ?LICEN[CS]E|DRIVING LICEN[CS]E|PERMIS DE CONDUIRE|FUHRERSCHEIN|PATENTE DI GUIDA|PERMISO DE CONDUCCION|LICENCIA DE CONDUCIR|CARTA DE CONDUCAO|RIJBEWIJS|PRAWO JAZDY|OPERATOR'?S? LICEN[CS]E|KOREKORT|AJOKORTTI)\b/ },
  { class: 'driving-licence', weight: 1.5, words: /\b(DRIVER|DRIVING|CLASS [A-Z]|RSTR|RESTRICTIONS?|ENDORSEMENTS?|DONOR|DL ?(NO|#)?|ENDR?|REST)\b/ },
  { class: 'residence-permit', weight: 4, words: /\b(RESIDENCE PERMIT|PERMANENT RESIDENT|TITRE DE SEJOUR|AUFENTHALTSTITEL|PERMISO DE RESIDENCIA|PERMESSO DI SOGGIORNO|VERBLIJFSTITEL|BIOMETRIC RESIDENCE|AUFENTHALTSKARTE|KARTA POBYTU)\b/ },
  { class: 'work-permit', weight: 4, words: /\b(WORK PERMIT|EMPLOYMENT AUTHORIZATION|EMPLOYMENT PASS|PERMIS DE TRAVAIL|ARBEITSERLAUBNIS|PERMISO DE TRABAJO)\b/ },
  { class: 'visa', weight: 2, words: /\b(VISA|VISUM|VISTO|VISADO|WIZA)\b/ },
  { class: 'student-card', weight: 4, words: /\b(STUDENT (ID|CARD|IDENTITY|IDENTIFICATION)|STUDENTENAUSWEIS|CARTE D'?ETUDIANT|CARNE DE ESTUDIANTE|STUDENTENKAART|LEGITYMACJA STUDENCKA)\b/ },
  { class: 'student-card', weight: 1.5, words: /\b(STUDENT|UNIVERSITY|UNIVERSITE|UNIVERSITAT|UNIVERSIDAD|COLLEGE|ETUDIANT|FACULTY)\b/ },
  { class: 'bank-card', weight: 2.5, words: /\b(VISA|MASTERCARD|MAESTRO|AMERICAN EXPRESS|DEBIT|CREDIT CARD|VALID THRU|GOOD THRU|CARDHOLDER|CVV|DISCOVER)\b/ },
  { class: 'health-card', weight: 4, words: /\b(HEALTH (INSURANCE|CARD)|CARTE VITALE|VITALE|MEDICARE|MEDICAID|EUROPEAN HEALTH|ASSURANCE MALADIE|TESSERA SANITARIA|TARJETA SANITARIA|KRANKENVERSICHERUNG|GESUNDHEITSKARTE)\b/ },
  { class: 'health-card', weight: 1.5, words: /\b(COPAY|RXBIN|RXPCN|RX ?BIN|RX ?GRP|MEMBER ID|SUBSCRIBER|DEDUCTIBLE|GROUP (NO|NUMBER)|PPO|HMO)\b/ },
  { class: 'vehicle-paper', weight: 4, words: /\b(CERTIFICAT D'?IMMATRICULATION|CARTE GRISE|VEHICLE REGISTRATION|REGISTRATION CERTIFICATE|ZULASSUNGSBESCHEINIGUNG|FAHRZEUGSCHEIN|PERMISO DE CIRCULACION|CARTA DI CIRCOLAZIONE)\b/ },
  { class: 'id-card', weight: 4, words: /\b(IDENTITY CARD|IDENTIFICATION CARD|NATIONAL ID(ENTITY)?|CARTE NATIONALE D'?IDENTITE|PERSONALAUSWEIS|CARTA D'?IDENTITA|DOCUMENTO NACIONAL DE IDENTIDAD|CEDULA DE (IDENTIDAD|CIUDADANIA)|IDENTITEITSKAART|DOWOD OSOBISTY|CARTAO DE CIDADAO|CARTE D'?IDENTITE|AADHAAR|UNIQUE IDENTIFICATION|OBCANSKY PRUKAZ|ISIKUTUNNISTUS|PASSPORT CARD)\b/ },
  { class: 'other', weight: 5, words: /\b(INVOICE|RECEIPT|STATEMENT|TOTAL|SUBTOTAL|AMOUNT DUE|BALANCE|CASHIER|TAX INVOICE|GST|FACTURE|RECHNUNG|NUTRITION FACTS|CURRICULUM|RESUME|PAY TO THE ORDER|BUSINESS CARD|BILL(ING)?|ACCOUNT (NO|NUMBER)|CHANGE|QTY|PAGE \d+ OF)\b/ },
];

const places: readonly { country: string; words: RegExp }[] = [
  { country: 'FRA', words: /\b(REPUBLIQUE FRANCAISE|FRANCAISE?)\b/ },
  { country: 'DEU', words: /\b(BUNDESREPUBLIK DEUTSCHLAND|DEUTSCHLAND)\b/ },
  { country: 'ESP', words: /\b(REINO DE ESPANA|ESPANA)\b/ },
  { country: 'ITA', words: /\b(REPUBBLICA ITALIANA)\b/ },
  { country: 'POL', words: /\b(RZECZPOSPOLITA POLSKA)\b/ },
  { country: 'GBR', words: /\b(UNITED KINGDOM|DVLA)\b/ },
  { country: 'IND', words: /\b(GOVERNMENT OF INDIA|REPUBLIC OF INDIA|AADHAAR)\b/ },
  { country: 'USA', words: /\b(UNITED STATES OF AMERICA|USA|CALIFORNIA|TEXAS|COLORADO|WASHINGTON|NEW YORK|FLORIDA|PENNSYLVANIA|ILLINOIS|OHIO|GEORGIA|MICHIGAN|VIRGINIA|ARIZONA|MASSACHUSETTS|CONNECTICUT|MINNESOTA|WISCONSIN)\b/ },
];

export const foldText = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[’‘`´]/g, "'").toUpperCase();

// Score from which words name a class: one title, or two that go with it.
const enough = 2.5;
// Words of three letters and more from which a text that says nothing of a document is a letter, a bill or a screen. Cards of the
// 24 in id_and_other_docs that are identity documents hold up to 40. Chosen, not measured.
const runningText = 60;

/** Class by words; null where the words name none: that is "not known", not "other". */
export function typeOfWords(text: string): DocumentType | null {
  const folded = foldText(text);
  const scores = new Map<DocumentClass, number>();
  for (const { class: name, weight, words: pattern } of words) {
    const hits = new Set([...folded.matchAll(new RegExp(pattern, 'g'))].map((m) => m[0]));
    if (hits.size > 0) scores.set(name, (scores.get(name) ?? 0) + weight * Math.min(2, hits.size));
  }
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!first || first[1] < enough) return !first && (folded.match(/[A-Z]{3,}/g) ?? []).length >= runningText ? { class: 'other', country: null, confidence: 0.5 } : null;
  const country = places.find((p) => p.words.test(folded))?.country ?? null;
  return { class: first[0], country, confidence: Math.min(0.95, 0.5 + (first[1] - (second?.[1] ?? 0)) / 16) };
}
