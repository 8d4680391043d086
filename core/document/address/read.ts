/** An address as it is printed, taken apart: where a part is not found it is null, never guessed. */
import { addressCountries, type AddressCountry } from './countries.ts';
import { plainNumber, splitNumber } from './numbers.ts';
import { foldAddress, poBox, streetName, unitWord } from './words.ts';

/** Capitals without accents. */
export type ReadAddress = {
  street: string | null;
  number: string | null;
  unit: string | null;
  city: string | null;
  region: string | null;
  postalCode: string | null;
  /** ISO 3166-1 alpha-3, where the paper names it. */
  country: string | null;
  /** A box, not a residence. */
  poBox: boolean;
  /** Every part of a line, for looking again. */
  pieces: readonly string[];
};

const labelled = /^(?:ADDRESS|ADRESSE|ANSCHRIFT|DIRECCION|DOMICILIO|MORADA|ENDERECO|INDIRIZZO|CP|CEP|C P|CAP|PIN|PLZ)\b[ :.-]*/;

const numberAlone = new RegExp(`^(?:N[º°O]? ?)?\\d{1,5} ?[A-Z]?(?:[/-]\\d{0,4}[A-Z]?)?(?: ${unitWord} ?[A-Z\\d]{1,5}(?: [A-Z\\d]{1,3})?)?$`);

/** Parts of the lines, folded, top to bottom. A number alone goes with its street: Rua Direita, 12. */
export function piecesOf(lines: readonly string[]): string[] {
  const pieces: string[] = [];
  for (const line of lines) {
    line.split(/[,;|·•]|\s[-–—]\s(?=\p{L})|\s{3,}/u).map((p) => foldAddress(p).replace(/^[-/ ]+|[-/ ]+$/g, '')).filter(Boolean).forEach((piece, i) => {
      const previous = pieces.at(-1);
      const goesOn = i > 0 && previous !== undefined && /\p{L}{2}/u.test(previous) && !/\d/.test(previous) && numberAlone.test(piece);
      // Or before it: 8, avenue Foch.
      const comesBefore = i > 0 && previous !== undefined && /^\d{1,5} ?(?:[A-Z]|BIS|TER)?$/.test(previous) && /^\p{L}{2}/u.test(piece);
      if (goesOn || comesBefore) pieces[pieces.length - 1] = `${previous} ${piece}`;
      else pieces.push(piece);
    });
  }
  return pieces;
}

type Found = { at: number; code: string; rest: string };

/** The last piece that holds a code of the country, and what else is in it. */
export function postalIn(pieces: readonly string[], country: AddressCountry): Found | null {
  if (country.postal === null) return null;
  const pattern = new RegExp(`(?<![\\dA-Z])(?:${country.alpha2[0]}-|${country.alpha2}-|CP |CEP |C P |CAP |PIN )?(${country.postal})(?![\\dA-Z])`, 'g');
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at]!;
    const all = [...piece.matchAll(pattern)];
    // In a country whose codes are figures only, a number at the head of a street is none.
    const match = /^\d/.test(country.example) && !codesStandFirst(country) ? all.at(-1) : all.find((m) => m.index <= 6 || !/^\d/.test(m[1]!)) ?? all.at(-1);
    if (!match || (isStreetLike(piece.replace(match[0], ' '), country) && /^\d+$/.test(match[1]!))) continue;
    return { at, code: match[1]!, rest: `${piece.slice(0, match.index)} ${piece.slice(match.index + match[0].length)}`.replaceAll(/[#-]/g, ' ').replaceAll(/ +/g, ' ').trim() };
  }
  return null;
}

const lastCodes: readonly string[] = ['USA', 'CAN', 'AUS', 'NZL', 'GBR', 'IRL', 'IND', 'SGP', 'ZAF', 'KEN', 'NGA', 'COL', 'IDN', 'PAK', 'THA', 'TWN', 'LVA', 'MLT'];
const codesStandFirst = (country: AddressCountry): boolean => !lastCodes.includes(country.code);

/** A type of street with a number beside it: that number is no code. */
function isStreetLike(piece: string, country: AddressCountry): boolean {
  const { hasType, words } = streetName(piece.replaceAll(/\d+/g, ' '));
  return hasType && words.length > 1 && !country.regions;
}

const isUnit = (piece: string): boolean => new RegExp(`^(?:(?:${unitWord}|#) ?[A-Z\\d]{1,5}(?:[ /-][A-Z\\d]{1,4})??(?: (?=\\S)|$)){1,3}$`).test(piece) || namedFloor.test(piece) || /^\d{1,2} ?[º°ª] ?[A-Z]{0,9}$/.test(piece) || /^(?:R ?\/ ?C|RC)(?: [A-Z]{2,3})?$/.test(piece);

/** Floors and parts of a house that bear no figure. */
const namedFloor = /^(?:(?:LOWER |UPPER )?(?:GROUND|FIRST|SECOND|THIRD|FOURTH|TOP|ATTIC|GARDEN|BASEMENT)(?: FLOOR)?(?: FLAT)?|BASEMENT|BAJO(?: [A-Z]{1,4})?|ATICO(?: [A-Z]{1,4})?|ENTRESUELO(?: [A-Z\d]{1,4})?|FUNDOS|FRENTE|CAVE|SUB-?CAVE|EG|\d{1,2} OG(?: LINKS| RECHTS| MITTE)?|VORDERHAUS|HINTERHAUS|PIANO (?:TERRA|\d{1,2})|\d{1,2}(?:ER|E|EME)? ETAGE(?: GAUCHE| DROITE)?|REZ-DE-CHAUSSEE)$/;

/** @param lines without the name; @param country of the form; another one named on the paper is told */
export function readAddress(lines: readonly string[], country: AddressCountry | null): ReadAddress {
  const pieces = piecesOf(lines).map((p) => p.replace(labelled, (m) => (/^(?:CP|CEP|C P|CAP|PIN|PLZ)/.test(m) ? m : ''))).filter(Boolean);
  const named = pieces.map((p) => addressCountries.find((c) => c.names.includes(p))?.code ?? null);
  const places = pieces.filter((_p, i) => named[i] === null);
  const postal = country && postalIn(places, country);
  const boxes = places.filter((p) => poBox.test(p));
  const units = places.filter((p, i) => isUnit(p) && i !== postal?.at);
  const head = places.slice(0, postal ? postal.at : places.length);
  const open = head.filter((p) => !boxes.includes(p) && !units.includes(p));
  const streetPiece = streetAmong(open, boxes.length === 0 && country?.namedHouses === true, postal, country) ?? (postal?.at === 0 || open.length === 0 ? streetBehind(places, postal, units) : null);
  const split = streetPiece === null ? null : splitNumber(streetPiece, country);
  const { city, region } = cityOf(places, postal, streetPiece, units, country);
  return {
    street: split?.street ?? null, number: split?.number === undefined ? null : split.number && plainNumber(split.number), unit: units.join(' ') || split?.unit || null,
    city, region, postalCode: postal?.code ?? null, country: named.find((c) => c !== null) ?? null, poBox: boxes.length > 0, pieces,
  };
}

/** The piece with letters and a number before the town, of a type of street rather than not; failing that one of a type of street; where houses have names, what stands over the town. */
function streetAmong(open: readonly string[], mayBeNamed: boolean, postal: Found | null, country: AddressCountry | null): string | null {
  const townsAmong = /\p{L}{2}/u.test(postal?.rest ?? '') ? 0 : 1;
  const numbered = open.filter((p) => /\d/.test(p) && /\p{L}{2}/u.test(p) && splitNumber(p, country).number !== null);
  const typed = open.filter((p) => streetName(p).hasType);
  return numbered.find((p) => typed.includes(p)) ?? numbered[0] ?? typed[0] ?? (mayBeNamed && open.length > townsAmong ? open[0]! : null);
}

/** Some write the town first. */
function streetBehind(places: readonly string[], postal: Found | null, units: readonly string[]): string | null {
  const later = places.slice((postal?.at ?? -1) + 1).filter((p) => !units.includes(p));
  return later.find((p) => /\d/.test(p) && streetName(p).hasType) ?? null;
}

function cityOf(places: readonly string[], postal: Found | null, street: string | null, units: readonly string[], country: AddressCountry | null): { city: string | null; region: string | null } {
  const isPlace = (p: string | undefined): p is string => p !== undefined && p !== street && !units.includes(p) && /\p{L}{2}/u.test(p) && !/\d{3}/.test(p) && !poBox.test(p);
  const [rest, region] = withoutRegion(postal?.rest ?? '', country);
  if (/\p{L}{2}/u.test(rest)) return { city: rest, region: region ?? regionAlone(places[postal!.at + 1], country) };
  const at = postal?.at ?? places.length;
  const around = [places[at - 1], places[at - 2], places[at + 1]].filter((p, i) => isPlace(p) && (i < 2 || postal !== null));
  const [first, second] = around;
  if (!first) return { city: null, region };
  const [city, own] = withoutRegion(first, country);
  // A region on a line of its own stands under its town.
  if (city === '' && second) return { city: withoutRegion(second, country)[0], region: own };
  return { city: city || null, region: region ?? own };
}

const regionAlone = (piece: string | undefined, country: AddressCountry | null): string | null => (piece !== undefined && country?.regions && (piece in country.regions) ? piece : null);

function withoutRegion(text: string, country: AddressCountry | null): [string, string | null] {
  const trimmed = text.replace(/ CEDEX( \d+)?$/, '');
  if (country?.regions) {
    for (const [short, long] of Object.entries(country.regions)) {
      if (trimmed === short) return ['', short];
      for (const name of [short, long]) if (trimmed.endsWith(` ${name}`)) return [trimmed.slice(0, -name.length - 1).replace(/[ /-]+$/, ''), short];
    }
  }
  // Italian provinces: ROMA RM.
  const province = country?.code === 'ITA' ? /^(.*\p{L}{3}) ([A-Z]{2})$/u.exec(trimmed) : null;
  return province ? [province[1]!, province[2]!] : [trimmed, null];
}
