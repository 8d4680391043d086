/**
 * A card's size and serial in the numbers of its four fiducials, so that a card that is found is a card that is known. Markers of OpenCV's dictionary
 * DICT_5X5_1000: corner `slot` carries 4 x digit + slot, the digits are one number to the base of 250.
 */
import { cardSizeNames, type CardSize } from './layout.ts';

/** Serials are whole numbers below it; written as six hexadecimal digits. */
export const serialLimit = 0x1000000;
const base = 250;
/** A prime; what is left after division by it guards against markers of two cards, and against other people's markers. */
const guard = 61;

export type CardIdentity = { size: CardSize; serial: number };

export const serialText = (serial: number): string => serial.toString(16).toUpperCase().padStart(6, '0');

/** Marker numbers of the corners top left, top right, bottom right, bottom left. @throws RangeError */
export function fiducialIds({ size, serial }: CardIdentity): number[] {
  if (!Number.isInteger(serial) || serial < 0 || serial >= serialLimit) throw new RangeError(`serial ${serial}`);
  const known = serial * cardSizeNames.length + cardSizeNames.indexOf(size);
  const number = known * guard + guardOf(known);
  return [3, 2, 1, 0].map((power, slot) => (Math.floor(number / base ** power) % base) * 4 + slot);
}

/** The other way round; null: not the fiducials of one golden card. */
export function identityOf(ids: readonly number[]): CardIdentity | null {
  if (ids.length !== 4 || ids.some((id, slot) => id % 4 !== slot)) return null;
  const number = ids.reduce((sum, id) => sum * base + Math.floor(id / 4), 0);
  const known = Math.floor(number / guard);
  const size = cardSizeNames[known % cardSizeNames.length];
  const serial = Math.floor(known / cardSizeNames.length);
  return size === undefined || serial >= serialLimit || number % guard !== guardOf(known) ? null : { size, serial };
}

/** Not `known % guard`: the four digits of zero must be no card. */
const guardOf = (known: number): number => (known * 7 + 29) % guard;
