/**
 * What the PDF417 symbol of a North American driving licence or identification card says (AAMVA DL/ID Card Design Standard 2020, annex D;
 * its forerunners DL/ID-2000 = version 01, 2003 = 02, 2005 = 03, 2009 to 2016 = 04 to 09; before 2000 = 00, marked AAMVA in place of ANSI).
 * Real symbols miscount lengths and offsets and leave out separators, so fields are found by their element names and the offsets are not
 * used. What does not parse gives no field. Social security numbers (DBJ, DBK) are never taken.
 */
import { aamvaIssuer, type AamvaIssuer } from './aamva-issuers.ts';
import { isCountryCode } from './countries.ts';
import { dateText, isDate, unlimited } from './dates.ts';
import type { DocumentClass, DocumentType, Field, FieldName, Fields } from './reading.ts';

export type AamvaCard = {
  version: number;
  iin: string;
  issuer: AamvaIssuer | null;
  class: Extract<DocumentClass, 'driving-licence' | 'id-card'>;
  /** Element name (DAQ, DCS, ...) to text; what the issuer marked as not there is left out. */
  elements: ReadonlyMap<string, string>;
};

const classes = { DL: 'driving-licence', ID: 'id-card' } as const;
const isClass = (type: string): type is keyof typeof classes => Object.hasOwn(classes, type);

/** Null: the text does not follow the standard. */
export function parseAamva(text: string): AamvaCard | null {
  // File type, IIN, version; then a jurisdiction version (from 02 on) and the number of subfiles, then ten places for each of them.
  const head = /(?:ANSI|AAMVA) {0,2}(\d{6})(\d{2})(?:\d{2})?\d{2}((?:[A-Z]{2}[ \d]{6,9})+)/i.exec(text);
  if (!head) return null;
  const [all, iin, version, designators] = head as unknown as [string, string, string, string];
  const types: string[] = designators.toUpperCase().match(/[A-Z]{2}/g) ?? [];
  const card = types.find(isClass);
  if (!card) return null;
  const elements = elementsOf(text.slice(head.index + all.length), types);
  return elements.size === 0 ? null : { version: Number(version), iin, issuer: aamvaIssuer(iin), class: classes[card], elements };
}

/** "No data" and "unavailable" of the standard (D.12.3), and what issuers write for them. */
const absent = /^(NONE|UNAVL|UNAVAIL|N\/A|NULL|UNKNOWN)?$/i;

function elementsOf(body: string, types: readonly string[]): Map<string, string> {
  const elements = new Map<string, string>();
  const own = types.filter((t) => t.startsWith('Z'));
  // A jurisdiction's own subfile begins with its name and an element of that name; where the separator before it is missing, it is put back.
  const parted = own.reduce((rest, t) => rest.replaceAll(`${t}${t}`, `\r${t}${t}`), body);
  for (const piece of parted.split(/[\x00-\x1f]+/)) {
    const match = /^\s*(?:DL|ID)?(D[A-D][A-Z])(.*)$/i.exec(piece);
    if (!match) continue;
    const name = match[1]!.toUpperCase();
    const value = match[2]!.trim().replaceAll(/\s+/g, ' ').toUpperCase();
    if (!absent.test(value) && !elements.has(name)) elements.set(name, value);
  }
  return elements;
}

type Elements = AamvaCard['elements'];
type Drawn = { value: string; truncated?: boolean };
type Draw = (elements: Elements, card: AamvaCard) => Drawn | null;

const plainly = (value: string | null | undefined, truncated = false): Drawn | null => (value ? { value, ...(truncated ? { truncated } : {}) } : null);

/**
 * MMDDCCYY in the United States, CCYYMMDD in Canada and in version 01. No date between 1900 and 2099 can be read both ways (there is no
 * month 19 or 20), so the digits themselves say which, also where an issuer uses the other order. CCYYMM: the month alone, as a stripe says it.
 */
export function dateOfAamva(text: string | undefined): string | null {
  const digits = text?.replaceAll(/[-/. ]/g, '') ?? '';
  const month6 = /^(20\d\d)(0[1-9]|1[0-2])$/.exec(digits);
  if (month6) return dateText(Number(month6[1]), Number(month6[2]), null);
  if (!/^\d{8}$/.test(digits)) return null;
  const yearFirst = /^(?:19|20)/.test(digits);
  const [year, month, day] = yearFirst ? [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)] : [digits.slice(4), digits.slice(0, 2), digits.slice(2, 4)];
  return /^(?:19|20)/.test(year) && isDate(Number(year), Number(month), Number(day)) ? dateText(Number(year), Number(month), Number(day)) : null;
}

/** Identification cards that never end (several states have them): the last day eight digits can name, in both orders. No standard was found that says so. */
const endless: readonly string[] = ['12319999', '99991231'];

/** 1 and 2 after ISO/IEC 5218, 9 not specified; letters in version 01. */
const sexes: Readonly<Record<string, string>> = { 1: 'M', 2: 'F', 9: 'X', M: 'M', F: 'F', X: 'X' };

/** T: cut to fit; U: the issuer does not know. In both cases the name may go on. */
const mayGoOn = (elements: Elements, ...flags: string[]): boolean => flags.some((f) => /^[TU]$/.test(elements.get(f) ?? ''));

const spaced = (text: string): string => text.replaceAll(/[,$@ ]+/g, ' ').trim();
const suffix = /^(?:JR|SR|1ST|2ND|3RD|4TH|I{1,3}|IV|VI{0,3}|IX)\.?$/;

/** DAA of versions 00 and 01: last, first, middle, suffix. Without commas nobody can say where the surname ends. */
function partsOfFullName(elements: Elements): { surname: string; given: string } | null {
  const parts = elements.get('DAA')?.split(/[,$@]/).map((p) => p.trim()) ?? [];
  const given = parts.slice(1).filter((p) => p !== '' && !suffix.test(p)).join(' ');
  return parts[0] && given ? { surname: parts[0], given } : null;
}

function surnameOf(elements: Elements): string | null {
  const own = elements.get('DCS') ?? elements.get('DAB');
  return own ? spaced(own) : (partsOfFullName(elements)?.surname ?? null);
}

function givenOf(elements: Elements): string | null {
  const own = spaced(elements.get('DCT') ?? [elements.get('DAC'), elements.get('DAD')].filter(Boolean).join(' '));
  return own || (partsOfFullName(elements)?.given ?? null);
}

const draw: Partial<Record<FieldName, Draw>> = {
  surname: (e) => plainly(surnameOf(e), mayGoOn(e, 'DDE')),
  givenNames: (e) => plainly(givenOf(e), mayGoOn(e, 'DDF', 'DDG')),
  fullName: (e) => {
    const [surname, given] = [surnameOf(e), givenOf(e)];
    return plainly(surname && given ? `${given} ${surname}` : spaced(e.get('DAA') ?? ''), mayGoOn(e, 'DDE', 'DDF', 'DDG'));
  },
  documentNumber: (e) => plainly(e.get('DAQ')?.replaceAll(' ', '')),
  birthDate: (e) => plainly(dateOfAamva(e.get('DBB'))),
  sex: (e) => plainly(sexes[e.get('DBC') ?? '']),
  issueDate: (e) => plainly(dateOfAamva(e.get('DBD'))),
  expiryDate: (e) => plainly(endless.includes(e.get('DBA') ?? '') ? unlimited : dateOfAamva(e.get('DBA'))),
  issuingCountry: (_e, card) => plainly(countryOfCard(card)),
  authority: (_e, card) => plainly(card.issuer?.name),
  address: (e) => plainly(addressOf(e)),
};

/** The registered issuer says it; DCG (from version 02) where the number is on no list. */
function countryOfCard({ issuer, elements }: AamvaCard): string | null {
  const told = elements.get('DCG') ?? '';
  return issuer?.country ?? (isCountryCode(told) ? told : null);
}

/** Mailing address; version 01 also has one of residence (DAL to DAP). */
function addressOf(elements: Elements): string | null {
  for (const [street, second, city, state, code] of [['DAG', 'DAH', 'DAI', 'DAJ', 'DAK'], ['DAL', 'DAM', 'DAN', 'DAO', 'DAP']] as const) {
    const of = (name: string): string => elements.get(name) ?? '';
    if (!of(street) || !of(city)) continue;
    return [of(street), of(second), `${of(city)} ${of(state)} ${postalCode(of(code))}`.trim()].filter(Boolean).join(', ').replaceAll(/,+ *,/g, ',');
  }
  return null;
}

/** Nine places; the last four are 0000 where they are not known. */
function postalCode(text: string): string {
  const zip = /^(\d{5})-?(\d{4})?$/.exec(text.replaceAll(' ', ''));
  return zip ? (zip[2] && zip[2] !== '0000' ? `${zip[1]}-${zip[2]}` : zip[1]!) : text;
}

/** Error correction either decodes a symbol or refuses it; what is left is a symbol printed wrong. Chosen, not measured. */
const symbolConfidence = 0.99;

/** @param region of the symbol: single fields have no place in it. */
export function fieldsOfAamva(card: AamvaCard, region: Field['region']): Fields {
  const fields: Fields = {};
  for (const [name, drawField] of Object.entries(draw) as [FieldName, Draw][]) {
    const drawn = drawField(card.elements, card);
    if (drawn) fields[name] = { ...drawn, source: 'barcode', confidence: symbolConfidence, region };
  }
  return fields;
}

export const typeOfAamva = (card: AamvaCard): DocumentType => ({ class: card.class, country: countryOfCard(card), confidence: symbolConfidence });
