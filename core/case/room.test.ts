import { expect, it } from 'vitest';
import { megabytesEach, roomFor, type RoomFacts } from './room.ts';
import type { GuardLimits } from './guard.ts';

const limits: GuardLimits = { freeMegabytes: { warn: 2000, refuse: 200 }, waiting: { warn: 100, refuse: 500 }, waitingDays: { warn: 7, refuse: 30 } };
const disk: RoomFacts = { free: 1200, records: 50, copies: null, waiting: null };

it.each<[string, Partial<RoomFacts>, number | null]>([
  ['ends where the station takes nobody, not where the disk is full', {}, 1000 / megabytesEach],
  ['leaves room for copies that are still to be made, and for each customer in each of them', { copies: { count: 4, megabytes: 0 } }, 800 / (5 * megabytesEach)],
  ['counts the copies that lie there already', { copies: { count: 4, megabytes: 150 } }, 950 / (5 * megabytesEach)],
  ['takes nothing back where old copies are larger than the records', { copies: { count: 4, megabytes: 900 } }, 1000 / (5 * megabytesEach)],
  ['ends where the queue is full', { waiting: 490 }, 11],
  ['is none beyond the limit', { free: 150 }, 0],
  ['is none where the queue is beyond its limit', { waiting: 600 }, 0],
  ['is not told where the disk does not say', { free: null }, null],
])('room %s', (_what, change, room) => {
  expect(roomFor({ ...disk, ...change }, limits)).toBe(room);
});

it('a policy without guard rails leaves the disk alone', () => expect(roomFor({ ...disk, waiting: 600 }, null)).toBe(1200 / megabytesEach));
