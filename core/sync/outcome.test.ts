import { describe, expect, it } from 'vitest';
import { effectOf, faultOf, type Heard } from './outcome.ts';
import type { Receipt, Refusal, Verdict } from './protocol.ts';

const verdict = (outcome: Verdict['outcome'], reason: Refusal | null = null): Verdict => ({
  protocol: 1, stationId: 'a'.repeat(32), nonce: 'b'.repeat(32), at: '2026-11-23T12:00:00.000Z', outcome, reason, packetId: null, parts: [], receipt: null,
});
const receipt: Receipt = { protocol: 1, stationId: 'a'.repeat(32), packetId: '7f0c3a8e-2a35-4c8e-9d76-0f5e8f1b2c3d', manifestSha256: '0'.repeat(64), parts: [], at: '2026-11-23T12:00:00.000Z' };
const heard = (said: Verdict, held: Receipt | null = null): Heard => ({ kind: 'verdict', verdict: said, receipt: held });

describe('what becomes of a row', () => {
  it.each([
    ['facts are there, pictures are not', heard(verdict('accepted')), 'accepted', 'go-on', 'clear'],
    ['everything is there', heard(verdict('accepted'), receipt), 'accepted', 'done', 'clear'],
    ['it was there before, whole', heard(verdict('already-there'), receipt), 'already-there', 'done', 'clear'],
    ['it was there before, in part', heard(verdict('already-there')), 'already-there', 'go-on', 'clear'],
    ['another content under the same name', heard(verdict('conflict', 'packet.other-content')), 'conflict', 'park', 'clear'],
    ['the hub cannot use it', heard(verdict('refused', 'packet.malformed')), 'refused', 'park', 'clear'],
    ['the hub\'s clock, or ours, is days off', heard(verdict('refused', 'packet.date')), 'refused', 'back-off', 'clear'],
    ['the hub has lost the facts of this picture', heard(verdict('refused', 'part.unknown')), 'refused', 'facts-again', 'clear'],
    ['the station was revoked', heard(verdict('refused', 'station.revoked')), 'refused', 'stay', 'block'],
    ['the hub speaks another protocol', heard(verdict('refused', 'protocol.unsupported')), 'refused', 'stay', 'block'],
    ['no answer', { kind: 'fault', fault: 'no-answer', retryAfterSeconds: null }, 'unavailable', 'back-off', 'back-off'],
    ['a stranger said yes', { kind: 'fault', fault: 'not-the-hub', retryAfterSeconds: null }, 'unavailable', 'back-off', 'back-off'],
  ] as const)('%s', (_what, said, outcome, row, link) => {
    expect(effectOf(said)).toMatchObject({ outcome, row, link });
  });

  it.each([
    ['ahead of the hub waits until it no longer is', '2030-01-01T00:00:00.000Z', 'back-off'],
    ['before any hub could be is parked: no waiting mends it', '2019-12-31T23:59:59.999Z', 'park'],
  ] as const)('a record dated %s', (_what, at, row) => {
    expect(effectOf(heard(verdict('refused', 'packet.date')), () => Date.parse(at))).toMatchObject({ outcome: 'refused', row, link: 'clear', reason: 'packet.date' });
  });

  it('no answer without the hub\'s signature ends anything, whatever its status', () => {
    for (let status = 100; status < 600; status += 1) {
      expect(effectOf({ kind: 'fault', fault: faultOf(status), retryAfterSeconds: null })).toMatchObject({ outcome: 'unavailable', row: 'back-off' });
    }
  });

  it.each([[200, 'not-the-hub'], [302, 'not-the-hub'], [401, 'not-accepted'], [403, 'not-the-hub'], [408, 'too-slow'], [413, 'too-large'], [429, 'busy'], [500, 'server-error'], [503, 'busy']] as const)('%d is %s', (status, fault) => {
    expect(faultOf(status)).toBe(fault);
  });
});
