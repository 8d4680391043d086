import { expect, it } from 'vitest';
import { convexOf } from './hull.ts';

/** A mask drawn with # and dots, and the same again. */
const mask = (rows: readonly string[]): Uint8Array => Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0));
const drawn = (area: Uint8Array, width: number): string[] => Array.from({ length: area.length / width }, (_, y) => [...area.subarray(y * width, (y + 1) * width)].map((v) => (v === 1 ? '#' : '.')).join(''));

it('dents of an area are filled, and nothing outside of its hull', () => {
  const rows = ['........', '.#####..', '.#......', '.#......', '.#####..', '........'];
  expect(drawn(convexOf(mask(rows), 8, 6), 8)).toEqual(['........', '.#####..', '.#####..', '.#####..', '.#####..', '........']);
});

it('a corner that leans keeps its slope', () => {
  expect(drawn(convexOf(mask(['#....', '##...', '#.#..', '#..#.', '#####']), 5, 5), 5)).toEqual(['#....', '##...', '###..', '####.', '#####']);
});
