import { expect, it } from 'vitest';
import { newestStore, planOf } from '../../../test/fakes/query-plan.ts';
import { transact } from './db.ts';
import { deviceDays, forgetDeviceDaysQuery, noteDevice } from './device-days.ts';

it('forgets what is older than 130 days of whatever device, also of one that is not seen again', () => {
  const db = newestStore();
  const note = (device: string, day: string) => transact(db, (tx) => noteDevice(tx, { device, label: 'Desk camera', day, kind: 'used', rate: 30 }));
  const days = (device: string) => deviceDays(db, device, '2026-01-01').map(({ day }) => day);
  note('taken away', '2026-05-01');
  note('taken away', '2026-05-02');
  note('here', '2026-09-09');
  expect([days('taken away'), days('here')]).toEqual([['2026-05-02'], ['2026-09-09']]);
});

it('a camera that failed before it said its name keeps the name it had', () => {
  const db = newestStore();
  const note = (label: string, kind: string) => transact(db, (tx) => noteDevice(tx, { device: 'd', label, day: '2026-09-09', kind, rate: null }));
  note('Desk camera', 'camera.busy');
  note('', 'camera.busy');
  expect(db.prepare('SELECT label, times FROM device_days').all()).toEqual([{ label: 'Desk camera', times: 2 }]);
});

it('finds them by day', () => expect(planOf(newestStore(), forgetDeviceDaysQuery).join()).toContain('device_days_by_day (day<?)'));
