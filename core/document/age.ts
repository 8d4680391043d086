/** Age from a birth date. */
import { lastDayOf } from './dates.ts';

/**
 * Whole years lived on `date`, both YYYY-MM-DD; a birth date without day or month counts from its last possible day, so that nobody is made
 * older than they are. Who was born on 29 February is a year older on 1 March of a common year (chosen: the later of the two customs).
 */
export function ageOn(date: string, birth: string): number {
  const born = lastDayOf(birth);
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4));
  return date.slice(5) >= born.slice(5) ? years : years - 1;
}
