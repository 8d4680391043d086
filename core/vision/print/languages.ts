/** Language packs of the print reader: the table `resources/languages.json`, and which of them a document calls for. See docs/languages.md. */
import { z } from 'zod';
import { CodedError, toCodedError } from '../../errors.ts';
import type { ResourceLoader } from '../engines/engine.ts';

const packSchema = z.strictObject({
  /** ISO 639-2, as tesseract names its data. */
  code: z.string().regex(/^[a-z]{3}$/),
  title: z.string().min(1).max(40),
  /** Where the file comes from; the host only looks at `file`. */
  package: z.string(),
  /** Name below resources/. */
  file: z.string().regex(/^tessdata\/[a-z]{3}\.traineddata\.gz$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type LanguagePack = z.infer<typeof packSchema>;

/** Read by everybody, whatever the document: labels of travel documents are English beside the national language (ICAO 9303-3, 3.5). */
export const baseLanguage = 'eng';

/** @throws CodedError model.missing */
export async function loadPacks(load: ResourceLoader): Promise<LanguagePack[]> {
  return z.array(packSchema).parse(JSON.parse(String.fromCharCode(...await load('languages.json'))));
}

/** `eng+fra`, as an operator writes it. @throws CodedError language.unknown */
export function parseLanguages(text: string, packs: readonly LanguagePack[]): string[] {
  const codes = text.split(/[+,\s]+/).filter(Boolean);
  packsOf(codes, packs);
  return [...new Set(codes)];
}

/** @throws CodedError language.unknown, never fewer packs than were asked for */
export function packsOf(codes: readonly string[], packs: readonly LanguagePack[]): LanguagePack[] {
  return codes.map((code) => {
    const pack = packs.find((p) => p.code === code);
    if (!pack) throw new CodedError('language.unknown', { language: code.slice(0, 20), known: packs.map((p) => p.code).join(', ') });
    return pack;
  });
}

/** The bytes of a pack. @throws CodedError language.missing · model.changed */
export async function loadPack(pack: LanguagePack, load: ResourceLoader): Promise<Uint8Array> {
  try {
    return await load(pack.file);
  } catch (thrown) {
    const error = toCodedError(thrown);
    throw error.code === 'model.missing' ? new CodedError('language.missing', { language: pack.code }, { cause: error }) : error;
  }
}

/** Official languages that documents of these states are printed in, as far as there are packs. */
const ofStates: Readonly<Record<string, string>> = {
  fra: 'FRA BEL LUX CHE MCO CAN SEN CIV CMR MLI BFA NER TGO BEN GIN GAB COG COD HTI MDG DZA MAR TUN DJI TCD CAF COM',
  deu: 'DEU AUT CHE LIE LUX BEL',
  spa: 'ESP MEX ARG COL PER CHL ECU VEN GTM CUB BOL DOM HND PRY SLV NIC CRI PAN URY GNQ',
  por: 'PRT BRA AGO MOZ CPV GNB STP TLS',
  ita: 'ITA SMR CHE VAT',
};

/** Packs that a document of this state calls for, beside the base language. */
export function languagesOfState(country: string | null): string[] {
  return country === null ? [] : Object.entries(ofStates).flatMap(([code, states]) => (states.split(' ').includes(country) ? [code] : []));
}

const ofLanguages: Readonly<Record<string, string>> = { fr: 'fra', de: 'deu', es: 'spa', pt: 'por', it: 'ita' };

/** Packs for a page in this language (ISO 639-1), beside the base language; none where there is no pack, or null: it could not be told. */
export function languagesOfPage(language: string | null): string[] {
  const code = language === null ? undefined : ofLanguages[language];
  return code === undefined ? [] : [code];
}
