/** The number of a house, apart from its street and its flat: before or after the street, with letters, strokes and words for flats. */
import type { AddressCountry } from './countries.ts';
import { foldAddress, unitWord } from './words.ts';

export type SplitStreet = { street: string; number: string | null; unit: string | null };

// A letter that stands apart may be a point of the compass: 63 N Elm St.
const one = '\\d{1,5}(?:[A-Z](?![A-Z])| [A-DF-MO-RT-VX-Z](?![A-Z]))?(?: ?(?:BIS|TER|QUATER))?';
const number = `${one}(?:(?: ?- ?| ?/ ?)(?:\\d{1,4}[A-Z]?|[A-Z])(?![A-Z\\d]))?`;
const marker = '(?:N[º°O]?|NR|NUM|NUMERO|#) ?';
const before = new RegExp(`^(?:${marker})?(${number}),? (?=.*\\p{L}{2})(.+)$`, 'u');
const after = new RegExp(`^(.*(?:(?![ºª])\\p{L}){2}.*?) (?:${marker})?(${number})(?: (.{1,24}))?$`, 'u');
const unitBefore = new RegExp(`^((?:${unitWord}|#) ?[A-Z\\d]{1,5})(?: - | )(.+)$`, 'u');
const unitAfter = new RegExp(`^(.+?) ((?:${unitWord}|#) ?(?:[A-Z\\d]{1,5})(?:[ -][A-Z\\d]{1,3})?)$`, 'u');
/** Floors and doors without a word: 3 B, 3º IZQ, 2 ESQ. */
const bareUnit = /^(?:\d{1,2} ?[º°ª]? ?(?:[A-Z]|IZQ|IZQUIERDA|IZDA|DCHA|DERECHA|ESQ|ESQUERDO|DTO|DIREITO|DT|FTE|FRENTE)?|RC|R ?\/ ?C(?: (?:ESQ|DTO))?|[A-Z])$/;

/** @param text one line or part of a line with a street; folded here */
export function splitNumber(text: string, country: AddressCountry | null): SplitStreet {
  const folded = foldAddress(text);
  const leading = unitBefore.exec(folded);
  const rest = leading ? leading[2]! : folded;
  const trailing = unitAfter.exec(rest);
  const inner = trailing && /\d/.test(trailing[1]!) ? trailing : null;
  const { street, number: found, unit } = numberIn(inner ? inner[1]! : rest, country);
  // Without a house number what looked like a flat may be one: "Block 7".
  return { street, number: found, unit: leading?.[1] ?? inner?.[2] ?? unit };
}

function numberIn(text: string, country: AddressCountry | null): SplitStreet {
  const first = before.exec(text);
  if (first) return { street: first[2]!, ...strokeOf(first[1]!, country) };
  const last = after.exec(text);
  if (!last || (last[3] !== undefined && !bareUnit.test(last[3]) && !new RegExp(`^${unitWord}`).test(last[3]))) return { street: text, number: null, unit: null };
  const { number: found, unit } = strokeOf(last[2]!, country);
  return { street: last[1]!, number: found, unit: last[3] ?? unit };
}

/** 4/12 and 12/4: which of them is the flat goes by country; a letter behind the stroke belongs to the number. */
function strokeOf(text: string, country: AddressCountry | null): { number: string; unit: string | null } {
  const parted = /^(\d+[A-Z]?) ?([/-]) ?(\d+[A-Z]?)$/.exec(text);
  if (!parted) return { number: text, unit: null };
  const [, a, sign, b] = parted as unknown as [string, string, string, string];
  const order = sign === '/' ? (country?.stroke ?? 'number-first') : hyphenOf(text, country);
  if (order === null) return { number: text, unit: null };
  return order === 'unit-first' ? { number: b, unit: a } : { number: a, unit: b };
}

/** 5-123 is a flat in Canada; 12-3 is one where the flat stands last, unless houses bear such numbers themselves (Queens, New York). Null: a range or a number. */
function hyphenOf(text: string, country: AddressCountry | null): AddressCountry['stroke'] | null {
  if (country?.code === 'CAN') return 'unit-first';
  const [from = 0, to = 0] = text.split('-').map((n) => Number.parseInt(n, 10));
  return country?.stroke === 'number-first' && country.code !== 'USA' && to <= from ? 'number-first' : null;
}

export const plainNumber = (text: string): string => foldAddress(text).replace(/^(?:N[º°O]?|NR|NUM|NUMERO|#) ?/, '').replaceAll(/ |[/-](?=[A-Z])/g, '');

// Houses that stand together; farther apart the figures are a flat and its house. Chosen.
const longestRange = 20;

/** 12 A, 12-A and 12a; 12 and 12-14, which is the same house with its neighbours. */
export function sameNumber(a: string, b: string): 'exact' | 'range' | null {
  const [x, y] = [plainNumber(a), plainNumber(b)];
  if (x === y) return 'exact';
  return isFirstOf(x, y) || isFirstOf(y, x) ? 'range' : null;
}

function isFirstOf(number: string, range: string): boolean {
  const [first, last, ...more] = range.split('-');
  const [from, to] = [Number.parseInt(first!, 10), Number.parseInt(last ?? '', 10)];
  return number === first && more.length === 0 && to > from && to - from <= longestRange;
}
