/** Words of addresses in one spelling, so that abbreviations, accents and the place of blanks do not matter. Collected by hand from papers of these countries. */
import { asciiFigures } from '../figures.ts';

/** Capitals without accents, figures 0 to 9; strokes, hyphens and the signs of numbers stay, all else is a blank. */
export function foldAddress(text: string): string {
  return asciiFigures(text).replaceAll('ß', 'ss').replaceAll('ẞ', 'SS').replaceAll(/[øØ]/g, 'o').replaceAll(/[łŁ]/g, 'l').replaceAll(/[æÆ]/g, 'ae').normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()
    .replaceAll(/[’‘`´']/g, ' ').replaceAll(/[^\p{L}\p{N}#/ºª°-]+/gu, ' ').replaceAll(/ +/g, ' ').trim();
}

const map = (rows: string): ReadonlyMap<string, string> => new Map(rows.trim().split(/\s*;\s*/).flatMap((row) => {
  const [short, ...longs] = row.split(/\s+/) as [string, ...string[]];
  return longs.map((long) => [long, short] as const);
}));

/** Short form first, then what it stands for. Types of streets, and words in names of streets that are often shortened. */
const streetTypes = map(`ST STREET STR STRASSE STRAAT ULICA UL; RD ROAD; AV AVE AVENUE AVENIDA AVDA AVD AVENUES; LN LANE; DR DRIVE; CT COURT; PL PLACE PLATZ PLAZA PZA PLZ PIAZZA PZZA PRACA PCA PC PLEIN PLAC PCT; SQ SQUARE; BD BOULEVARD BLVD BVD BLD; CRES CRESCENT; CL CLOSE; TER TERRACE TERR; HWY HIGHWAY; PKWY PARKWAY; GDNS GARDENS;
GRV GROVE; WY WAY; R RUE RUA; CHE CHEMIN CHEM CH; ALL ALLEE ALLEY; IMP IMPASSE; RTE ROUTE; CRS COURS CORSO CSO; FG FAUBOURG FBG; Q QUAI; C CALLE CLLE; PO PASEO PASEIG PSO Pº PS; CTRA CARRETERA; CNO CAMINO CMNO CAMI; RDA RONDA; TV TRAVESSA TRAVESIA TRAV TRVA; LG LARGO LGO; ESTR ESTRADA; AL ALAMEDA; VLE VIALE; VIA V; STDA STRADA SDA; VIC VICOLO; W WEG; CAD CADDESI; SOK SOKAK SOKAGI`);
const nameWords = map(`ST SAINT SANKT; STE SAINTE; S SAN SAO; STA SANTA; STO SANTO; DR DOCTOR DOUTOR DOKTOR; GRAL GENERAL GEN; PROF PROFESSOR PROFESOR; MT MOUNT; N NORTH NORD NORTE; E EAST EST ESTE; W WEST OUEST OESTE; NW NORTHWEST; NE NORTHEAST; SW SOUTHWEST; SE SOUTHEAST`);
/** Shortened as San and São are, so at the first or the last place only: S Main St, Main St S. */
const south = new Set(['SOUTH', 'SUD', 'SUR', 'SUL']);
const typeShorts = new Set([...streetTypes.values()]);

/** Dropped on both sides: articles and particles, signs of numbers. */
const noise = new Set('DE LA LE LES DU DES DEL DELLA DELLE DEI DEGLI DI DA DO DOS DAS OF THE AN AM IM DER DEN ZUM ZUR NR NUM Nº N° NUMERO'.split(' '));
/** The article of "Rue d'Alger", written apart; Avenue D and L Street NW are named by the letter. */
const isElided = (word: string, next: string | undefined): boolean => /^[DL]$/.test(word) && next !== undefined && !streetTypes.has(next) && !typeShorts.has(next) && !compass.has(nameWords.get(next) ?? next);
const compass: ReadonlySet<string> = new Set(['N', 'E', 'S', 'W', 'NW', 'NE', 'SW', 'SE']);

/** Without what is dropped, unless no more than a type would be left: The Street, Am Platz. */
function withoutNoise(words: readonly string[]): readonly string[] {
  const kept = words.filter((w, i) => !noise.has(w) && !isElided(w, words[i + 1]));
  return kept.length > 1 || kept.some((w) => !streetTypes.has(w) && !typeShorts.has(w)) ? kept : words;
}

/** Endings of one-word German and Dutch streets. */
const ending = (word: string): string => word.replace(/(?<=\p{L}{3})(?:STRASSE|STRAAT|STR)$/u, 'ST').replace(/(?<=\p{L}{3})(?:PLATZ|PL)$/u, 'PL');
const umlauts = (word: string): string => word.replaceAll(/AE/g, 'A').replaceAll('OE', 'O').replaceAll(/UE/g, 'U');

export type StreetName = { /** Type and name in short forms, written as one word. */ whole: string; /** The same without the type. */ bare: string; words: readonly string[]; hasType: boolean };

export function streetName(street: string): StreetName {
  const folded = foldAddress(street.replaceAll(/\b(V)\.?\s?le\b/gi, 'VIALE').replaceAll(/\b(P)\.?\s?z?za\b/gi, 'PIAZZA').replaceAll(/\bC\.?\s?so\b/gi, 'CORSO').replaceAll(/\bL\.?\s?go\b/gi, 'LARGO').replaceAll(/\bS\.?\s?da\b/gi, 'STRADA').replaceAll(/\bC\//gi, 'CALLE '));
  const kept = withoutNoise(folded.split(/[ /-]+/).filter(Boolean));
  const isOutermost = (i: number): boolean => i === 0 || i === kept.length - 1;
  const short = kept.map((w, i) => (isOutermost(i) && south.has(w) ? 'S' : streetTypes.get(w) ?? nameWords.get(w) ?? ending(umlauts(w))));
  // Saint is shortened as Street is and is none.
  const isType = short.map((w, i) => typeShorts.has(w) && !nameWords.has(kept[i]!) && isOutermost(i));
  const bare = short.filter((_w, i) => !isType[i]).join('');
  return { whole: short.join(''), bare, words: short, hasType: isType.some(Boolean) || short.some((w) => w.length > 4 && /(?:ST|PL)$/.test(w)) };
}

/** Names of towns that are written in two languages. */
const cities = map('KOLN COLOGNE; MUNCHEN MUNICH; WIEN VIENNA VIENNE; NURNBERG NUREMBERG; ZURICH ZUERICH; GENEVE GENEVA GENF; ROMA ROME; MILANO MILAN; TORINO TURIN; NAPOLI NAPLES; FIRENZE FLORENCE; VENEZIA VENICE; GENOVA GENOA; LISBOA LISBON; OPORTO PORTO; SEVILLA SEVILLE; BRUXELLES BRUSSELS BRUSSEL; ANTWERPEN ANTWERP ANVERS; PRAHA PRAGUE; WARSZAWA WARSAW; KOBENHAVN COPENHAGEN; HAAG HAGUE; ATHINA ATHENS; MOSKVA MOSCOW; STUTTGART STUTGART');

/** A town of the table, in either language. */
export const isCity = (text: string): boolean => { const folded = foldAddress(text); return cities.has(folded) || [...cities.values()].includes(folded); };

export function cityName(city: string): string {
  const words = foldAddress(city).replace(/ CEDEX( \d+)?$/, '').split(/[ /-]+/).filter((w) => w && !noise.has(w)).map((w) => nameWords.get(w) ?? cities.get(w) ?? umlauts(w));
  return words.map((w) => cities.get(w) ?? w).join('');
}

/** Words that name a flat, a floor or a stair; what stands with them is the unit. */
const unitWords = 'APARTMENT|APARTAMENTO|APPARTEMENT|APPT|APTO|APT|APP|FLAT|UNIT|SUITE|STE|ROOM|RM|FLOOR|FL|PISO|PLANTA|PTA|PUERTA|ESC|ESCALERA|BATIMENT|BAT|ESCALIER|ETAGE|INTERNO|INT|SCALA|SC|WOHNUNG|WHG|TOP|STIEGE|STG|BUS|BLOCO|BLOCK|BLOQUE|BLQ|ANDAR|FRACAO|DEPTO|DTO|LOK|M';
/** Words of streets as well, so they name a flat only before a figure or a letter: Porte 3, and not Rue Porte Neuve. */
const numberedUnits = 'BTE|BOITE|STUDIO|MAISONETTE|CASA|PORTE|TUR|INTERIOR';
/** One of them, whole. */
export const unitWord = `(?:(?:${unitWords})(?![A-Z])|(?:${numberedUnits})(?= ?(?:\\d|[A-Z](?![A-Z]))))`;
const unitShorts = map('DTO DIREITO DIR DCHA DCHO DERECHA DT DER; ESQ ESQUERDO IZQ IZQUIERDA IZDA; RC RDC');

/** 3.º Dt., 3 DTO, Apt. 3B: letters and figures that tell the flat. */
export function unitName(unit: string): string {
  const words = foldAddress(unit).replaceAll(/[#º°ª]/g, ' ').split(/[ /-]+/).filter(Boolean);
  const own = words.filter((w, i) => !noise.has(w) && !isUnitWord(w, words[i + 1]));
  // Two figures stay apart: 1, 12 and 11, 2 are two doors.
  return (own.length > 0 ? own : words).map((w) => unitShorts.get(w) ?? w).join(' ').replaceAll(/ (?!\d)|(?<!\d) /g, '');
}

/** A letter alone is the flat's own; before a figure it may stand for a word: m. 5. */
const isUnitWord = (word: string, next: string | undefined): boolean => new RegExp(`^(?:${unitWords.replace('|DTO', '')}|${numberedUnits})$`).test(word) && (word.length > 1 || /^\d/.test(next ?? ''));

export const poBox = /(?:^|\b)(?:P ?O ?BOX|POST OFFICE BOX|GPO BOX|POSTFACH|POSTBUS|BOITE POSTALE|BP \d|APARTADO(?: DE CORREOS)?|APDO|CAIXA POSTAL|CASELLA POSTALE|PRIVATE BAG|LOCKED BAG|SKRYTKA|POSTBOKS|PL \d+$)(?:\b|$)/;
