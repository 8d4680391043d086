/** How the station is, for head office. */
import { diskClassOf, mostFindings, type StationHealth } from '../../../core/sync/health.ts';
import type { Station } from '../station.ts';
import { clockIsMoved, clockIsSetBack } from './clock.ts';
import { freeMegabytes } from './disk.ts';
import { findingsOf } from './fitness.ts';
import { parkedOf, queueOf } from './queue.ts';

export function healthOf(station: Station): StationHealth {
  const db = station.db();
  const now = station.clock();
  const queue = queueOf(db, now);
  return {
    waiting: queue?.waiting ?? null, waitingDays: queue?.days ?? null, parked: parkedOf(db, now).parked, disk: diskClassOf(freeMegabytes(station.dir)),
    clock: clockIsSetBack(station) ? 'set-back' : clockIsMoved(station) ? 'moved' : 'believed',
    findings: [...new Set(findingsOf(station).map(({ code }) => code))].slice(0, mostFindings),
  };
}
