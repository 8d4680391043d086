/** Dates as people print them: figures in either order and of several scripts, months by name, years of East Asia, unknown parts, cards without an end. */
import { dateText, fullYear, isDate, unlimited, type CenturyKind } from './dates.ts';
import { asciiFigures } from './figures.ts';

/** Which of 03/04/2030 is the month; `either`: not known, so a date that both readings allow is none. With points or spaces the day is first (CLDR: no region that puts the month first writes so). */
export type DateOrder = 'day-first' | 'month-first' | 'either';
/** `paper`: any day that a bill or a letter names. */
export type DateKind = 'birth' | 'issue' | 'expiry' | 'paper';
/** `at`, `length`: where it stands in the folded text (`foldDates`). */
export type PrintedDate = { value: string; at: number; length: number };

/**
 * Full names, marks taken off: English, French, German, Spanish, Portuguese, Italian, Dutch, Scandinavian, Polish, Turkish, Russian, Arabic, Czech, Romanian, Hungarian, Greek
 * (Egypt and the Maghreb's common forms). A printed name is the beginning of one, or stands under `short`.
 */
const months: readonly string[] = [
  'JANUARY JANVIER JANUAR JAENNER ENERO JANEIRO GENNAIO JANUARI STYCZNIA OCAK ЯНВАРЯ يناير جانفي LEDNA IANUARIE ΙΑΝΟΥΑΡΙΟΥ', 'FEBRUARY FEVRIER FEBRUAR FEBRERO FEVEREIRO FEBBRAIO FEBRUARI LUTEGO SUBAT ФЕВРАЛЯ فبراير فيفري UNORA FEBRUARIE ΦΕΒΡΟΥΑΡΙΟΥ',
  'MARCH MARS MARZ MAERZ MARZO MARCO MAART MARTS MARCA MART МАРТА مارس BREZNA MARTIE MARCIUS ΜΑΡΤΙΟΥ', 'APRIL AVRIL ABRIL APRILE KWIETNIA NISAN АПРЕЛЯ ابريل افريل DUBNA APRILIE APRILIS ΑΠΡΙΛΙΟΥ', 'MAY MAI MAYO MAIO MAGGIO MEI MAJ MAJA MAYIS МАЯ مايو ماي KVETNA MAJUS ΜΑΙΟΥ', 'JUNE JUIN JUNI JUNIO JUNHO GIUGNO CZERWCA HAZIRAN ИЮНЯ يونيو جوان CERVNA IUNIE JUNIUS ΙΟΥΝΙΟΥ',
  'JULY JUILLET JULI JULIO JULHO LUGLIO LIPCA TEMMUZ ИЮЛЯ يوليو جويلية CERVENCE IULIE JULIUS ΙΟΥΛΙΟΥ', 'AUGUST AOUT AGOSTO AUGUSTUS AUGUSTI SIERPNIA AGUSTOS АВГУСТА اغسطس اوت SRPNA AUGUSZTUS ΑΥΓΟΥΣΤΟΥ', 'SEPTEMBER SEPTEMBRE SEPTIEMBRE SETIEMBRE SETEMBRO SETTEMBRE WRZESNIA EYLUL СЕНТЯБРЯ سبتمبر ZARI SEPTEMBRIE SZEPTEMBER ΣΕΠΤΕΜΒΡΙΟΥ',
  'OCTOBER OCTOBRE OKTOBER OCTUBRE OUTUBRO OTTOBRE PAZDZIERNIKA EKIM ОКТЯБРЯ اكتوبر RIJNA OCTOMBRIE ΟΚΤΩΒΡΙΟΥ', 'NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO LISTOPADA KASIM НОЯБРЯ نوفمبر LISTOPADU NOIEMBRIE ΝΟΕΜΒΡΙΟΥ', 'DECEMBER DECEMBRE DEZEMBER DICIEMBRE DEZEMBRO DICEMBRE DESEMBER GRUDNIA ARALIK ДЕКАБРЯ ديسمبر PROSINCE DECEMBRIE ΔΕΚΕΜΒΡΙΟΥ',
];
const short: Readonly<Record<string, number>> = { MRT: 3, MRZ: 3, SEPT: 9 };

/** The month that a printed name begins; null where it begins none, or those of two months (JUI). */
export function monthNamed(name: string): number | null {
  if (name.length < 3) return null;
  const found = months.flatMap((names, i) => (names.split(' ').some((n) => n.startsWith(name)) ? [i + 1] : []));
  return short[name] ?? (found.length === 1 ? found[0]! : null);
}

/** Capitals without accents, figures 0 to 9; letters that a reader puts for figures are turned back inside groups that otherwise hold figures only. Marks of direction are dropped. */
export function foldDates(text: string): string {
  return asciiFigures(text.normalize('NFD').replaceAll(/[\p{M}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')).toUpperCase().replaceAll(/\b[\dOIL|]{1,4}(?=[-./][\dOIL|])|(?<=[\dOIL|][-./])[\dOIL|]{1,4}\b/g, figures);
}
const figures = (group: string): string => (/\d/.test(group) ? group.replaceAll('O', '0').replaceAll(/[IL|]/g, '1') : group);

type Shape = { pattern: RegExp; read(parts: readonly string[], order: DateOrder, year: (text: string) => number): string | null };

/** Letters of the scripts that months are listed in. */
const letter = 'A-Z\\u0391-\\u03a9\\u0410-\\u042f\\u0620-\\u064a';
/** Year, month, day of China, Japan and Korea; Korean syllables fall apart when marks are taken off. */
const [yearSign, monthSign, daySign] = ['年|년', '月|월', '日|일'].map((signs) => `(?:${signs.normalize('NFD')})`);
/** Japan's eras that bills of our time are dated in, and the year before their first. */
const eras: Readonly<Record<string, number>> = { '令和': 2018, '平成': 1988 };

const unknownPart = '[X*]{2}|00|--';
const gap = ' ?[-./ ] ?';
const yearFirst: Shape['read'] = ([y, m, d], _order, year) => dated(year(y!), m!, d!);

/** In order: what says more of itself comes first. */
const shapes: readonly Shape[] = [
  { pattern: new RegExp(`((?:19|20)\\d\\d) ?${yearSign} ?(\\d{1,2}) ?${monthSign} ?(\\d{1,2}) ?${daySign}`, 'g'), read: yearFirst },
  { pattern: new RegExp(`(令和|平成) ?(\\d{1,2}|元) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?日`, 'g'), read: ([era, y, m, d]) => dated(eras[era!]! + (y === '元' ? 1 : Number(y)), m!, d!) },
  { pattern: new RegExp(`(?<![\\d./-])\\b((?:19|20)\\d\\d|9999)${gap}(\\d\\d|${unknownPart})${gap}(\\d\\d|${unknownPart})(?![\\d])`, 'g'), read: yearFirst },
  { pattern: /(?<![\d./-])((?:19|20)\d\d)[-./] ?(\d{1,2})[-./] ?(\d{1,2})(?!\d)/g, read: yearFirst },
  { pattern: new RegExp(`(?<![\\d./-])(\\d{1,2}|${unknownPart})(${gap})(\\d{1,2}|${unknownPart})${gap}(\\d{4}|\\d{2})(?![\\d]|[./-]\\d)`, 'g'), read: ([a, between, b, y], order, year) => inOrder(a!, b!, year(y!), order === 'either' && !/[/-]/.test(between!) ? 'day-first' : order) },
  // 12 AUG/AOUT 74, 12. August 2030, 1er janvier 2030, 12 de agosto de 2030
  { pattern: new RegExp(`(?<!\\d)(\\d{1,2}|XX)(?:ER|ST|ND|RD|TH|O|º|°)?[ .,-]*(?:DE |OF )?([${letter}]{3,12})\\.?(?: ?\\/ ?([${letter}]{3,12})\\.?)?[ .,/-]*(?:DE |DEL )?(\\d{4}|\\d{2})(?!\\d)`, 'g'), read: ([d, first, second, y], _order, year) => named(d!, [first!, second], year(y!)) },
  // AUG 12, 2030
  { pattern: /\b([A-Z]{3,9})\.? ?(\d{1,2})(?:ST|ND|RD|TH)?,? ?((?:19|20)\d\d)(?!\d)/g, read: ([name, d, y], _order, year) => named(d!, [name], year(y!)) },
  // 2030. augusztus 12.
  { pattern: /(?<![\d./-])((?:19|20)\d\d)\. ?([A-Z]{3,12})\.? (\d{1,2})(?!\d)/g, read: ([y, name, d]) => named(d!, [name], Number(y)) },
  // AUG 2030, 08/2030
  { pattern: /(?<!\d[ .-]{0,2}|\/ ?|XX ?|\d DE )\b([A-Z]{3,9})\.? ?(?:DE |DEL )?((?:19|20)\d\d)(?!\d)/g, read: ([name, y], _order, year) => named('XX', [name], year(y!)) },
  { pattern: /(?<![\d./-])(\d{2})[/.]((?:19|20)\d\d)(?!\d|[./-]\d)/g, read: ([m, y], _order, year) => dated(year(y!), m!, 'XX') },
];

/** A card's short form, 08/30: an expiry only, because nothing else is printed so. */
const monthAndYear = /(?<![\d./-])(0[1-9]|1[0-2])\/(\d\d)(?![\d]|[./-]\d)/;

/** Said in full only: a lone word of these stands on cards for other reasons. */
const endless = /\b(NO EXPIR(?:Y|ATION)(?: DATE)?|DOES NOT EXPIRE|NON-EXPIRING|INDEFINITE|UNLIMITED|UNBEFRISTET|UNBEGRENZT|ILLIMITEE?|DUREE ILLIMITEE|INDEFINIDO|INDEFINIDA|PERMANENTE|SEM VALIDADE|VITALICIO|ILLIMITATA|ONBEPERKT|SENZA SCADENZA|KHONG THOI HAN)\b/;

const centuryOf: Readonly<Record<DateKind, CenturyKind>> = { birth: 'birth', issue: 'birth', expiry: 'expiry', paper: 'paper' };

/** Every date in a text, in order of place. */
export function datesInText(text: string, order: DateOrder, kind: DateKind, today: string): PrintedDate[] {
  const folded = foldDates(text);
  const century = (digits: string): number => (digits.length === 4 ? Number(digits) : fullYear(Number(digits), centuryOf[kind], today));
  const found: PrintedDate[] = [];
  for (const { pattern, read } of shapes) {
    for (const match of folded.matchAll(pattern)) {
      const value = read(match.slice(1), order, century);
      const taken = found.some((f) => match.index < f.at + f.length && f.at < match.index + match[0].length);
      if (value && !taken) found.push({ value, at: match.index, length: match[0].length });
    }
  }
  if (kind === 'expiry' && found.length === 0) found.push(...endOfCard(folded, century));
  return found.sort((a, b) => a.at - b.at);
}

/** The first date written out in a text. */
export function dateInText(text: string, order: DateOrder, kind: DateKind, today: string): string | null {
  return datesInText(text, order, kind, today)[0]?.value ?? null;
}

function endOfCard(folded: string, century: (digits: string) => number): PrintedDate[] {
  const never = endless.exec(folded);
  if (never) return [{ value: unlimited, at: never.index, length: never[0].length }];
  const month = monthAndYear.exec(folded);
  return month ? [{ value: dateText(century(month[2]!), Number(month[1]), null), at: month.index, length: month[0].length }] : [];
}

const isKnown = (part: string): boolean => /\d/.test(part) && part !== '00';

function dated(year: number, month: string, day: string): string | null {
  // Spain's permanent identity card ends on 01 01 9999.
  if (year === 9999) return unlimited;
  if (year < 1880 || year > 2150) return null;
  if (!isKnown(month)) return isKnown(day) ? null : dateText(year, null, null);
  if (!isKnown(day)) return isDate(year, Number(month), 1) ? dateText(year, Number(month), null) : null;
  return isDate(year, Number(month), Number(day)) ? dateText(year, Number(month), Number(day)) : null;
}

function inOrder(a: string, b: string, year: number, order: DateOrder): string | null {
  const dayFirst = dated(year, b, a);
  const monthFirst = dated(year, a, b);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  return order === 'either' ? null : order === 'day-first' ? dayFirst : monthFirst;
}

/** Both names of a bilingual month must say the same: else one of them was read wrong. */
function named(day: string, names: readonly (string | undefined)[], year: number): string | null {
  const [first, second] = names.map((n) => (n === undefined ? undefined : monthNamed(n)));
  if (first === null || first === undefined || second === null || (second !== undefined && second !== first)) return null;
  return dated(year, two(first), day);
}

const two = (n: number): string => String(n).padStart(2, '0');
