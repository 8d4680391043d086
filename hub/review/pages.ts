/** The pages of head office under /review: one table of who may ask for what. No script but our own file, nothing from elsewhere, nothing kept by the browser. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { DatabaseAway } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import type { Log } from '../log.ts';
import { caseRoutes } from './case-page.ts';
import { cookie, cookieOf } from './cookies.ts';
import { figureRoutes } from './figures-page.ts';
import { html, textOfHtml, type Html } from './html.ts';
import { readAssets, readWords } from './house.ts';
import { knownDays } from './known-browsers.ts';
import { banner, framed, homeOf } from './layout.ts';
import { loginRoutes, ownLoginRoutes } from './login-pages.ts';
import { personOf } from './login.ts';
import { browserCookie, walkSeconds, type Oidc } from './oidc.ts';
import { sha256 } from './passwords.ts';
import { peopleRoutes } from './people-pages.ts';
import { queueRoutes } from './queue-page.ts';
import type { Answer, Ask, Route, Tools, Visitor } from './route.ts';
import { stationRoutes } from './stations-page.ts';
import { trailRoutes } from './trail-page.ts';

export const routes: readonly Route[] = [...loginRoutes, ...ownLoginRoutes, ...queueRoutes, ...caseRoutes, ...trailRoutes, ...figureRoutes, ...stationRoutes, ...peopleRoutes];

/** Chosen: of one address. A case with ten pictures is eleven. */
const perMinute = 600;
const formBytes = 32_768;

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // Not no-referrer: then a form's Origin would be null.
  'referrer-policy': 'same-origin',
};

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;
const loopbackAddress = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/;
/** By where it comes from and by the name: the one is what a proxy hides, the other is what somebody may say. */
const isThisComputer = (request: FastifyRequest): boolean => loopback.test(request.host) && loopbackAddress.test(request.ip);
const sessionCookie = (secure: boolean): string => (secure ? '__Host-vestibule' : 'vestibule');
const knownCookie = (secure: boolean): string => `${sessionCookie(secure)}-browser`;
const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';
const csrfOf = (token: string): string => sha256(`vestibule.csrf.1 ${token}`);

export async function reviewPages(app: FastifyInstance, hub: Hub, { log, oidc }: { log: Log; oidc: Oidc | null }): Promise<void> {
  const tools: Tools = { hub, words: readWords(), oidc };
  const assets = readAssets();
  const send = (reply: FastifyReply, status: number, title: string, body: Html, visitor: Visitor | null, path: string): FastifyReply =>
    reply.code(status).type('text/html; charset=utf-8').send(textOfHtml(framed({ hubName: hub.name, title, path, visitor }, body)));
  const refuse = (reply: FastifyReply, status: number, sentence: string): FastifyReply => send(reply, status, 'Not possible', html`<section class="card stack narrow">${banner('danger', sentence)}<p><a href="/review">Back</a></p></section>`, null, '');

  await app.register((scope, _options, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: formBytes }, (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))));
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(headers);
      if (isSecure(request)) reply.header('strict-transport-security', 'max-age=31536000');
      // A password must not go over a line that others read, nor to a name that somebody else pointed here.
      if (!isSecure(request) && !isThisComputer(request)) return refuse(reply, 403, 'These pages are served over https only. Put a reverse proxy with TLS in front, and name it in HUB_PROXIES.');
      if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromHere(request)) return refuse(reply, 403, 'This did not come from a page of this hub.');
    });
    scope.setErrorHandler((thrown: Error & { statusCode?: number }, _request, reply) => {
      const status = thrown instanceof DatabaseAway ? 503 : (thrown.statusCode ?? 500);
      if (status >= 500) log('failed', { code: 'code' in thrown ? String(thrown.code) : thrown.name });
      return refuse(reply, status, status === 503 ? 'The database does not answer. Nothing was changed: try again in a moment.' : status === 429 ? 'Too many tries from this address. Wait a minute.' : status >= 500 ? 'Something went wrong at the hub. Nothing was changed.' : 'The hub does not understand this.');
    });
    scope.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'There is no such page.'));
    scope.get('/assets/:name', async (request, reply) => {
      const asset = assets.get((request.params as { name: string }).name);
      return asset ? reply.type(asset.type).header('cache-control', 'max-age=3600').send(asset.bytes) : refuse(reply, 404, 'There is no such page.');
    });
    for (const route of routes) {
      scope.route({
        method: route.method, url: route.path, config: { rateLimit: { max: route.perMinute ?? perMinute, timeWindow: 60_000 } },
        handler: async (request, reply) => {
          const visitor = await visitorOf(hub, request);
          const answer = await answerOf(route, { ...tools, request, browser: cookieOf(request.headers.cookie ?? '', knownCookie(isSecure(request))), query: textsOf(request.query), form: textsOf(request.body) }, visitor);
          return give(request, reply, answer, (status, title, body) => send(reply, status, title, body, visitor, request.routeOptions.url?.replace(/\/$/, '') ?? ''));
        },
      });
    }
    done();
  }, { prefix: '/review' });
}

/** What was given once, as text. */
function textsOf(given: unknown): Record<string, string> {
  return typeof given === 'object' && given !== null ? Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : {};
}

async function visitorOf(hub: Hub, request: FastifyRequest): Promise<Visitor | null> {
  const token = cookieOf(request.headers.cookie ?? '', sessionCookie(isSecure(request)));
  const person = token === null ? null : await personOf(hub, token);
  return person && token !== null ? { person, token, csrf: csrfOf(token) } : null;
}

/** Every form of ours is answered by ours: browsers say where a form stood (Fetch, 3.2), and no other site can make them say otherwise. */
function isFromHere({ headers: given, protocol, host }: FastifyRequest): boolean {
  const site = given['sec-fetch-site'];
  return given.origin === `${protocol}://${host}` && (site === undefined || site === 'same-origin');
}

async function answerOf(route: Route, ask: Omit<Ask<null>, 'visitor'>, visitor: Visitor | null): Promise<Answer> {
  if (route.who === 'anyone') return route.handle({ ...ask, visitor: null });
  if (!visitor) return { kind: 'go', to: '/review/login' };
  if (route.method === 'POST' && !isSame(ask.form['csrf'] ?? '', visitor.csrf)) return notAllowed('This page was older than your login. Nothing was changed: go back and try again.');
  if (visitor.person.mustChoose && !route.choosing) return { kind: 'go', to: '/review/password' };
  if (!route.who.includes(visitor.person.role)) {
    return route.path === '/' ? { kind: 'go', to: homeOf(visitor.person.role) } : notAllowed('This is not for your role.');
  }
  return route.handle({ ...ask, visitor });
}

const notAllowed = (sentence: string): Answer => ({ kind: 'page', title: 'Not possible', status: 403, body: html`<section class="card stack narrow">${banner('danger', sentence)}</section>` });

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function give(request: FastifyRequest, reply: FastifyReply, answer: Answer, send: (status: number, title: string, body: Html) => FastifyReply): FastifyReply {
  const secure = isSecure(request);
  const session = (value: string | null): string => cookie(sessionCookie(secure), value ?? '', { secure, sameSite: 'Strict', path: '/', ...(value === null ? { seconds: 0 } : {}) });
  if (answer.kind === 'page') return send(answer.status ?? 200, answer.title, answer.body);
  if (answer.kind === 'done') return reply.code(204).send();
  if (answer.kind === 'picture') {
    return reply.type(answer.type).header('content-length', answer.length).header('content-security-policy', "default-src 'none'; sandbox").header('content-disposition', `${answer.inline ? 'inline' : 'attachment'}; filename="${answer.name}"`).send(answer.bytes);
  }
  if (answer.kind === 'landed') {
    void reply.header('set-cookie', [session(answer.session), cookie(browserCookie, '', { secure, sameSite: 'Lax', path: '/review/oidc', seconds: 0 })]).header('refresh', '0; url=/review');
    return send(200, 'Logged in', html`<p class="narrow"><a href="/review">Go on</a></p>`);
  }
  if (answer.session !== undefined) void reply.header('set-cookie', session(answer.session));
  if (answer.browser !== undefined) void reply.header('set-cookie', cookie(browserCookie, answer.browser, { secure, sameSite: 'Lax', path: '/review/oidc', seconds: walkSeconds }));
  if (answer.known !== undefined) void reply.header('set-cookie', cookie(knownCookie(secure), answer.known, { secure, sameSite: 'Strict', path: '/', seconds: knownDays * 86_400 }));
  return reply.redirect(answer.to, 303);
}
