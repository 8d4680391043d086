/** Values behind or below a label: what of a few words is a date, a number, a name. Null where they are none: a wrong value is worse. */
import { datesInText, type DateKind, type DateOrder, type PrintedDate } from './dates-in-print.ts';
import { countryOf } from './countries.ts';
import { countryNamed } from './countries-in-print.ts';
import type { ValueKind } from './print-labels.ts';
import { fold, foldText } from './phrases.ts';
import type { TextLine } from './print-fields.ts';

export type Word = TextLine['words'][number];
export type Value = { value: string; words: Word[] };

type Reader = (words: readonly Word[], order: DateOrder, today: string) => Value | null;

// A birth before it or a document older than it is a misreading. Chosen: nobody is older, no card is used longer.
const oldestYears = { birth: 115, issue: 30, expiry: 30 } as const;
// The farthest expiry: ICAO's ten years, national cards for the old up to 30 and some up to 50. Chosen.
const farthestYears = 50;

/** What a document says of its holder and itself. */
type CardDate = Exclude<DateKind, 'paper'>;

const dateOf = (kind: CardDate, likely: (date: string, kind: CardDate, today: string) => boolean = isLikely): Reader => (words, order, today) => {
  const texts = words.map((w) => w.text);
  const [date] = datesInText(texts.join(' '), order, kind, today);
  if (!date || !likely(date.value, kind, today)) return null;
  return { value: date.value, words: wordsOf(date, words) };
};

/** The words, joined by one blank, that a date found in them stands on. */
export function wordsOf(date: PrintedDate, words: readonly Word[]): Word[] {
  let at = 0;
  const touched = words.filter((w) => { const from = at; at += w.text.length + 1; return from < date.at + date.length && from + w.text.length > date.at; });
  return touched.length > 0 ? touched : [...words];
}

function isLikely(date: string, kind: CardDate, today: string): boolean {
  const years = Number(date.slice(0, 4)) - Number(today.slice(0, 4));
  if (kind === 'expiry') return date.startsWith('9999') || (years <= farthestYears && years >= -oldestYears.expiry);
  return date <= today && years >= -oldestYears[kind];
}

/** Only a document made up names a day of issue to come, and only where no other day stands. */
const isAhead = (date: string, _kind: CardDate, today: string): boolean => date > today && Number(date.slice(0, 4)) - Number(today.slice(0, 4)) <= farthestYears;

const number: Reader = (words) => {
  for (let take = Math.min(4, words.length); take > 0; take--) {
    const value = words.slice(0, take).map((w) => w.text.replaceAll(/^[.:,'"“”‘’#-]+|[.:,'"“”‘’]+$/g, '')).join(take > 1 ? ' ' : '');
    const plain = value.replaceAll(/[ -]/g, '');
    if (/^[A-Z0-9 /-]+$/.test(value) && plain.length >= 5 && plain.length <= 20 && (plain.match(/\d/g) ?? []).length >= Math.max(2, plain.length / 4) && !/\d\d[./]\d\d[./]\d\d/.test(value)) return { value: value.replaceAll(' ', ''), words: words.slice(0, take) };
  }
  return null;
};

const notNames = /^(NAME|NAMES|SEX|DATE|NUMBER|CLASS|LICEN[CS]E|NONE|VETERAN|DONOR|SPECIMEN|CARD|NO|ID|NOM|NON|PRENOM|PRENOMS|SURNAME)$/;

const name: Reader = (words) => {
  const kept = words.filter((w) => /\p{L}/u.test(w.text));
  const value = kept.map((w) => w.text.replaceAll(/^[^\p{L}]+|[^\p{L}.]+$/gu, '')).join(' ').toUpperCase();
  const ok = kept.length > 0 && kept.length <= 5 && kept.length === words.filter((w) => /[\p{L}\p{N}]/u.test(w.text)).length && /^\p{L}[\p{L}' .-]{1,38}$/u.test(value) && !value.split(' ').some((w) => notNames.test(fold(w)));
  // One or two letters are a stray mark more often than a name.
  return ok && value.replaceAll(/[^\p{L}]/gu, '').length >= 3 ? { value, words: kept } : null;
};

const sex: Reader = (words) => {
  const [first] = words;
  const letter = first && /^([MFX])(?:[/][MFXWKVH])?$/.exec(first.text.toUpperCase())?.[1];
  return letter ? { value: letter, words: [first] } : null;
};

/** Adjectives and nouns that passports print for the holder's nationality, for states whose own name is another word. */
const nationals: Readonly<Record<string, string>> = {
  DEUTSCH: 'DEU', GERMAN: 'DEU', FRANCAISE: 'FRA', FRANCAIS: 'FRA', FRENCH: 'FRA', ESPANOLA: 'ESP', SPANISH: 'ESP', ITALIANA: 'ITA', ITALIAN: 'ITA', PORTUGUESA: 'PRT', BRITISH: 'GBR', IRISH: 'IRL', DUTCH: 'NLD',
  NEDERLANDSE: 'NLD', POLSKIE: 'POL', POLISH: 'POL', AUSTRALIAN: 'AUS', CANADIAN: 'CAN', CANADIENNE: 'CAN', INDIAN: 'IND', OSTERREICH: 'AUT', AUSTRIA: 'AUT', BELGE: 'BEL', BELG: 'BEL', SVENSK: 'SWE', SWEDISH: 'SWE', DANSK: 'DNK', MEXICANA: 'MEX', BRASILEIRA: 'BRA',
};

const country: Reader = (words) => {
  for (const word of words) {
    const text = fold(word.text);
    const code = (text.length === 3 ? countryOf(text) : null) ?? nationals[text.split(' ')[0]!] ?? null;
    if (code) return { value: code, words: [word] };
  }
  const named = countryNamed(foldText(words.map((w) => w.text).join(' ')));
  return named ? { value: named, words: [...words] } : null;
};

const line: Reader = (words) => {
  const value = words.map((w) => w.text).join(' ').trim();
  return value.length >= 3 && value.length <= 80 && (value.match(/[\p{L}\p{N}]/gu) ?? []).length >= 3 ? { value, words: [...words] } : null;
};

const address: Reader = (words) => {
  const found = line(words, 'either', '');
  return found && /\d/.test(found.value) && /\p{L}{3}/u.test(found.value) ? found : null;
};

export const readers: Readonly<Record<ValueKind, Reader>> = { birth: dateOf('birth'), issue: dateOf('issue'), 'issue-ahead': dateOf('issue', isAhead), expiry: dateOf('expiry'), number, name, sex, country, line, address };
