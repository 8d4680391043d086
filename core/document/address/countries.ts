/**
 * Addresses by country: the form of postal codes and what an address needs. Codes: CLDR 26 supplemental/postalCodeData (the last release that has
 * them), brought up to date by the Universal Postal Union's addressing sheets for Ireland, Israel, Korea, Latvia, Portugal, Serbia, Taiwan.
 */
import { asciiFigures } from '../figures.ts';
import { regionsOf } from './regions.ts';

export type AddressCountry = {
  /** ISO 3166-1 alpha-3, as everywhere in the station. */
  code: string;
  alpha2: string;
  /** Capitals without accents, in its own languages and in English. */
  names: readonly string[];
  /** Of the whole code in capitals; blanks and hyphens where they may stand. Null: the country has none, or uses it rarely. */
  postal: string | null;
  example: string;
  /** Houses may bear a name in place of a number. */
  namedHouses: boolean;
  /** What two numbers parted by a stroke are: 4/12 is flat 4 of house 12, 12/4 house 12, flat 4. */
  stroke: 'unit-first' | 'number-first';
  /** Short names of its regions to their longer ones, where they are part of an address. */
  regions: Readonly<Record<string, string>> | null;
};

const uk = '(?:GIR ?0AA|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2})';
const canada = '[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d';
const spaced = '\\d{3} ?\\d{2}';

/** code, alpha-2, postal pattern (`-`: none), example, names. */
const rows: readonly (readonly [string, string, string | null, string, string])[] = [
  ['GBR', 'GB', uk, 'SW1A 1AA', 'UNITED KINGDOM,GREAT BRITAIN,ENGLAND,SCOTLAND,WALES,NORTHERN IRELAND,UK'], ['IRL', 'IE', '(?:[AC-FHKNPRTV-Y]\\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}', 'D02 AF30', 'IRELAND,EIRE'], ['USA', 'US', '\\d{5}(?:[ -]?\\d{4})?', '94103', 'UNITED STATES OF AMERICA,UNITED STATES,USA'],
  ['CAN', 'CA', canada, 'M5V 2T6', 'CANADA'], ['AUS', 'AU', '\\d{4}', '2000', 'AUSTRALIA'], ['NZL', 'NZ', '\\d{4}', '6011', 'NEW ZEALAND'], ['ZAF', 'ZA', '\\d{4}', '8001', 'SOUTH AFRICA'], ['IND', 'IN', '\\d{3} ?\\d{3}', '110001', 'INDIA'], ['SGP', 'SG', '\\d{6}', '238801', 'SINGAPORE'], ['MYS', 'MY', '\\d{5}', '50050', 'MALAYSIA'],
  ['PHL', 'PH', '\\d{4}', '1000', 'PHILIPPINES'], ['HKG', 'HK', null, '', 'HONG KONG'], ['ARE', 'AE', null, '', 'UNITED ARAB EMIRATES,UAE'], ['NGA', 'NG', '\\d{6}', '100001', 'NIGERIA'], ['KEN', 'KE', '\\d{5}', '00100', 'KENYA'], ['GHA', 'GH', null, '', 'GHANA'],
  ['FRA', 'FR', '\\d{2} ?\\d{3}', '75001', 'FRANCE'], ['BEL', 'BE', '\\d{4}', '1000', 'BELGIQUE,BELGIE,BELGIUM'], ['LUX', 'LU', '\\d{4}', '1019', 'LUXEMBOURG'], ['MCO', 'MC', '980\\d{2}', '98000', 'MONACO'], ['CHE', 'CH', '\\d{4}', '8001', 'SCHWEIZ,SUISSE,SVIZZERA,SWITZERLAND'], ['DEU', 'DE', '\\d{5}', '10115', 'DEUTSCHLAND,GERMANY'],
  ['AUT', 'AT', '\\d{4}', '1010', 'OSTERREICH,AUSTRIA'], ['LIE', 'LI', '94(?:8[5-9]|9[0-8])', '9490', 'LIECHTENSTEIN'], ['NLD', 'NL', '\\d{4} ?[A-Z]{2}', '1012 JS', 'NEDERLAND,NETHERLANDS'], ['ESP', 'ES', '\\d{5}', '28001', 'ESPANA,SPAIN'], ['PRT', 'PT', '\\d{4}(?:[ -]?\\d{3})?', '1000-001', 'PORTUGAL'], ['ITA', 'IT', '\\d{5}', '00184', 'ITALIA,ITALY'],
  ['SMR', 'SM', '4789\\d', '47890', 'SAN MARINO'], ['DNK', 'DK', '\\d{4}', '1050', 'DANMARK,DENMARK'], ['SWE', 'SE', spaced, '111 22', 'SVERIGE,SWEDEN'], ['NOR', 'NO', '\\d{4}', '0150', 'NORGE,NORWAY'], ['FIN', 'FI', '\\d{5}', '00100', 'SUOMI,FINLAND'], ['ISL', 'IS', '\\d{3}', '101', 'ISLAND,ICELAND'], ['POL', 'PL', '\\d{2}-?\\d{3}', '00-001', 'POLSKA,POLAND'],
  ['CZE', 'CZ', spaced, '110 00', 'CESKA REPUBLIKA,CZECH REPUBLIC,CZECHIA'], ['SVK', 'SK', spaced, '811 01', 'SLOVENSKO,SLOVAKIA'], ['HUN', 'HU', '\\d{4}', '1051', 'MAGYARORSZAG,HUNGARY'], ['SVN', 'SI', '\\d{4}', '1000', 'SLOVENIJA,SLOVENIA'], ['HRV', 'HR', '\\d{5}', '10000', 'HRVATSKA,CROATIA'], ['SRB', 'RS', '\\d{5}', '11000', 'SRBIJA,SERBIA'],
  ['ROU', 'RO', '\\d{6}', '010011', 'ROMANIA'], ['BGR', 'BG', '\\d{4}', '1000', 'BULGARIA'], ['GRC', 'GR', spaced, '104 31', 'ELLADA,GREECE'], ['CYP', 'CY', '\\d{4}', '1010', 'CYPRUS'], ['MLT', 'MT', '[A-Z]{3} ?\\d{2,4}', 'VLT 1117', 'MALTA'], ['EST', 'EE', '\\d{5}', '10111', 'EESTI,ESTONIA'], ['LVA', 'LV', '(?:LV-?)?\\d{4}', 'LV-1050', 'LATVIJA,LATVIA'], ['LTU', 'LT', '\\d{5}', '01100', 'LIETUVA,LITHUANIA'],
  ['UKR', 'UA', '\\d{5}', '01001', 'UKRAINE'], ['TUR', 'TR', '\\d{5}', '34000', 'TURKIYE,TURKEY'], ['ISR', 'IL', '\\d{5}(?:\\d{2})?', '9100001', 'ISRAEL'], ['MAR', 'MA', '\\d{5}', '20000', 'MAROC,MOROCCO'], ['EGY', 'EG', '\\d{5}', '11511', 'EGYPT'], ['SAU', 'SA', '\\d{5}', '11564', 'SAUDI ARABIA'],
  ['BRA', 'BR', '\\d{5}-?\\d{3}', '01310-100', 'BRASIL,BRAZIL'], ['MEX', 'MX', '\\d{5}', '06000', 'MEXICO'], ['ARG', 'AR', '[A-HJ-NP-Z]?\\d{4}(?:[A-Z]{3})?', 'C1002AAB', 'ARGENTINA'], ['CHL', 'CL', '\\d{3} ?\\d{4}', '8320000', 'CHILE'], ['COL', 'CO', '\\d{6}', '110111', 'COLOMBIA'], ['PER', 'PE', '\\d{5}', '15001', 'PERU'], ['URY', 'UY', '\\d{5}', '11000', 'URUGUAY'],
  ['JPN', 'JP', '\\d{3}-?\\d{4}', '100-0001', 'JAPAN'], ['KOR', 'KR', '\\d{5}', '04524', 'KOREA,REPUBLIC OF KOREA'], ['CHN', 'CN', '\\d{6}', '100000', 'CHINA'], ['TWN', 'TW', '\\d{3}(?:\\d{2,3})?', '100', 'TAIWAN'], ['THA', 'TH', '\\d{5}', '10100', 'THAILAND'], ['IDN', 'ID', '\\d{5}', '10110', 'INDONESIA'], ['VNM', 'VN', '\\d{5,6}', '100000', 'VIET NAM,VIETNAM'], ['PAK', 'PK', '\\d{5}', '44000', 'PAKISTAN'], ['LKA', 'LK', '\\d{5}', '00100', 'SRI LANKA'],
];

const namedHouses = new Set(['GBR', 'IRL', 'IND', 'PAK', 'ZAF', 'ARE', 'NGA', 'GHA', 'KEN', 'HKG', 'SAU', 'JPN', 'CHN', 'KOR', 'TWN', 'MLT']);
const unitFirst = new Set(['AUS', 'NZL', 'CAN', 'SGP', 'GBR']);

export const addressCountries: readonly AddressCountry[] = rows.map(([code, alpha2, postal, example, names]) => ({
  code, alpha2, postal, example, names: names.split(','), namedHouses: namedHouses.has(code), stroke: unitFirst.has(code) ? 'unit-first' : 'number-first', regions: regionsOf(code),
}));

/** Null: no row here, so the form of its postal codes is not checked. @param code ISO 3166-1 alpha-3 */
export const addressCountry = (code: string | null): AddressCountry | null => addressCountries.find((c) => c.code === code) ?? null;

/** One form of a postal code for comparing: capitals, no blanks, no hyphens. */
export const plainPostal = (code: string): string => asciiFigures(code).toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

export const isPostalCode = ({ postal }: AddressCountry, code: string): boolean => postal !== null && new RegExp(`^${postal}$`).test(asciiFigures(code).trim().toUpperCase());
