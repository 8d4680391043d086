/** The hub over HTTP. What stations may ask is in core/sync/protocol.ts; every word to a station is signed to its request. */
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contexts, enrolmentSchema, manifestBytes, mostChunksARequest, paths, protocolVersion, signedSchema, type Refusal, type RequestFacts, type Verdict } from '../core/sync/protocol.ts';
import { headerBytes, sealedChunkBytes } from '../core/sync/sealed.ts';
import { createNonces, isSignedRequest, readRequest, speaksOurs, type Asked, type Rejection } from './auth.ts';
import { DatabaseAway } from './db/database.ts';
import { bundleAskSchema } from '../core/sync/bundle.ts';
import { giveBundle } from './bundles.ts';
import { takeFacts } from './facts.ts';
import { no, yes, type Hub, type Word } from './hub.ts';
import { isFrom, type HubKeys } from './keys.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { takePicture } from './pictures.ts';
import { noteSeen } from './review/intake.ts';
import { noteDay } from './review/station-days.ts';
import type { Oidc } from './review/oidc.ts';
import { reviewPages } from './review/pages.ts';
import { askFor, asksAgain, findStation, isExpired, networkOf, stationIdOf, type HubStation } from './stations.ts';

export type ServerOptions = {
  log: Log;
  /** Chosen: of one address; a branch behind one address has some stations, and a thousand packets in twenty seconds are 3,000 a minute. */
  requestsPerMinute?: number;
  /** Proxies whose X-Forwarded-For is believed; without any, an address is the one the connection comes from. */
  proxies?: readonly string[];
  /** Login of people by an identity provider. */
  oidc?: Oidc | null;
};

/** Chosen: somebody who types codes or asks to be let in does not need more. */
const enrolmentsPerMinute = 60;
/** The largest body takes as long on a line of 5 kB/s, below which no policy may slow a station (core/sync/hours.ts). */
const requestMs = 480_000;
/** Chosen: a database that is started anew is back within it. */
const awaySeconds = 10;
const bodyBytes = Math.max(manifestBytes * 1.1, headerBytes + mostChunksARequest * sealedChunkBytes) | 0;
const factsParams = z.object({ packetId: z.uuid() });
const partParams = z.object({ packetId: z.uuid(), captureId: z.uuid() });
const partQuery = z.object({ from: z.coerce.number().int().min(0).max(1_000_000) });

export async function buildServer(hub: Hub, { log, requestsPerMinute = 30_000, proxies = [], oidc = null }: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ trustProxy: proxies.length > 0 ? [...proxies] : false, bodyLimit: bodyBytes, requestTimeout: requestMs, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 100 } });
  const metrics = createMetrics(hub.db);
  const nonces = createNonces();
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.took(route, reply.elapsedTime / 1000);
    if (route.startsWith('/v1/')) log('request', { route, method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
    done();
  });
  app.setErrorHandler((thrown: Error & { statusCode?: number }, _request, reply) => {
    const away = thrown instanceof DatabaseAway;
    const status = away ? 503 : (thrown.statusCode ?? 500);
    if (status >= 500) log('failed', { code: 'code' in thrown ? String(thrown.code) : thrown.name });
    if (away) void reply.header('retry-after', String(awaySeconds));
    void reply.code(status).send({ code: status === 503 || status === 429 ? 'busy' : status >= 500 ? 'internal' : 'request.malformed' });
  });

  const reject = (reply: FastifyReply, why: Rejection): { code: string; now: string } => {
    metrics.rejected(why);
    void reply.code(401);
    return { code: why, now: hub.clock().toISOString() };
  };
  /** With the key the station has pinned, as long as it has not heard of a newer one. */
  const as = ({ hubKey }: RequestFacts): Hub => ({ ...hub, keys: (hubKey === undefined ? null : hub.keys.under(hubKey)) ?? hub.keys });
  const answer = (reply: FastifyReply, route: string, facts: RequestFacts, word: Word): unknown => {
    metrics.word(route, word);
    const verdict: Verdict = { protocol: protocolVersion, stationId: facts.stationId, nonce: facts.nonce, at: hub.clock().toISOString(), ...word };
    void reply.code(statusOf(word));
    return as(facts).keys.sign(contexts.verdict, verdict);
  };
  /** Work for a station that may hand in; everything else is answered here. */
  const forStation = async (request: FastifyRequest, reply: FastifyReply, route: string, work: (own: Hub, station: HubStation, body: Uint8Array) => Promise<Word>): Promise<unknown> => {
    const asked = askedBy(request);
    const facts = readRequest(asked);
    if (!facts) return reject(reply, 'request.malformed');
    const station = await findStation(hub.db, facts.stationId);
    if (!station) return answer(reply, route, facts, no('station.unknown'));
    if (!isSignedRequest(asked, station.publicKey)) return reject(reply, 'request.signature');
    const rejection = nonces.fresh(facts, hub.clock());
    if (rejection) return reject(reply, rejection);
    if (!speaksOurs(facts)) return answer(reply, route, facts, no('protocol.unsupported'));
    if (station.state !== 'approved') return answer(reply, route, facts, no(refusalOf(station, hub.clock())));
    metrics.bytes(asked.body.length);
    await noteSeen(hub, station);
    return answer(reply, route, facts, await work(as(facts), station, asked.body));
  };

  app.get(paths.hub, () => hub.keys.statement(hub.name, hub.clock()));
  app.put('/v1/packets/:packetId', (request, reply) => forStation(request, reply, 'facts', async (own, station, body) => {
    const { packetId } = factsParams.parse(request.params);
    return takeFacts(own, station, packetId, body);
  }));
  app.put('/v1/packets/:packetId/parts/:captureId', (request, reply) => forStation(request, reply, 'part', async (own, station, body) => {
    const { packetId, captureId } = partParams.parse(request.params);
    return takePicture(own, station, { packetId, captureId, from: partQuery.parse(request.query).from, body });
  }));
  app.post(paths.bundle, (request, reply) => forStation(request, reply, 'bundle', async (own, station, body) => {
    const ask = askIn(body);
    if (ask?.health) await noteDay(own, station, ask.health);
    return ask ? giveBundle(own, station.stationId, ask) : no('packet.malformed');
  }));
  app.post(paths.enrolments, { config: { rateLimit: { max: enrolmentsPerMinute, timeWindow: 60_000 } } }, async (request, reply) => {
    const asked = askedBy(request);
    const facts = readRequest(asked);
    const enrolment = facts && enrolmentIn(asked.body, hub.keys);
    if (!facts || !enrolment) return reject(reply, 'request.malformed');
    if (enrolment.stationId !== facts.stationId || !isSignedRequest(asked, enrolment.publicKey)) return reject(reply, 'request.signature');
    if (enrolment.hubKey !== hub.keys.signKey && !(await asksAgain(hub.db, enrolment))) return reject(reply, 'request.malformed');
    const rejection = nonces.fresh(facts, hub.clock());
    if (rejection) return reject(reply, rejection);
    if (!speaksOurs(facts) || enrolment.protocol !== protocolVersion) return answer(reply, 'enrolment', facts, no('protocol.unsupported'));
    const station = await askFor(hub.db, enrolment, networkOf(request.ip), hub.clock());
    if (station === null) return reply.code(503).header('retry-after', '600').send({ code: 'busy' });
    return answer(reply, 'enrolment', { ...facts, hubKey: enrolment.hubKey }, station.state === 'approved' ? yes('accepted', null) : no(refusalOf(station, hub.clock())));
  });
  await reviewPages(app, hub, { log, oidc });
  app.get('/openapi.json', () => openApi());
  app.get('/health', () => ({ ok: true }));
  app.get('/ready', async () => {
    await hub.db.answers();
    return { ok: true, database: hub.db.kind };
  });
  app.get('/metrics', async (_request, reply) => reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()));
  return app;
}

const askedBy = (request: FastifyRequest): Asked => ({
  method: request.method, path: request.url, header: request.headers['x-vestibule-request'], signature: request.headers['x-vestibule-signature'],
  body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
});

function refusalOf(station: HubStation, now: Date): Refusal {
  if (station.state === 'revoked') return station.wasIn ? 'station.revoked' : 'station.expired';
  return isExpired(station, now) ? 'station.expired' : 'station.pending';
}

function askIn(body: Uint8Array): z.infer<typeof bundleAskSchema> | null {
  try {
    return bundleAskSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    return null;
  }
}

function enrolmentIn(body: Uint8Array, keys: HubKeys): z.infer<typeof enrolmentSchema> | null {
  try {
    const signed = signedSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    const enrolment = enrolmentSchema.parse(JSON.parse(signed.body));
    const own = keys.under(enrolment.hubKey) !== null && enrolment.stationId === stationIdOf(enrolment.publicKey) && isFrom(enrolment.publicKey, contexts.enrolment, signed);
    return own ? enrolment : null;
  } catch {
    return null;
  }
}

/** For people who read logs; a station goes by the signed word alone. */
function statusOf({ outcome, reason }: Word): number {
  if (outcome === 'accepted') return 201;
  if (outcome === 'already-there') return 200;
  if (outcome === 'conflict') return 409;
  return reason?.startsWith('station.') ? 403 : 422;
}
