/** Made-up customers whose names repeat as names do: few are very common. */
import type { Person } from '../../../test/fakes/station-kit.ts';
import type { Random } from '../../train-mrz/random.ts';

const starts = ['Al', 'Be', 'Ca', 'Da', 'El', 'Fa', 'Gu', 'Ha', 'Il', 'Jo', 'Ka', 'Lo', 'Ma', 'No', 'Ol', 'Pe', 'Ro', 'Sa', 'To', 'Vi', 'Wa', 'Ös', 'Ni', 'Ti'];
const middles = ['ma', 'ra', 'ne', 'li', 'so', 'ta', 'ri', 'lo', 'va', 'de', 'ku', 'mi', 'no', 'sa'];
const ends = ['n', 'ra', 'son', 'ski', 'ez', 'wa', 'ter', 'gård', 'lu', 'rin', 'do', 'ny'];
/** Chosen: a few thousand surnames, a thousand given names. */
const counts = { surnames: 4000, given: 1000 };

const word = (random: Random): string => random.pick(starts) + random.pick(middles) + (random.chance(0.5) ? random.pick(middles) : '') + random.pick(ends);

/** Squared, so that the first names of a list are common and the last rare. */
const common = (random: Random, of: readonly string[]): string => of[Math.floor(random.unit() ** 2 * of.length)]!;

export function createPeople(random: Random): () => Person {
  const surnames = Array.from({ length: counts.surnames }, () => word(random));
  const given = Array.from({ length: counts.given }, () => word(random));
  return () => ({
    surname: common(random, surnames), givenNames: random.chance(0.4) ? `${common(random, given)} ${common(random, given)}` : common(random, given),
    documentNumber: `${String.fromCharCode(65 + random.integer(26))}${String(random.integer(1e8)).padStart(8, '0')}`,
  });
}
