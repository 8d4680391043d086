import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { RequestFacts } from '../core/sync/protocol.ts';
import { createNonces } from './auth.ts';

const at = '2026-11-30T12:00:00.000Z';
const minutes = (after: number): Date => new Date(Date.parse(at) + after * 60_000);
const facts = (nonce: string, when = at): RequestFacts => ({ protocol: 1, stationId: 'a'.repeat(32), nonce, at: when, method: 'PUT', path: '/v1/packets/x', bodySha256: '0'.repeat(64) });

describe('a request counts once', () => {
  it('and is known for as long as it would be good, also over a change of the lists', () => {
    const nonces = createNonces();
    const [asked, other] = ['00'.repeat(16), '00'.repeat(15) + '01'];
    // The lists change with this one, and 20 minutes later, between -10 and -4.
    expect(nonces.fresh(facts(other, minutes(-25).toISOString()), minutes(-25))).toBeNull();
    expect(nonces.fresh(facts(asked), minutes(-10))).toBeNull();
    for (const after of [-10, -6, -4, 0, 10]) expect(nonces.fresh(facts(asked), minutes(after))).toBe('request.replayed');
    expect(nonces.fresh(facts('01'.repeat(16)), minutes(0))).toBeNull();
    expect(nonces.fresh(facts('02'.repeat(16)), minutes(11))).toBe('request.stale');
  });

  it('in little memory: 100 bytes each, a hundred megabytes for a million', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const [nonces, now, count] = [createNonces(), new Date(at), 200_000];
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < count; n += 1) nonces.fresh(facts(randomBytes(16).toString('hex')), now);
    collect();
    expect((process.memoryUsage().heapUsed - before) / count).toBeLessThan(100);
    expect(nonces.fresh(facts('03'.repeat(16)), now)).toBeNull();
  });
});
