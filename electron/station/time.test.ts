import { afterEach, expect, it } from 'vitest';
import { localDay } from './time.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it.each([['Pacific/Auckland', '2026-11-30'], ['America/Los_Angeles', '2026-11-29'], ['UTC', '2026-11-29']])('in %s it is %s', (name, day) => {
  process.env['TZ'] = name;
  expect(localDay(new Date('2026-11-29T18:30:00Z'))).toBe(day);
});
