/** Whether the station's clock can be believed: by the trail, by what the hub signed, and by the computer's own count of time. */
import type { Station } from '../station.ts';
import { latestAuditTime } from '../store/audit.ts';
import { lastReceiptTime } from '../store/packets.ts';
import { clockToleranceMs, hubToleranceMs, isSetBack } from '../time.ts';

/** The clock stands before what was already recorded, before what the hub signed, or was put back while the station ran: no new case may be dated by it. */
export function clockIsSetBack(station: Station): boolean {
  const [now, db] = [station.clock(), station.db()];
  return isSetBack(now, latestAuditTime(db)) || isSetBack(now, lastReceiptTime(db, hubToleranceMs), hubToleranceMs) || station.ticks.movedMs() < -clockToleranceMs;
}

/** Chosen: a time server corrects seconds, a weak battery minutes a month; summer time does not move it at all. */
const movedMs = 10 * 60_000;

/** It was put forward while the station ran. */
export const clockIsMoved = (station: Station): boolean => station.ticks.movedMs() > movedMs;

/** Chosen: the unit of retention; less takes nothing from anybody's time. */
const aheadMs = 86_400_000;

/** Put forward, or ahead of the time the hub signed last: records would be deleted before their time. */
export const clockIsAhead = (station: Station): boolean => clockIsMoved(station) || station.now.hubSkewMs < -aheadMs;
