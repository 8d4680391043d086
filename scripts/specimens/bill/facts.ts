/** What a drawn paper says, and the verdicts that follow from how it was made. */
import type { AddressForm } from '../../../core/document/address/form.ts';
import type { AddressVerdict } from '../../../core/document/address/compare.ts';
import type { NameVerdict } from '../../../core/document/name-compare.ts';
import type { Random } from '../random.ts';
import { names, type BillLanguage, type Land } from './lands.ts';

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
const other = <T>(random: Random, from: readonly T[], not: T): T => pick(random, from.filter((x) => x !== not));

export type Holder = { given: string; surname: string };
export type NamedCustomer = { holder: Holder; printed: string; verdict: NameVerdict; how: string };

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
const umlauts = (text: string): string => text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');

type Way = { how: string; verdict: NameVerdict; weight: number; print(h: Holder, language: BillLanguage, random: Random): string };

const ways: readonly Way[] = [
  { how: 'plain', verdict: 'same', weight: 6, print: (h) => `${h.given} ${h.surname}` },
  { how: 'title', verdict: 'same', weight: 4, print: (h, l, r) => `${pick(r, names[l].titles)} ${h.given} ${h.surname}` },
  { how: 'surname first', verdict: 'same', weight: 3, print: (h) => `${h.surname.toUpperCase()} ${h.given}` },
  { how: 'comma', verdict: 'same', weight: 1, print: (h) => `${h.surname}, ${h.given}` },
  { how: 'capitals', verdict: 'same', weight: 2, print: (h) => `${h.given} ${h.surname}`.toUpperCase() },
  { how: 'no accents', verdict: 'same', weight: 2, print: (h) => plain(`${h.given} ${h.surname}`) },
  { how: 'transliterated', verdict: 'same', weight: 2, print: (h) => umlauts(`${h.given} ${h.surname}`) },
  { how: 'couple', verdict: 'same', weight: 1, print: (h, l, r) => `${h.given} ${h.surname} ${names[l].and} ${other(r, names[l].given, h.given)} ${pick(r, names[l].surnames)}` },
  { how: 'middle name missing', verdict: 'partial', weight: 2, print: (h) => `${h.given.split(' ')[0]} ${h.surname}` },
  { how: 'extra name', verdict: 'partial', weight: 2, print: (h, l, r) => `${h.given} ${pick(r, names[l].given.filter((g) => !h.given.split(' ').includes(g)))} ${h.surname}` },
  { how: 'initial', verdict: 'partial', weight: 2, print: (h) => `${h.given.split(/[ -]/).map((g) => `${g[0]!}.`).join(' ')} ${h.surname}` },
  { how: 'title and surname', verdict: 'partial', weight: 1, print: (h, l, r) => `${pick(r, names[l].titles)} ${h.surname}` },
  { how: 'married', verdict: 'partial', weight: 1, print: (h, l, r) => `${h.given} ${pick(r, names[l].surnames.filter((s) => !s.includes(' ') && s !== h.surname).concat('Montclair'))}-${h.surname}` },
  { how: 'other given name', verdict: 'mismatch', weight: 3, print: (h, l, r) => `${pick(r, names[l].given.filter((g) => !h.given.includes(g)))} ${h.surname}` },
  { how: 'other surname', verdict: 'mismatch', weight: 3, print: (h, l, r) => `${h.given} ${other(r, names[l].surnames, h.surname)}` },
  { how: 'somebody else', verdict: 'mismatch', weight: 2, print: (h, l, r) => `${pick(r, names[l].given.filter((g) => !h.given.includes(g)))} ${other(r, names[l].surnames, h.surname)}` },
];

export function customerOf(language: BillLanguage, random: Random): NamedCustomer {
  const { given, surnames } = names[language];
  const first = pick(random, given);
  const holder = { given: random.next() < 0.4 ? `${first} ${other(random, given, first)}` : first, surname: pick(random, surnames) };
  const fitting = ways.filter((w) => w.how !== 'middle name missing' || holder.given.includes(' '));
  const way = weighted(random, fitting);
  return { holder, printed: way.print(holder, language, random), verdict: way.verdict, how: way.how };
}

function weighted<T extends { weight: number }>(random: Random, from: readonly T[]): T {
  let at = random.next() * from.reduce((sum, f) => sum + f.weight, 0);
  return from.find((f) => (at -= f.weight) < 0) ?? from.at(-1)!;
}

export type Residence = { form: AddressForm; lines: string[]; verdict: AddressVerdict; how: string };
type Printed = { street: string; number: string; unit: string; city: string; region: string; postalCode: string };
type AddressWay = { how: string; verdict: AddressVerdict; weight: number; fits?(form: AddressForm, land: Land): boolean; change(form: AddressForm, printed: Printed, land: Land, random: Random): void; lines?(lines: string[]): string[] };

const unchanged = (): void => undefined;
/** Unsaid: the parts a country's papers need. Great Britain and Ireland do not ask for a number. */
const asksNumber = (_f: AddressForm, land: Land): boolean => !['GBR', 'IRL'].includes(land.code);

const addressWays: readonly AddressWay[] = [
  { how: 'as printed', verdict: 'same', weight: 6, change: unchanged },
  { how: 'abbreviated', verdict: 'same', weight: 5, change: (f, p, land) => { p.street = land.streets.find((s) => s.name === f.street)!.short; } },
  { how: 'no accents', verdict: 'same', weight: 2, change: (_f, p) => { p.street = plain(p.street); p.city = plain(p.city); } },
  { how: 'capitals', verdict: 'same', weight: 2, change: (_f, p) => { p.street = p.street.toUpperCase(); p.city = p.city.toUpperCase(); } },
  { how: 'unit unsaid in the form', verdict: 'same', weight: 1, fits: (f) => f.unit !== '', change: (f) => { f.unit = ''; } },
  { how: 'unit unsaid on the paper', verdict: 'same', weight: 1, fits: (f) => f.unit !== '', change: (_f, p) => { p.unit = ''; } },
  { how: 'number in the street field', verdict: 'same', weight: 1, change: (f, _p, land) => { f.street = ['en', 'fr'].includes(land.language) && land.code !== 'BEL' ? `${f.number} ${f.street}` : `${f.street} ${f.number}`; f.number = ''; } },
  { how: 'country named', verdict: 'same', weight: 1, change: unchanged, lines: (lines) => lines },
  { how: 'other number', verdict: 'mismatch', weight: 3, change: (f, _p, _l, r) => { f.number = String(Number(f.number.replaceAll(/\D/g, '')) + 2 + Math.floor(r.next() * 9)); } },
  { how: 'other street', verdict: 'mismatch', weight: 3, change: (f, _p, land, r) => { f.street = other(r, land.streets, land.streets.find((s) => s.name === f.street)!).name; } },
  { how: 'other code', verdict: 'mismatch', weight: 2, change: (f) => { f.postalCode = f.postalCode.replace(/\d(?=\D*$)/, (d) => String((Number(d) + 1) % 10)); } },
  { how: 'other town', verdict: 'mismatch', weight: 2, change: (f, _p, land, r) => { const t = other(r, land.towns, land.towns.find((x) => x.city === f.city)!); f.city = t.city; f.postalCode = t.postal(r); f.region = t.region ?? ''; } },
  { how: 'other unit', verdict: 'mismatch', weight: 1, fits: (f) => f.unit !== '', change: (f) => { f.unit = `9${f.unit.replaceAll(/[^A-Z]/g, '').slice(0, 1)}`; } },
  { how: 'paper without code', verdict: 'document-incomplete', weight: 2, change: (_f, p) => { p.postalCode = ''; } },
  { how: 'paper without number', verdict: 'document-incomplete', weight: 2, fits: asksNumber, change: (_f, p) => { p.number = ''; p.unit = ''; } },
  { how: 'paper with a box', verdict: 'document-incomplete', weight: 1, change: unchanged },
  { how: 'paper without address', verdict: 'document-incomplete', weight: 1, change: unchanged, lines: () => [] },
  { how: 'form without town', verdict: 'form-incomplete', weight: 1, change: (f) => { f.city = ''; } },
  { how: 'form without code', verdict: 'form-incomplete', weight: 1, change: (f) => { f.postalCode = ''; } },
  { how: 'form with a wrong code', verdict: 'form-incomplete', weight: 1, change: (f) => { f.postalCode = '12'; } },
];

const boxes: Readonly<Record<BillLanguage, string>> = { en: 'PO Box 1140', fr: 'Boîte postale 114', de: 'Postfach 11 40', es: 'Apartado de Correos 114', pt: 'Apartado 1140', it: 'Casella Postale 114' };

export function residenceOf(land: Land, random: Random): Residence {
  const { name: street } = pick(random, land.streets);
  const place = pick(random, land.towns);
  const unit = land.units.length > 0 && random.next() < 0.4 ? pick(random, land.units) : null;
  const number = `${1 + Math.floor(random.next() * 180)}${random.next() < 0.12 && land.code !== 'AUS' ? 'a' : ''}`;
  const form: AddressForm = { country: land.code, street, number, unit: unit?.form ?? '', city: place.city, region: place.region ?? '', postalCode: place.postal(random) };
  const printed: Printed = { ...form, unit: unit?.paper ?? '' };
  const way = weighted(random, addressWays.filter((w) => w.fits?.(form, land) ?? true));
  const box = way.how === 'paper with a box';
  way.change(form, printed, land, random);
  const lines = box ? [boxes[land.language], ...land.lines({ ...printed, street: '', number: '', unit: '' }).filter((l) => l.includes(printed.postalCode) || l.toUpperCase().includes(printed.city.toUpperCase()))] : land.lines(printed).map((l) => l.replaceAll(/ +/g, ' ').replace(/^[, ]+|[, ]+$/g, '').replace(/, ?(?=,)/, ''));
  const whole = way.lines?.(lines) ?? lines;
  return { form, lines: way.how === 'country named' ? [...whole, land.name] : whole, verdict: way.verdict, how: way.how };
}
