/** How a date stands on its line: alone as in a letter's head, behind words that nobody knows, or in a sentence. A label that is not known may be one of a due date or a birth. */
import { isCity } from './address/words.ts';
import { fold } from './phrases.ts';
import { lineAbove, lineBefore, type PageLine } from './page-text.ts';
import type { PageDate } from './page-dates.ts';

/** A label may stand farther over its value than rows of a paragraph do. Chosen. */
export const labelOver = 2.5;
export const isLabel = (text: string): boolean => fold(text).split(' ').length <= 5;

const weekday = `(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE|MONTAG|DIENSTAG|MITTWOCH|DONNERSTAG|FREITAG|SAMSTAG|SONNTAG|LUNES|MARTES|MIERCOLES|JUEVES|VIERNES|SABADO|DOMINGO
|(?:SEGUNDA|TERCA|QUARTA|QUINTA|SEXTA)-FEIRA|LUNEDI|MARTEDI|MERCOLEDI|GIOVEDI|VENERDI|SABATO|DOMENICA|MAANDAG|DINSDAG|WOENSDAG|DONDERDAG|VRIJDAG|ZATERDAG|ZONDAG)`.replaceAll('\n', '');
/** Small words between a place and a day: French, German and Swedish, Spanish, Portuguese, Italian, Polish, Czech. */
const article = '(?:LE|DEN|A|EM|AOS?|IL|LI|EL|DNIA|DNE)';
const start = '^[^\\p{L}\\p{N}]*', end = `(?:${weekday}[,.]? ?)?$`;
const place = "(\\p{L}[\\p{L}' -]{1,27})";
/** 3 June 2026 · le 3 juin 2026 */
const bare = new RegExp(`${start}(?:${article} )?${end}`, 'u');
/** Bern, 3. Juni 2026 · Lyon, le 3 juin 2026; a comma is lost or read as a point only before the small word. */
const withComma = new RegExp(`${start}${place}(?:, ?(?:${article} )?|\\. ?${article} )${end}`, 'u');
/** Praha 3. 6. 2026 · Stockholm den 3 juni 2026: a place that is known as one. */
const withBlank = new RegExp(`${start}${place} ${end}`, 'u');
const behindArticle = new RegExp(` ${article}$`, 'u');

const mostPlaceWords = 4;

/** Before the date nothing, or one place in a form that letters have. @param before folded as dates are */
function isLetterHead(before: string, lines: readonly PageLine[]): boolean {
  if (bare.test(before)) return true;
  const comma = withComma.exec(before)?.[1];
  if (comma) return comma.trim().split(/\s+/).length <= mostPlaceWords;
  const blank = withBlank.exec(before)?.[1]?.trim().replace(behindArticle, '');
  return blank !== undefined && (isCity(blank) || isTownOfPage(blank, lines));
}

/** It stands behind a postal code elsewhere on the paper: 110 00 Praha, D-10115 Berlin. */
function isTownOfPage(words: string, lines: readonly PageLine[]): boolean {
  const town = fold(words);
  return lines.some((l) => /^(?:[A-Z]{1,2} ?)?\d{2,5}(?: \d{2,3})? (.+)$/.exec(fold(l.text).replaceAll('-', ' '))?.[1] === town);
}

/** Few words without a sentence's end. */
const isShort = (before: string): boolean => /^[^\p{L}\p{N}]*(?:[\p{L}' .,:/-]{2,40})?$/u.test(before) && before.trim().split(/\s+/).length <= mostPlaceWords;

/** Gap to the left in which words on the row are the date's label; a sender at the other margin is none. Share of the page's width, chosen. */
const labelGap = 0.25;

/** @param dated lines that bear a date; before and after: of the date on its line, folded as dates are */
export function standingOf(line: PageLine, before: string, after: string, lines: readonly PageLine[], dated: ReadonlySet<PageLine>): PageDate['standing'] {
  // 2026 r., 2026 г.: "year" in Polish and Russian.
  const endsLine = !/[\p{L}\p{N}]/u.test(after.replace(/^ ?(?:R|Г)\.?$/, ''));
  if (!endsLine || !isShort(before)) return 'text';
  if (!isLetterHead(before, lines)) return 'labelled';
  return bare.test(before) && hasLabel(line, lines, dated) ? 'labelled' : 'alone';
}

function hasLabel(line: PageLine, lines: readonly PageLine[], dated: ReadonlySet<PageLine>): boolean {
  const mayBe = (l: PageLine | null): l is PageLine => l !== null && !dated.has(l) && isLabel(l.text) && /\p{L}{2}/u.test(l.text) && !/\p{N}/u.test(l.text);
  const left = lineBefore(line, lines);
  if (mayBe(left) && (left.text.trim().endsWith(':') || Math.abs(line.box.x - left.box.x - left.box.width) <= labelGap)) return true;
  const above = lineAbove(line, lines, labelOver);
  return mayBe(above) && !endsBlock(above, lines);
}

/** The last of three lines and more: an address over the day of a letter. */
function endsBlock(line: PageLine, lines: readonly PageLine[]): boolean {
  const second = lineAbove(line, lines);
  return second !== null && lineAbove(second, lines) !== null;
}
