import { expect, it } from 'vitest';
import { newestStore, planOf } from '../../../../test/fakes/query-plan.ts';
import { deviceDaysQuery } from '../device-days.ts';

it('is read by device in the order of days, without sorting', () =>
  expect(planOf(newestStore(), deviceDaysQuery)).toEqual(['SEARCH device_days USING PRIMARY KEY (device=? AND day>?)']));

it('has one row a device, day and kind, which happened at least once', () => {
  const db = newestStore();
  const insert = (times: number) => db.prepare(`INSERT INTO device_days VALUES ('d', '2026-11-29', 'used', 'Desk camera', ?, 29.9)`).run(times);
  expect(() => insert(0)).toThrow(/CHECK/);
  expect(insert(1).changes).toBe(1);
  expect(() => insert(1)).toThrow(/UNIQUE|PRIMARY/);
});
