/** A fictional proof of address with its truth: the same paper as text with places, and drawn. */
import type { PageText } from '../../../core/document/page-text.ts';
import type { ProofClass } from '../../../core/document/proof-words.ts';
import { createRandom, type Random } from '../random.ts';
import { dayWriter, daysLater, type DayWriter } from './days.ts';
import { customerOf, pick, residenceOf, type NamedCustomer, type Residence } from './facts.ts';
import { lands, type BillLanguage, type Land } from './lands.ts';
import { layouts, plainPage, type Content, type PlacedRow } from './layouts.ts';
import { texts, type BillClass, type OtherClass, type Words } from './texts.ts';

/** `null` where the paper says no issue date. */
export type BillTruth = { class: ProofClass; issueDate: string | null; issueBy: string; name: NamedCustomer | null; address: Residence | null; country: string; language: BillLanguage; layout: string };
export type Bill = { id: string; truth: BillTruth; rows: PlacedRow[]; text: PageText };

export const billClasses: readonly BillClass[] = ['utility-bill', 'telecom-bill', 'bank-statement', 'tax-letter', 'lease', 'insurance', 'payslip'];
const otherClasses: readonly OtherClass[] = ['receipt', 'invoice', 'screenshot', 'business-card', 'identity-document'];

/** Share of papers that show no residence. */
const othersShare = 0.2;

/** @param caseDate YYYY-MM-DD; papers are issued up to a year before it */
export function makeBill(seed: string, caseDate: string): Bill {
  const random = createRandom(seed);
  const land = pick(random, lands);
  const words = texts[land.language];
  return random.next() < othersShare ? otherPaper(seed, land, words, random) : bill(seed, land, words, random, caseDate);
}

function otherPaper(id: string, land: Land, words: Words, random: Random): Bill {
  const name = pick(random, otherClasses);
  const rows = plainPage(words.others[name]);
  return { id, rows, text: textOf(rows), truth: { class: name, issueDate: null, issueBy: 'not asked', name: null, address: null, country: land.code, language: land.language, layout: name } };
}

function bill(id: string, land: Land, words: Words, random: Random, caseDate: string): Bill {
  const kind = pick(random, billClasses);
  const text = words.classes[kind];
  const write = dayWriter(land, random);
  const name = customerOf(land.language, random);
  const address = residenceOf(land, random);
  const days = daysOf(words, write, random, caseDate, land);
  const senderPlace = pick(random, land.towns);
  const senderStreet = land.lines({ street: pick(random, land.streets).name, number: String(1 + Math.floor(random.next() * 90)), unit: '', city: senderPlace.city, region: senderPlace.region ?? '', postalCode: senderPlace.postal(random) });
  const content: Content = {
    sender: pick(random, text.sender), senderLines: senderStreet, contact: `${words.phone} 0100 ${100 + Math.floor(random.next() * 899)} 441`, title: pick(random, text.titles), customer: [name.printed, ...address.lines],
    meta: [[words.number, `${100_000 + Math.floor(random.next() * 899_999)}`], ...days.meta], letterLine: days.letter, dear: words.dear, rows: text.rows.map((row, i): [string, string] => [row, /\d/.test(row) ? '' : `${(12 + i * 7.35).toFixed(2)} ${land.currency}`]),
    total: [words.total, `${(40 + random.next() * 200).toFixed(2)} ${land.currency}`], entries: kind === 'bank-statement' ? days.entries : [], footer: `${words.office}: ${senderStreet.join(', ')}`, page: words.page, holderLabel: words.holder, supplyLabel: words.supply,
  };
  const layout = pick(random, layouts);
  const rows = layout.place(content);
  return { id, rows, text: textOf(rows), truth: { class: kind, issueDate: days.issue, issueBy: days.by, name, address, country: land.code, language: land.language, layout: layout.name } };
}

type Days = { issue: string | null; by: string; meta: [string, string][]; letter: string; entries: string[] };

/** How a paper tells its date, with other dates around it that are not it. */
function daysOf(words: Words, write: DayWriter, random: Random, caseDate: string, land: Land): Days {
  const issue = daysLater(caseDate, -Math.floor(random.next() * 360) - 1);
  const [from, to] = [daysLater(issue, -33), daysLater(issue, -3)];
  const due: [string, string] = [pick(random, words.due), write(daysLater(issue, 21))];
  const period: [string, string] = [pick(random, words.period), `${write(from)} ${random.next() < 0.5 ? '-' : words.to} ${write(to)}`];
  const extras: [string, string][] = [...(random.next() < 0.6 ? [due] : []), ...(random.next() < 0.2 ? [[words.birth, write('1981-07-14')] as [string, string]] : []), ...(random.next() < 0.15 ? [[words.printed, write(daysLater(issue, 1))] as [string, string]] : [])];
  const entries = Array.from({ length: 4 }, (_, i) => write(daysLater(from, 3 + i * 6)));
  const kind = random.next();
  if (kind < 0.62) return { issue, by: 'label', meta: [[pick(random, words.issue), write(issue)], ...(random.next() < 0.6 ? [period] : []), ...extras], letter: '', entries };
  if (kind < 0.76) return { issue, by: 'letterhead', meta: extras, letter: `${words.letterPlace(pick(random, land.towns).city)}${write(issue)}`, entries: [] };
  if (kind < 0.9) return { issue: to, by: 'period', meta: [period, ...extras], letter: '', entries };
  return { issue: null, by: 'none', meta: extras.filter(([label]) => label !== words.printed), letter: '', entries: [] };
}

/** Page 210 x 297 mm; letters about half as wide as they are high. */
function textOf(rows: readonly PlacedRow[]): PageText {
  return { lines: rows.map(({ text, x, y, size }) => ({ text, page: 0, box: { x: x / 210, y: (y - size * 0.26) / 297, width: Math.min(0.95 - x / 210, (text.length * size * 0.176) / 210), height: (size * 0.3) / 297 } })) };
}
