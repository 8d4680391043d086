import { writeSupportReport } from '../health/support.ts';
import { deviceDays, noteDevice } from '../store/device-days.ts';
import { transact } from '../store/db.ts';
import { localDay } from '../time.ts';
import { serving, staff, type Handlers } from './handler.ts';

/** Chosen: what a branch remembers. */
const shownDays = 30;
const dayMs = 86_400_000;

export const deviceHandlers: Handlers<'devices.note' | 'devices.history' | 'support.report'> = {
  'support.report': { who: staff, handle: writeSupportReport },
  'devices.note': {
    who: serving, activity: false,
    handle: (station, { device, label, fault, rate }) => {
      transact(station.db(), (tx) => noteDevice(tx, { device, label, day: localDay(station.clock()), kind: fault ?? 'used', rate }));
      return {};
    },
  },
  'devices.history': {
    who: staff, activity: false,
    handle: (station, { device }) => {
      const rows = deviceDays(station.db(), device, localDay(new Date(station.clock().getTime() - shownDays * dayMs)));
      const days = [...new Set(rows.map((row) => row.day))].map((day) => {
        const own = rows.filter((row) => row.day === day);
        // A use that ended with a fault tells its rate with the fault.
        const rates = own.flatMap(({ rate }) => rate ?? []);
        return { day, used: own.find((row) => row.kind === 'used')?.times ?? 0, rate: rates.length === 0 ? null : Math.min(...rates), faults: Object.fromEntries(own.filter((row) => row.kind !== 'used').map((row) => [row.kind, row.times])) };
      });
      return { days };
    },
  },
};
