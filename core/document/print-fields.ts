/**
 * Labelled fields in print, for documents without an MRZ: the value stands behind its label on the same line or right below it.
 * European driving licences number their fields 1 to 5 (Directive 2006/126/EC, annex I); North American ones do too (AAMVA 2020 card design).
 */
import type { Region } from '../frame.ts';
import { foldText } from './classification.ts';
import { dateInText } from './dates-in-print.ts';
import type { DocumentClass, DocumentReading, FieldName } from './reading.ts';

/** A printed line as the print reader gives it. */
export type TextLine = { text: string; confidence: number; region: Region };

type Label = { field: FieldName; label: RegExp; value: 'birth' | 'expiry' | 'number' | 'name'; only?: DocumentClass };

const labels: readonly Label[] = [
  { field: 'expiryDate', value: 'expiry', label: /(?:\b4B\b\.?|\b(?:EXP(?:IRES|IRY|IRATION)?(?: DATE)?|DATE OF EXPIRY|VALID (?:UNTIL|TO|THRU)|GULTIG BIS|DATE D'EXPIRATION|FECHA DE CADUCIDAD|SCADENZA|VALIDE?Z HASTA|CARTE VALABLE JUSQU'AU)\b)/ },
  { field: 'birthDate', value: 'birth', label: /(?:\b(?:DOB|D\.O\.B|DATE OF BIRTH|BIRTH ?DATE|GEBURTSDATUM|GEBOREN AM|NE\(E\) LE|DATE DE NAISSANCE|FECHA DE NACIMIENTO|DATA DI NASCITA)\b|\b3 DOB\b)/ },
  { field: 'issueDate', value: 'birth', label: /(?:\b4A\b\.?|\b(?:ISS(?:UED)?|ISSUE DATE|DATE OF ISSUE|DELIVREE? LE|AUSGESTELLT AM)\b)/ },
  { field: 'documentNumber', value: 'number', label: /(?:\b4D\b\.?|\b(?:DL ?(?:NO|NUMBER|#)?|LIC(?:ENSE)? ?(?:NO|NUMBER|#)|CARD NO|ID ?(?:NO|NUMBER|#)|DOCUMENT (?:NO|NUMBER)|CUSTOMER IDENTIFIER|N[O°] DU DOCUMENT|USCIS#?))[.:#]*/ },
  { field: 'surname', value: 'name', label: /\b(?:LN|SURNAME|LAST NAME|FAMILY NAME|NOM|APELLIDOS|COGNOME|NAME\/SURNAME)\b[.:]*/ },
  { field: 'givenNames', value: 'name', label: /\b(?:FN|GIVEN NAMES?|FIRST NAMES?|PRENOMS?|PRENOM\(S\)|NOMBRES?|VORNAMEN?)\b[.:]*/ },
  { field: 'surname', value: 'name', only: 'driving-licence', label: /^1[.,]?\s/ },
  { field: 'givenNames', value: 'name', only: 'driving-licence', label: /^2[.,]?\s/ },
  { field: 'birthDate', value: 'birth', only: 'driving-licence', label: /^3[.,]?\s/ },
  { field: 'documentNumber', value: 'number', only: 'driving-licence', label: /^5[.,]?\s/ },
];

// Below this tesseract's words are more guess than reading. Chosen on az__DriverLicense and gd__USA-Driver-License-CO-2015.
const leastConfidence = 0.6;

export function fieldsOfPrint(lines: readonly TextLine[], documentClass: DocumentClass | null, country: string | null, today: string): DocumentReading['fields'] {
  const fields: DocumentReading['fields'] = {};
  const order = country === 'USA' ? 'month-first' : 'day-first';
  for (const label of labels) {
    if (fields[label.field] || (label.only && label.only !== documentClass)) continue;
    const found = valueOf(lines, label, order, today);
    if (found) fields[label.field] = { value: found.value, source: 'print', confidence: found.line.confidence, region: found.line.region };
  }
  return fields;
}

function valueOf(lines: readonly TextLine[], { label, value }: Label, order: 'day-first' | 'month-first', today: string): { value: string; line: TextLine } | null {
  for (const line of lines) {
    if (line.confidence < leastConfidence) continue;
    const folded = foldText(line.text);
    const match = label.exec(folded);
    if (!match) continue;
    const behind = parse(folded.slice(match.index + match[0].length), value, order, today);
    if (behind) return { value: behind, line };
    for (const below of linesBelow(lines, line)) {
      const under = parse(foldText(below.text), value, order, today);
      if (under) return { value: under, line: below };
    }
  }
  return null;
}

function linesBelow(lines: readonly TextLine[], { region }: TextLine): TextLine[] {
  const foot = region.y + region.height;
  return lines.filter((l) => l.confidence >= leastConfidence && l.region.y > region.y + region.height * 0.5 && l.region.y - foot < 1.8 * region.height
    && l.region.x < region.x + region.width && l.region.x + l.region.width > region.x).sort((a, b) => a.region.y - b.region.y).slice(0, 2);
}

function parse(text: string, kind: Label['value'], order: 'day-first' | 'month-first', today: string): string | null {
  if (kind === 'birth' || kind === 'expiry') return dateInText(text, order, kind, today);
  if (kind === 'number') return /(?:^|\s)((?=[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,19})\b/.exec(text)?.[1] ?? null;
  const name = /^[\s.:]*([A-Z][A-Z' -]{1,39})\s*$/.exec(text)?.[1]?.trim();
  return name && !/\b(NAME|SEX|DATE|NUMBER|CLASS|LICEN[CS]E)\b/.test(name) ? name : null;
}
