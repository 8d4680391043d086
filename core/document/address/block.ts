/** Whose address is whose on a paper: the customer's block among the sender's, the branch's and the small print. */
import { blocksOf, lineAbove, lineBefore, type PageBox, type PageLine, type PageText } from '../page-text.ts';
import { isCompany, spokenTitles, titles } from '../name-parts.ts';
import { datesInText } from '../dates-in-print.ts';
import { asciiFigures } from '../figures.ts';
import { fold } from '../phrases.ts';
import { addressCountries, type AddressCountry } from './countries.ts';
import { isCustomerLabel, isSenderLabel, isSenderWord, labelAtStart, notNames, surnamesToo } from './block-words.ts';
import { splitNumber } from './numbers.ts';
import { piecesOf, postalIn } from './read.ts';
import { foldAddress, poBox, streetName } from './words.ts';

export type AddressBlock = {
  /** The line that names who is addressed; null: none does. */
  name: PageLine | null;
  /** Text of the address's lines, the name not among them. */
  lines: string[];
  page: number;
  box: PageBox;
  score: number;
  /** A label says that it is the customer's ("Service address"). */
  labelled: boolean;
};

/** What speaks for a customer's block and against it. Weights chosen, not measured; `npm run bench:address` counts what they find. */
const weights = { postal: 3, street: 2, name: 2, title: 1, customerLabel: 3, senderLabel: -4, company: -4, senderWord: -3, contact: -3, foot: -2, window: 1 } as const;
/** A block from here on is the customer's. A name over a street and a town is enough, or over one of them where addresses stand; a company's name or a telephone number takes it away. */
const enough = 5;
// Share of the page below which imprint stands. Chosen.
const footFrom = 0.85;

/** Whether a line is the holder's name, which then no list of words gainsays. */
export type IsHolder = (line: string) => boolean;
const nobody: IsHolder = () => false;

type Looked = { page: PageText; likely: readonly AddressCountry[]; isHolder: IsHolder };

/** A line that has no other figures stays the same one: others hold it against theirs. */
function withAsciiFigures(line: PageLine): PageLine {
  const text = asciiFigures(line.text);
  return text === line.text ? line : { ...line, text };
}

/** Customers' blocks, likeliest first. Usually one; a bill may bear the address of the bill and that of the meter. */
export function customerBlocks(printed: PageText, country: AddressCountry | null, isHolder: IsHolder = nobody): AddressBlock[] {
  // What is looked for in an address are figures 0 to 9.
  const page = { lines: printed.lines.map((line) => withAsciiFigures(line)) };
  const looked: Looked = { page, likely: country ? [country] : [], isHolder };
  const found = blocksOf(page).flatMap((block) => partsOf(block, looked)).map((lines) => blockOf(lines, looked)).filter((b) => b !== null);
  const oneLine = page.lines.map((l) => ofOneLine(l, looked)).filter((b) => b !== null);
  return [...found, ...oneLine].filter((b) => b.score >= enough).sort((a, b) => b.score - a.score);
}

const postalOf = (text: string, countries: readonly AddressCountry[]): boolean => !isDated(text) && (countries.some((c) => postalIn(piecesOf([text]), c) !== null) || isPlainPostal(text));

/** Where the country is not the form's: four to six figures beside a word, or letters and figures as in Great Britain, Canada and the Netherlands. */
function isPlainPostal(text: string): boolean {
  if (isDated(text)) return false;
  const folded = foldAddress(text);
  if (addressCountries.some((c) => ['GBR', 'CAN', 'IRL'].includes(c.code) && postalIn(piecesOf([text]), c))) return true;
  const numbered = /(?<![\d-])\d{4,6}(?:-\d{3,4})?(?![\d/])/.exec(folded);
  return numbered !== null && /\p{L}{3}/u.test(folded) && (folded.match(/\d+/g) ?? []).length <= 2 && folded.split(' ').length <= 6 && (numbered.index < 4 || numbered.index + numbered[0].length > folded.length - 3);
}

const amount = /\d[.,]\d\d(?!\d)/;
const isDated = (text: string): boolean => datesInText(text, 'day-first', 'paper', '2000-01-01').length > 0;

/** A return address in small print on top is dropped; two addresses under each other are two. */
function partsOf(block: readonly PageLine[], { likely, isHolder }: Looked): PageLine[][] {
  const parts: PageLine[][] = [[]];
  for (const line of block) {
    if (isWholeAddress(line.text)) continue;
    if (isNamed(line, isHolder) && parts.at(-1)!.some((l) => postalOf(l.text, likely))) parts.push([]);
    parts.at(-1)!.push(line);
  }
  return parts.filter((p) => p.length > 0);
}

const isWholeAddress = (text: string): boolean => text.split(/[·•|]|\s[–—-]\s|,/).length >= 3 && isPlainPostal(text.split(/[·•|,]|\s[–—-]\s/).at(-1)!) && /\p{L}{3}.*\d.*\d{4}/u.test(text);

const isSpokenTitle = (text: string): boolean => spokenTitles.has(fold(text.split(/[\s/]/)[0]!.replaceAll('.', '')));

/** Two to six words that begin with capitals and hold no figure, none of which is a word of offices and papers unless it is the holder's or behind a title. */
export function isNamed(line: PageLine, isHolder: IsHolder = nobody): boolean {
  const text = line.text.replace(labelAtStart, '').replace(/^c\/o.*$/i, '').trim();
  const words = text.split(/[\s,/&+]+/).filter((w) => /\p{L}/u.test(w));
  const own = words.filter((w) => !titles.has(fold(w.replaceAll('.', ''))));
  if (/[\d@:%€$£]/.test(text.replace(/:$/, '')) || words.length < 2 || words.length > 8 || own.length === 0 || !own.every(beginsAsName)) return false;
  return isHolder(text) || (!isCompany(text) && (isSpokenTitle(text) || !own.some((w) => notNames.has(fold(w)))));
}

const beginsAsName = (word: string): boolean => /^\p{Lu}/u.test(word) || /^(?:de|da|do|dos|das|del|della|di|van|von|der|den|la|le|y|e|i|and|und|et|zu|ter|née?|geb\.?|el|al|bin|d'\p{L}+)$/iu.test(word);

/** "Anna Page" over a street and a town, where nobody says who the holder is. */
function isSurnamed(lines: readonly PageLine[], at: number, countries: readonly AddressCountry[]): boolean {
  const words = fold(lines[at]!.text).split(' ');
  const below = lines.slice(at + 1);
  return surnamesToo.has(words.at(-1)!) && !words.slice(0, -1).some((w) => notNames.has(w)) && below.length > 0 && isStreet(below[0]!.text, countries) && below.some((l) => postalOf(l.text, countries));
}

function blockOf(lines: readonly PageLine[], { page, likely: countries, isHolder }: Looked): AddressBlock | null {
  const labels = [lines[0]!, lineBefore(lines[0]!, page.lines), lineAbove(lines[0]!, page.lines, 2)].filter((l) => l !== null).map((l) => l.text);
  const own = lines.filter((l, i) => !(i === 0 && isLabelOnly(l.text)));
  const nameAt = own.findIndex((l, i) => isNamed(l, (text) => isHolder(text) || isSurnamed(own, i, countries)));
  // Ms Anna Lane is written as a street is.
  const streetAt = own.findIndex((l) => isStreet(l.text, countries) && !isHolder(l.text) && !isSpokenTitle(l.text));
  const name = nameAt >= 0 && (streetAt < 0 || nameAt < streetAt) ? own[nameAt]! : null;
  const address = own.filter((l, i) => l !== name && (name === null || i > nameAt)).map((l) => l.text.replace(labelAtStart, ''));
  const postal = address.some((t) => postalOf(t, countries));
  const street = address.some((t) => isStreet(t, countries));
  const labelled = labels.some(isCustomerLabel);
  // Without a name or a label nothing says that it is a customer's.
  if ((name === null && !labelled) || own.some((l) => isDated(l.text) || amount.test(l.text)) || address.length === 0 || address.length > 7 || !(postal || street || address.some((t) => poBox.test(foldAddress(t))))) return null;
  return { name, lines: address, page: lines[0]!.page, box: around(own), labelled, score: scoreOf({ lines: own, labels, name, postal, street, countries }) };
}

type Facts = { lines: readonly PageLine[]; labels: readonly string[]; name: PageLine | null; postal: boolean; street: boolean; countries: readonly AddressCountry[] };

function scoreOf({ lines, labels, name, postal, street, countries }: Facts): number {
  const texts = lines.filter((l) => l !== name).map((l) => l.text);
  // Of what is neither street nor town: Spa Road and Las Vegas, NV 89101 are no companies.
  const others = texts.flatMap((t) => t.split(/[,;|·•]/)).filter((t) => !isStreet(t, countries) && !postalOf(t, countries));
  const box = around(lines);
  const points: readonly (readonly [boolean, number])[] = [
    [postal, weights.postal], [street, weights.street], [name !== null, weights.name], [name !== null && titles.has(fold(name.text.split(/[\s/]/)[0]!.replaceAll('.', ''))), weights.title],
    [labels.some(isCustomerLabel), weights.customerLabel], [labels.some(isSenderLabel), weights.senderLabel], [others.some((t) => isCompany(t)), weights.company], [texts.some(isSenderWord), weights.senderWord],
    [texts.some((t) => contact.test(t)), weights.contact], [box.y > footFrom, weights.foot], [name !== null && lines[0]!.page === 0 && box.y > 0.08 && box.y < 0.45, weights.window],
  ];
  return points.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0);
}

/** What a sender tells of itself and nobody's address window holds. */
const contact = /\b(?:tel|t[ée]l[ée]phone|telefon|tel[eé]fono|telefone|phone|fax|www|https?|e-?mail|iban|bic|swift|vat|ust|siret|siren|nif|cif|nipc|p\.? ?iva|partita iva|hrb|rcs|abn|capital)\b|@|\w\.(?:com|co\.uk|de|fr|es|pt|it)\b/i;

function isStreet(text: string, countries: readonly AddressCountry[]): boolean {
  const country = countries[0] ?? null;
  if (isDated(text)) return false;
  return piecesOf([text.replace(labelAtStart, '')]).some((p) => {
    const { street, number } = splitNumber(p, country);
    return (number !== null && /\p{L}{3}/u.test(street) && street.split(' ').length <= 7 && !isPostalAndTown(p)) || isTyped(p);
  });
}

/** A type of street in words: an initial (R. Brooks) and a title (Dr Brooks) are written as types are and are none. */
function isTyped(piece: string): boolean {
  const words = piece.split(' ');
  return words.length > 1 && words.length <= 6 && streetName(words.filter((w) => w.length > 1 && !titles.has(w)).join(' ')).hasType;
}

/** 12345 NEUHAFEN has a number and letters as well. */
const isPostalAndTown = (piece: string): boolean => /^(?:[A-Z]{1,2}-)?\d{4,6}\b(?! ?[A-Z]?,)/.test(piece) && !streetName(piece).hasType;

const isLabelOnly = (text: string): boolean => (isCustomerLabel(text) || isSenderLabel(text)) && !/\d/.test(text) && fold(text).split(' ').length <= 5;

function around(lines: readonly PageLine[]): PageBox {
  const [x, y] = [Math.min(...lines.map((l) => l.box.x)), Math.min(...lines.map((l) => l.box.y))];
  return { x, y, width: Math.max(...lines.map((l) => l.box.x + l.box.width)) - x, height: Math.max(...lines.map((l) => l.box.y + l.box.height)) - y };
}

/** "Service address: 12 Mill Lane, Zenith 12345": the label says whose it is. */
function ofOneLine(line: PageLine, { page, likely: countries, isHolder }: Looked): AddressBlock | null {
  const before = lineBefore(line, page.lines);
  const own = line.text.replace(labelAtStart, '');
  const labelled = isCustomerLabel(line.text.slice(0, line.text.length - own.length)) || (before !== null && isCustomerLabel(before.text));
  if (!labelled || !isStreet(own, countries) || !own.includes(',')) return null;
  const pieces = own.split(/,\s*/);
  const name = isNamed({ ...line, text: pieces[0]! }, isHolder) && (isHolder(pieces[0]!) || !isTyped(foldAddress(pieces[0]!))) && !/^\d/.test(pieces[1]!) ? { ...line, text: pieces[0]! } : null;
  const postal = pieces.some((p) => postalOf(p, countries));
  return { name, lines: [name ? pieces.slice(1).join(', ') : own], page: line.page, box: line.box, labelled, score: scoreOf({ lines: [line], labels: [line.text], name, postal, street: true, countries }) + (before ? weights.customerLabel : 0) };
}
