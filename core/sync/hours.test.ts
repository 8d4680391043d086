import { expect, it } from 'vitest';
import { sendingSchema, withinHours } from './hours.ts';

const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

it.each([
  ['20:00', '06:00', '23:30', true], ['20:00', '06:00', '05:59', true], ['20:00', '06:00', '06:00', false], ['20:00', '06:00', '12:00', false],
  ['08:00', '18:00', '08:00', true], ['08:00', '18:00', '17:59', true], ['08:00', '18:00', '18:00', false], ['00:00', '00:00', '12:00', true],
] as const)('from %s to %s, at %s: %s', (from, to, time, within) => expect(withinHours({ from, to }, at(time))).toBe(within));

it('is open where a policy says nothing, and takes no time that is none', () => {
  expect(withinHours(null, 0)).toBe(true);
  expect(sendingSchema.safeParse({ pictureHours: { from: '24:00', to: '06:00' }, kilobytesPerSecond: null }).success).toBe(false);
});
