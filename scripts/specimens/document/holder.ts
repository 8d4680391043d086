/** Who the specimens speak of. All invented. */
import type { Frame } from '../../../core/frame.ts';
import type { Country } from '../countries.ts';
import type { MrzFacts } from '../mrz.ts';

export type Holder = {
  country: Country;
  surname: string;
  givenNames: string;
  sex: MrzFacts['sex'];
  birthDate: string;
  birthPlace: string;
  nationality: string;
  number: string;
  personalNumber: string;
  issueDate: string;
  expiryDate: string;
  address: string;
  /** What a forger printed instead; the machine-readable zone keeps what was there. */
  printed?: Partial<Record<'surname' | 'givenNames' | 'number' | 'birthDate' | 'expiryDate', string>>;
};

/** A printed side with what is truly on it. */
export type Side = {
  sheet: Frame;
  size: 'ID-1' | 'ID-3';
  side: 'front' | 'back';
  mrz: string[] | null;
  fields: Record<string, string>;
};

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;
/** 2031-06-14 as 14 JUN 2031. */
export function wordDate(date: string): string {
  const [y, m, d] = date.split('-') as [string, string, string];
  return `${d} ${months[Number(m) - 1]} ${y}`;
}
/** 2031-06-14 as 14.06.2031. */
export const dottedDate = (date: string): string => date.split('-').reverse().join('.');

export const mrzFactsOf = (h: Holder, code: string): MrzFacts => ({
  code, country: h.country.code, nationality: h.nationality, surname: h.surname, givenNames: h.givenNames, number: h.number,
  birthDate: h.birthDate, sex: h.sex, expiryDate: h.expiryDate, personalNumber: h.personalNumber,
});

/** The fields as core/document/reading.ts names them. */
export const fieldsOf = (h: Holder): Record<string, string> => ({
  surname: h.surname.toUpperCase(), givenNames: h.givenNames.toUpperCase(), documentNumber: h.number, nationality: h.nationality,
  issuingCountry: h.country.code, birthDate: h.birthDate, sex: h.sex, issueDate: h.issueDate, expiryDate: h.expiryDate, personalNumber: h.personalNumber,
});
