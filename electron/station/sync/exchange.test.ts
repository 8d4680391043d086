/** The hub's word on time: heard from anybody, believed only with the hub's signature on a request of that time. */
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { contexts, requestSchema, type Verdict } from '../../../core/sync/protocol.ts';
import { makeHubKeys } from '../../../hub/keys.ts';
import { newStationKey } from '../../../scripts/hub/raw-station.ts';
import { newFolder, removeFolders } from '../../../test/fakes/station-kit.ts';
import { exchange, type ExchangeTools } from './exchange.ts';
import { createPace } from './pace.ts';

afterAll(removeFolders);
const hub = makeHubKeys(path.join(newFolder(), 'keys.json'));
const own = new Date('2026-11-29T12:00:00.000Z');
const minuteMs = 60_000;

/** @returns what was heard, the time of each request, and the skew that stays. */
async function talk(answer: (at: number, signed: () => Response) => Response): Promise<{ fault: string | null; times: string[]; skewMs: number }> {
  const times: string[] = [];
  const tools: ExchangeTools = {
    key: newStationKey(), clock: () => own, skewMs: { value: 0 }, pace: createPace(),
    fetch: (_url, init) => {
      const facts = requestSchema.parse(JSON.parse(Buffer.from(new Headers(init?.headers).get('x-vestibule-request')!, 'base64').toString('utf8')));
      times.push(facts.at);
      const verdict: Verdict = { protocol: 1, stationId: facts.stationId, nonce: facts.nonce, at: facts.at, outcome: 'accepted', reason: null, packetId: null, parts: [], receipt: null };
      return Promise.resolve(answer(Date.parse(facts.at), () => new Response(JSON.stringify(hub.sign(contexts.verdict, verdict)))));
    },
  };
  const heard = await exchange({ url: 'http://hub.example', hubKey: hub.signKey }, { method: 'PUT', path: '/v1/packets/x', timeoutMs: 1000 }, tools);
  return { fault: heard.kind === 'fault' ? heard.fault : null, times, skewMs: tools.skewMs.value };
}
const stale = (now: string): Response => new Response(JSON.stringify({ code: 'request.stale', now }), { status: 401 });

it('a wrong clock of the station is made up for, once the hub has signed its word on the new time', async () => {
  const hubTime = '2026-12-24T08:00:00.000Z';
  const heard = await talk((at, signed) => (Math.abs(at - Date.parse(hubTime)) < 10 * minuteMs ? signed() : stale(hubTime)));
  expect(heard).toEqual({ fault: null, times: [own.toISOString(), hubTime], skewMs: Date.parse(hubTime) - own.getTime() });
});

it('a time that somebody else said is tried once and forgotten', async () => {
  expect(await talk(() => stale('2031-01-01T00:00:00.000Z'))).toEqual({ fault: 'clock', times: [own.toISOString(), '2031-01-01T00:00:00.000Z'], skewMs: 0 });
  expect(await talk((at) => (at === own.getTime() ? stale('2031-01-01T00:00:00.000Z') : new Response('hotel')))).toMatchObject({ fault: 'not-the-hub', skewMs: 0 });
});

it.each(['+275760-09-13T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '2100-06-01T00:00:00.000Z', 'yesterday', ''])('"%s" is no time to try', async (now) => {
  expect(await talk(() => stale(now))).toEqual({ fault: 'not-accepted', times: [own.toISOString()], skewMs: 0 });
});
