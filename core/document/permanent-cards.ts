/** Cards that never end. Six digits have no room for the year 9999, so the zone says a day of 1999 (ICAO 9303-3, 4.8 knows no such case). */
import type { MrzFormat } from './reading.ts';

/**
 * States that put it so, each with where that is told. None of them made a card with such a zone (TD1) that could have ended in 1999; of any other state the
 * same digits are the day they name.
 */
const states: readonly string[] = [
  // From 70 on, "01 01 9999" in print (Real Decreto 1553/2005, article 6; press on Real Decreto 255/2025).
  'ESP',
  // From 70 on since 30 July 2026; CIEonline sets 01.01.9999 (Circolare n. 60 of 24 July 2026, as italia/anpr issue 5393 quotes it). Its zone was not seen.
  'ITA',
  // From 60 on, "Không thời hạn" in print, 991231 in the zone: cards in the tests of several readers on GitHub.
  'VNM',
];

/** The first and the last day of 9999. */
const days: readonly string[] = ['990101', '991231'];

export const isForLife = (format: MrzFormat, state: string, expiry: string): boolean => format === 'TD1' && states.includes(state) && days.includes(expiry);
