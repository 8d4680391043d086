/** Where fictional customers live: streets, towns and codes in each country's own form. Nobody lives there and the streets are combined at random. */
import type { Random } from '../random.ts';

export type BillLanguage = 'en' | 'fr' | 'de' | 'es' | 'pt' | 'it';
export type Street = { /** As a form has it. */ name: string; /** As a paper may write it. */ short: string };
export type Land = {
  /** ISO 3166-1 alpha-3 */
  code: string;
  language: BillLanguage;
  name: string;
  currency: string;
  monthFirst?: true;
  streets: readonly Street[];
  towns: readonly { city: string; region?: string; postal(random: Random): string }[];
  units: readonly { form: string; paper: string }[];
  /** Lines of an address as they stand on paper. */
  lines(a: { street: string; number: string; unit: string; city: string; region: string; postalCode: string }): string[];
};

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => Math.floor(random.next() * 10)).join('');
const upper = (random: Random, letters: string): string => letters[Math.floor(random.next() * letters.length)]!;
const street = (name: string, short = name): Street => ({ name, short });
const town = (city: string, head: string, tail: number, region?: string) => ({ city, postal: (r: Random) => head + digits(r, tail), ...(region ? { region } : {}) });
const british = (city: string, area: string) => ({ city, postal: (r: Random) => `${area}${1 + Math.floor(r.next() * 9)} ${digits(r, 1)}${upper(r, 'ABDEFGHJLNPQRSTUWXYZ')}${upper(r, 'ABDEFGHJLNPQRSTUWXYZ')}` });
const own = (lines: (string | false)[]): string[] => lines.filter((l): l is string => l !== false && l.trim() !== '');

const english = [street('Mill Lane', 'Mill Ln'), street('High Street', 'High St.'), street('Church Road', 'Church Rd'), street('Victoria Avenue', 'Victoria Ave'), street('Station Road', 'Station Rd.'), street('Orchard Close'), street("St John's Square", 'St. Johns Sq'), street('Queens Drive', 'Queens Dr')];
const american = [street('Main Street', 'Main St'), street('Oak Avenue', 'Oak Ave'), street('Maple Drive', 'Maple Dr'), street('Washington Boulevard', 'Washington Blvd'), street('North Elm Street', 'N Elm St'), street('Lakeview Court', 'Lakeview Ct'), street('Sunset Road', 'Sunset Rd')];
const french = [street('rue de la Paix', 'R. de la Paix'), street('avenue Victor Hugo', 'av. Victor Hugo'), street('boulevard Saint-Michel', 'bd St Michel'), street('chemin des Vignes', 'ch. des Vignes'), street('place du Marché', 'pl. du Marché'), street('allée des Tilleuls', 'all. des Tilleuls'), street('impasse du Moulin', 'imp. du Moulin'), street('rue des Écoles')];
const german = [street('Hauptstraße', 'Hauptstr.'), street('Lindenallee'), street('Bahnhofstraße', 'Bahnhofstr.'), street('Müllerweg', 'Muellerweg'), street('Am Schloßpark', 'Am Schlosspark'), street('Berliner Straße', 'Berliner Str.'), street('Goetheplatz', 'Goethepl.'), street('Gartenstraße', 'Gartenstr.'), street('Lange Gasse')];
const spanish = [street('Calle Mayor', 'C/ Mayor'), street('Avenida de la Constitución', 'Avda. Constitución'), street('Calle de Alcalá', 'C. Alcalá'), street('Plaza de España', 'Pza. España'), street('Paseo de Gracia', 'Pº de Gracia'), street('Calle San Martín', 'C/ S. Martin'), street('Ronda del Sur', 'Rda. del Sur')];
const portuguese = [street('Rua Direita', 'R. Direita'), street('Avenida da Liberdade', 'Av. da Liberdade'), street('Travessa do Carmo', 'Tv. do Carmo'), street('Largo do Rossio', 'Lg. do Rossio'), street('Praça da República', 'Pç. da República'), street('Rua das Flores', 'R. Flores'), street('Rua São João', 'Rua S. João')];
const italian = [street('Via Roma', 'V. Roma'), street('Via Giuseppe Garibaldi', 'Via Giuseppe Garibaldi'), street('Corso Italia', 'C.so Italia'), street('Viale Europa', 'V.le Europa'), street('Piazza Dante', 'P.zza Dante'), street('Via dei Mille'), street('Largo Augusto', 'L.go Augusto')];

const flats = [{ form: '4', paper: 'Flat 4' }, { form: '2B', paper: 'Flat 2B' }, { form: 'Flat 7', paper: 'Apartment 7' }];
const apartments = [{ form: 'Apt 4B', paper: 'Apt 4B' }, { form: '12', paper: '#12' }, { form: 'Unit 3', paper: 'Unit 3' }];

export const lands: readonly Land[] = [
  { code: 'GBR', language: 'en', name: 'United Kingdom', currency: '£', streets: english, units: flats, towns: [british('Telford', 'TF'), british('Leeds', 'LS'), british('Bristol', 'BS'), british('Norwich', 'NR')], lines: (a) => own([a.unit, `${a.number} ${a.street}`, a.city.toUpperCase(), a.postalCode]) },
  { code: 'IRL', language: 'en', name: 'Ireland', currency: '€', streets: english, units: flats, towns: [{ city: 'Cork', postal: (r) => `T12 ${upper(r, 'ACDEF')}${digits(r, 2)}${upper(r, 'HKNPR')}` }, { city: 'Dublin 2', postal: (r) => `D02 ${upper(r, 'ACDEF')}${upper(r, 'HKNPR')}${digits(r, 2)}` }], lines: (a) => own([a.unit && `${a.unit},`, `${a.number} ${a.street}`, a.city, a.postalCode]) },
  { code: 'USA', language: 'en', name: 'United States', currency: '$', monthFirst: true, streets: american, units: apartments, towns: [town('Springfield', '627', 2, 'IL'), town('Portland', '972', 2, 'OR'), town('Santa Rosa', '954', 2, 'CA'), town('Cedar Rapids', '524', 2, 'IA')], lines: (a) => own([`${a.number} ${a.street}${a.unit ? ` ${a.unit}` : ''}`, `${a.city}, ${a.region} ${a.postalCode}`]) },
  { code: 'AUS', language: 'en', name: 'Australia', currency: '$', streets: english, units: [{ form: '4', paper: '4' }, { form: '11', paper: '11' }], towns: [town('Parramatta', '21', 2, 'NSW'), town('Geelong', '32', 2, 'VIC')], lines: (a) => own([`${a.unit ? `${a.unit}/` : ''}${a.number} ${a.street}`, `${a.city.toUpperCase()} ${a.region} ${a.postalCode}`]) },
  { code: 'FRA', language: 'fr', name: 'France', currency: '€', streets: french, units: [{ form: 'Appt 4', paper: 'Appt 4' }, { form: '12', paper: 'Apt 12' }], towns: [town('Lyon', '6900', 1), town('Nantes', '440', 2), town('Saint-Étienne', '420', 2), town('Paris', '750', 2)], lines: (a) => own([a.unit, `${a.number} ${a.street}`, `${a.postalCode} ${a.city.toUpperCase()}`]) },
  { code: 'BEL', language: 'fr', name: 'Belgique', currency: '€', streets: french, units: [{ form: '3', paper: 'bus 3' }], towns: [town('Namur', '50', 2), town('Liège', '40', 2)], lines: (a) => own([`${a.street} ${a.number}${a.unit ? ` ${a.unit}` : ''}`, `${a.postalCode} ${a.city}`]) },
  { code: 'DEU', language: 'de', name: 'Deutschland', currency: '€', streets: german, units: [{ form: 'Whg. 5', paper: 'Whg. 5' }], towns: [town('Berlin', '101', 2), town('München', '803', 2), town('Köln', '506', 2), town('Frankfurt am Main', '603', 2)], lines: (a) => own([`${a.street} ${a.number}`, a.unit, `${a.postalCode} ${a.city}`]) },
  { code: 'AUT', language: 'de', name: 'Österreich', currency: '€', streets: german, units: [{ form: '4', paper: '4' }, { form: '11', paper: '11' }], towns: [town('Wien', '10', 2), town('Graz', '80', 2)], lines: (a) => own([`${a.street} ${a.number}${a.unit ? `/${a.unit}` : ''}`, `${a.postalCode} ${a.city}`]) },
  { code: 'CHE', language: 'de', name: 'Schweiz', currency: 'CHF', streets: german.map((s) => street(s.name.replaceAll('ß', 'ss'), s.short)), units: [], towns: [town('Zürich', '80', 2), town('Bern', '30', 2)], lines: (a) => own([`${a.street} ${a.number}`, `${a.postalCode} ${a.city}`]) },
  { code: 'ESP', language: 'es', name: 'España', currency: '€', streets: spanish, units: [{ form: '3 B', paper: '3º B' }, { form: '2 Dcha', paper: '2º dcha.' }, { form: '1', paper: '1º' }], towns: [town('Madrid', '280', 2), town('Valencia', '460', 2), town('A Coruña', '150', 2)], lines: (a) => own([`${a.street}, ${a.number}${a.unit ? `, ${a.unit}` : ''}`, `${a.postalCode} ${a.city}`]) },
  { code: 'MEX', language: 'es', name: 'México', currency: '$', streets: spanish, units: [{ form: 'Int. 5', paper: 'Int. 5' }], towns: [town('Puebla', '720', 2), town('Mérida', '970', 2)], lines: (a) => own([`${a.street} ${a.number}${a.unit ? ` ${a.unit}` : ''}`, 'Col. Centro', `C.P. ${a.postalCode} ${a.city}`]) },
  { code: 'PRT', language: 'pt', name: 'Portugal', currency: '€', streets: portuguese, units: [{ form: '3 Esq', paper: '3.º Esq.' }, { form: '1 Direito', paper: '1.º Dto.' }], towns: [{ city: 'Lisboa', postal: (r) => `1${digits(r, 3)}-${digits(r, 3)}` }, { city: 'Coimbra', postal: (r) => `30${digits(r, 2)}-${digits(r, 3)}` }], lines: (a) => own([`${a.street}, ${a.number}${a.unit ? `, ${a.unit}` : ''}`, `${a.postalCode} ${a.city.toUpperCase()}`]) },
  { code: 'BRA', language: 'pt', name: 'Brasil', currency: 'R$', streets: portuguese, units: [{ form: '45', paper: 'Apto 45' }], towns: [{ city: 'São Paulo', region: 'SP', postal: (r) => `01${digits(r, 3)}-${digits(r, 3)}` }, { city: 'Curitiba', region: 'PR', postal: (r) => `80${digits(r, 3)}-${digits(r, 3)}` }], lines: (a) => own([`${a.street}, ${a.number}${a.unit ? ` - ${a.unit}` : ''}`, 'Centro', `${a.postalCode} ${a.city} - ${a.region}`]) },
  { code: 'ITA', language: 'it', name: 'Italia', currency: '€', streets: italian, units: [{ form: 'int. 4', paper: 'Int. 4' }], towns: [town('Roma', '001', 2, 'RM'), town('Milano', '201', 2, 'MI'), town('Torino', '101', 2, 'TO')], lines: (a) => own([`${a.street}, ${a.number}`, a.unit, `${a.postalCode} ${a.city.toUpperCase()} ${a.region}`]) },
];

/** Invented people, by language. */
export const names: Readonly<Record<BillLanguage, { given: readonly string[]; surnames: readonly string[]; titles: readonly string[]; married: string; and: string }>> = {
  en: { given: ['Alice', 'Oliver', 'Grace', 'Henry', 'Martha', 'Robert', 'Edith', 'Samuel', 'Joan', 'Peter'], surnames: ['Hartwell', 'Brooks', 'Whitfield', 'Ashdown', "O'Reilly", 'Marlow', 'Pemberton', 'Lockwood', 'Thorne'], titles: ['Mr', 'Mrs', 'Ms', 'Dr'], married: 'née', and: '&' },
  fr: { given: ['Amélie', 'Théo', 'Claire', 'Jean-Luc', 'Sophie', 'Hélène', 'Marc', 'Noémie', 'Étienne'], surnames: ['Laurent', 'Mercier', 'Lefèvre', 'Garnier', 'Beaumont', 'Chevallier', 'Rousseau', 'Delorme'], titles: ['M.', 'Mme', 'Monsieur', 'Madame'], married: 'née', and: 'et' },
  de: { given: ['Jürgen', 'Anneliese', 'Käthe', 'Lukas', 'Sabine', 'Björn', 'Friederike', 'Matthias', 'Greta'], surnames: ['Müller', 'Schröder', 'Weißmann', 'Köhler', 'Baumgartner', 'Lindner', 'Jäger', 'Hofstetter'], titles: ['Herr', 'Frau', 'Herrn', 'Dr.'], married: 'geb.', and: 'und' },
  es: { given: ['Lucía', 'Andrés', 'Carmen', 'Javier', 'Inés', 'Álvaro', 'Rosario', 'Martín'], surnames: ['Núñez Ortega', 'Romero Vidal', 'Ibáñez Soler', 'Castaño Prieto', 'Molina Ferrer', 'Peña Duarte', 'Vega Lozano'], titles: ['D.', 'Dña.', 'Sr.', 'Sra.'], married: 'nacida', and: 'y' },
  pt: { given: ['Inês', 'João', 'Beatriz', 'Tiago', 'Conceição', 'Rui', 'Leonor', 'Duarte'], surnames: ['Teixeira Pinto', 'Carvalho Nunes', 'Gonçalves', 'Ribeiro Matos', 'Azevedo', 'Sá Moreira', 'Figueiredo'], titles: ['Sr.', 'Sra.', 'Exmo. Sr.', 'Dr.'], married: 'nascida', and: 'e' },
  it: { given: ['Giulia', 'Matteo', 'Chiara', 'Niccolò', 'Elisa', 'Tommaso', 'Loredana', 'Paolo'], surnames: ['Ferrari', 'De Luca', 'Bianchini', 'Conti', 'Marchetti', 'Galli', 'Santoro', 'Rinaldi'], titles: ['Sig.', 'Sig.ra', 'Gent.ma Sig.ra', 'Dott.'], married: 'nata', and: 'e' },
};
