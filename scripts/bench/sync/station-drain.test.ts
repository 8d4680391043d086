import { expect, it } from 'vitest';
import { isFlat, mostMegabytesMore } from './station-drain.ts';

it.each([
  ['as much in the second half as in the first', { before: 120, first: 200, second: 205 }, true],
  ['a tenth more', { before: 120, first: 200, second: 220 }, true],
  ['it grows with what was sent', { before: 120, first: 200, second: 221 }, false],
  ['everything that waits is in memory from the start', { before: 120, first: 121 + mostMegabytesMore, second: 125 }, false],
])('%s', (_what, memory, flat) => {
  expect(isFlat(memory)).toBe(flat);
});
