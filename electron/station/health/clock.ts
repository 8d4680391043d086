/** Whether the station's clock can be believed: by the trail, by what the hub signed, and by the computer's own count of time. */
import { CodedError } from '../../../core/errors.ts';
import type { Station } from '../station.ts';
import { clockSubject, latestAuditTime } from '../store/audit.ts';
import { transact } from '../store/db.ts';
import { driverCode } from '../store/errors.ts';
import { lastReceiptTime } from '../store/packets.ts';
import { clockToleranceMs, hubToleranceMs, isSetBack } from '../time.ts';

/** The clock stands before what was already recorded, before what the hub signed, or was put back while the station ran: no new case may be dated by it. */
export const clockIsSetBack = (station: Station): boolean => isBehindTrail(station) || isBehindHub(station) || station.ticks.movedMs() < -clockToleranceMs;

const isBehindTrail = (station: Station): boolean => isSetBack(station.clock(), latestAuditTime(station.db()));
const isBehindHub = (station: Station): boolean => isSetBack(station.clock(), lastReceiptTime(station.db(), hubToleranceMs), hubToleranceMs);

/**
 * A clock that was ahead once would close the station until that day: a supervisor says that it is right now, in a line from which the trail's times count anew. What the hub signed is nobody's here to overrule.
 * @throws CodedError clock.set-back
 */
export function acceptClock(station: Station): void {
  if (isBehindHub(station)) throw new CodedError('clock.set-back');
  if (clockIsSetBack(station)) noteAccepted(station, 'supervisor');
  station.ticks.believe();
}

/** The hub signs a time that fits. Never throws: what could not be written is told again with the hub's next word. */
export function believeHub(station: Station): void {
  station.ticks.believe();
  try {
    if (station.now.open !== null && isBehindTrail(station)) noteAccepted(station, 'hub');
  } catch (thrown) {
    station.tools.log('clock.unaccepted', { driver: driverCode(thrown) ?? 'none' });
  }
}

function noteAccepted(station: Station, by: 'supervisor' | 'hub'): void {
  const before = latestAuditTime(station.db()) ?? '';
  transact(station.db(), (tx) => station.audit(tx, 'clock.accepted', clockSubject, { by, before }, by === 'hub' ? null : undefined));
}

/** Chosen: a time server corrects seconds, a weak battery minutes a month; summer time does not move it at all. */
const movedMs = 10 * 60_000;

/** It was put forward while the station ran. */
export const clockIsMoved = (station: Station): boolean => station.ticks.movedMs() > movedMs;

/** Chosen: the unit of retention; less takes nothing from anybody's time. */
const aheadMs = 86_400_000;

/** Put forward, or ahead of the time the hub signed last: records would be deleted before their time. */
export const clockIsAhead = (station: Station): boolean => clockIsMoved(station) || station.now.hubSkewMs < -aheadMs;
