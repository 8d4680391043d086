/** The typed address against the one on the paper, part by part. What differs, what is missing on which side, and why, is told; nothing is filled in. */
import { namesHolder, type HolderName } from '../name-compare.ts';
import { misreadOf } from '../near-words.ts';
import type { PageText } from '../page-text.ts';
import { customerBlocks, type AddressBlock } from './block.ts';
import { addressCountry, plainPostal, type AddressCountry } from './countries.ts';
import type { AddressForm, AddressPart } from './form.ts';
import { completedForm, formProblems, isAsked, neededParts, type FormProblem } from './form-problems.ts';
import { sameNumber } from './numbers.ts';
import { readAddress, type ReadAddress } from './read.ts';
import { cityName, foldAddress, streetName, unitName } from './words.ts';

/** exact · abbreviation (St./Street, a range of houses, a longer town) · letters (accents, another spelling of a town) · misread (one letter, which reading from pixels explains) */
export type PartHow = 'exact' | 'abbreviation' | 'letters' | 'misread';
export type ComparedPart = AddressPart | 'country';
export type PartComparison = { part: ComparedPart; form: string | null; document: string | null } & (
  | { result: 'same'; how: PartHow }
  | { result: 'different' | 'missing-in-form' | 'missing-in-document' | 'in-neither' });

export type AddressVerdict = 'same' | 'mismatch' | 'form-incomplete' | 'document-incomplete';
export type AddressComparison = {
  verdict: AddressVerdict;
  /** Why a paper is not enough: no address of a customer on it, a box instead of a residence, parts that are not there. Null for all other verdicts. */
  reason: 'no-address' | 'po-box' | 'parts-missing' | null;
  /** Parts that the verdict speaks of: of the form, or of the paper. */
  missing: AddressPart[];
  parts: PartComparison[];
  formProblems: FormProblem[];
  /** Where on the paper; null: no address of a customer was found. */
  block: AddressBlock | null;
};

export type AddressOptions = { /** Whose name may stand over the address, whatever its words mean. */ holder?: readonly HolderName[] | null; /** False: read from pixels, so a letter of a long word may be wrong. */ exact: boolean; /** Parts that policy asks for. */ needed?: readonly AddressPart[] };

/** The typed address against the customer's own on the paper; of several (bill and meter) the one that fits best. */
export function compareAddress(typed: AddressForm, page: PageText, options: AddressOptions): AddressComparison {
  const form = completedForm(typed);
  const country = addressCountry(form.country);
  const results = customerBlocks(page, country, namesHolder(options.holder ?? [])).map((block) => ({ ...compareParts(form, readAddress(block.lines, country), country, options), block }));
  const best = results.sort((a, b) => ranks[a.verdict] - ranks[b.verdict])[0];
  const problems = formProblems(form, options.needed);
  if (problems.length > 0) return { verdict: 'form-incomplete', reason: null, missing: problems.map((p) => p.part), parts: best?.parts ?? [], formProblems: problems, block: best?.block ?? null };
  return best ?? { verdict: 'document-incomplete', reason: 'no-address', missing: [...neededParts], parts: [], formProblems: [], block: null };
}

const ranks: Readonly<Record<AddressVerdict, number>> = { same: 0, mismatch: 1, 'document-incomplete': 2, 'form-incomplete': 3 };

function compareParts(form: AddressForm, read: ReadAddress, country: AddressCountry | null, { exact, needed = neededParts }: AddressOptions): Omit<AddressComparison, 'block'> {
  const parts = comparers.map((compare) => compare(form, read, { country, exact }));
  const missing = parts.flatMap(({ part, document }) => (part !== 'country' && document === null && needed.includes(part) && isAsked(part, country) ? [part] : []));
  const rest = { parts, formProblems: [] };
  if (read.poBox && read.street === null) return { ...rest, verdict: 'document-incomplete', reason: 'po-box', missing: ['street'] };
  // What the paper lacks no form can mend: told first.
  if (missing.length > 0) return { ...rest, verdict: 'document-incomplete', reason: 'parts-missing', missing };
  return { ...rest, verdict: parts.some((p) => p.result === 'different') ? 'mismatch' : 'same', reason: null, missing: [] };
}

type Context = { country: AddressCountry | null; exact: boolean };
type Comparer = (form: AddressForm, read: ReadAddress, context: Context) => PartComparison;

/** @param same null: another value */
function partOf(part: ComparedPart, form: string, document: string | null, same: (a: string, b: string) => PartHow | null): PartComparison {
  const sides = { part, form: form || null, document };
  if (form === '' || document === null) return { ...sides, result: form === '' ? (document === null ? 'in-neither' : 'missing-in-form') : 'missing-in-document' };
  const how = same(form, document);
  return how ? { ...sides, result: 'same', how } : { ...sides, result: 'different' };
}

const comparers: readonly Comparer[] = [
  (form, read, { exact }) => partOf('street', form.street, streetLike(form.street, read, exact), (a, b) => sameStreet(a, b, exact)),
  (form, read) => partOf('number', form.number, read.number, (a, b) => { const same = sameNumber(a, b); return same === 'range' ? 'abbreviation' : (same ?? sameWithFlat(form, read)); }),
  (form, read) => partOf('unit', form.unit, read.unit, (a, b) => (unitName(a) === unitName(b) ? 'exact' : null)),
  (form, read, { exact }) => partOf('city', form.city, cityLike(form.city, read, exact), (a, b) => sameCity(a, b, exact)),
  (form, read, { country }) => partOf('region', form.region, read.region, (a, b) => sameRegion(a, b, country)),
  (form, read, { country }) => partOf('postalCode', form.postalCode, read.postalCode, (a, b) => samePostal(a, b, country)),
  (form, read) => partOf('country', form.country, read.country, (a, b) => (a === b ? 'exact' : null)),
];

/** House 12, flat B on the form, 12-B or 12B on the paper. */
const sameWithFlat = ({ number, unit }: AddressForm, read: ReadAddress): PartHow | null => (read.unit === null && read.number !== null && /^[A-Z]$/i.test(unit) && sameNumber(number + unit, read.number) === 'exact' ? 'abbreviation' : null);

/** The street as it was taken apart, or the piece of the address that says the same. */
function streetLike(street: string, read: ReadAddress, exact: boolean): string | null {
  if (street === '' || (read.street !== null && sameStreet(street, read.street, exact))) return read.street;
  return read.pieces.map((p) => p.replaceAll(/\d+[A-Z]?\b/g, ' ').trim()).find((p) => p !== '' && sameStreet(street, p, exact) === 'exact') ?? read.street;
}

function cityLike(city: string, read: ReadAddress, exact: boolean): string | null {
  if (city === '' || (read.city !== null && sameCity(city, read.city, exact))) return read.city;
  // A village stands over its post town.
  const below = read.pieces.slice(read.pieces.findIndex((p) => read.street !== null && p.includes(read.street)) + 1);
  return below.find((p) => !/\d/.test(p) && sameCity(city, p, true)) ?? read.city;
}

function sameStreet(a: string, b: string, exact: boolean): PartHow | null {
  const [x, y] = [streetName(a), streetName(b)];
  if (foldAddress(a) === foldAddress(b)) return a.toUpperCase() === b.toUpperCase() ? 'exact' : 'letters';
  if (x.whole !== '' && x.whole === y.whole) return 'abbreviation';
  // "C/ Mayor" and "Mayor": one of them leaves the type out.
  if (x.bare !== '' && x.bare === y.bare && x.hasType !== y.hasType) return 'abbreviation';
  return !exact && oneLetterApart(x.words, y.words) ? 'misread' : null;
}

// Figures are never forgiven, nor are letters of short words. Chosen.
const forgivenLength = 6;
const oneLetterApart = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length !== b.length) return false;
  const other = a.flatMap((w, i) => (w === b[i] ? [] : [[w, b[i]!] as const]));
  return other.length === 1 && other[0]![0].length >= forgivenLength && !/\d/.test(other[0]!.join('')) && misreadOf(...other[0]!);
};

function sameCity(a: string, b: string, exact: boolean): PartHow | null {
  const [x, y] = [cityName(a), cityName(b)];
  if (x === '' || y === '') return null;
  if (foldAddress(a) === foldAddress(b)) return 'exact';
  if (x === y) return 'letters';
  const [wordsA, wordsB] = [foldAddress(a).split(/[ /-]+/), foldAddress(b).split(/[ /-]+/)];
  const [few, many] = wordsA.length < wordsB.length ? [wordsA, wordsB] : [wordsB, wordsA];
  // Frankfurt and Frankfurt am Main, Paris and Paris 15; a first word of four letters and more.
  if (few.length < many.length && few.every((w, i) => w === many[i]) && few.join('').length >= 4) return 'abbreviation';
  return !exact && oneLetterApart([x], [y]) ? 'misread' : null;
}

function sameRegion(a: string, b: string, country: AddressCountry | null): PartHow | null {
  const shortOf = (text: string): string => {
    const folded = foldAddress(text);
    return Object.entries(country?.regions ?? {}).find(([short, long]) => folded === short || folded === long)?.[0] ?? folded;
  };
  if (foldAddress(a) === foldAddress(b)) return 'exact';
  // A province's short name without a table here is not held against its long one.
  return shortOf(a) === shortOf(b) || (!country?.regions && (a.length <= 3 || b.length <= 3)) ? 'abbreviation' : null;
}

/** Codes that may be longer: the United States' last four figures, Portugal's last three. */
function samePostal(a: string, b: string, country: AddressCountry | null): PartHow | null {
  const [x, y] = [plainPostal(a), plainPostal(b)];
  if (x === y) return 'exact';
  const begins = { USA: 5, PRT: 4 }[country?.code ?? ''];
  return begins !== undefined && x.length !== y.length && x.slice(0, begins) === y.slice(0, begins) ? 'abbreviation' : null;
}
