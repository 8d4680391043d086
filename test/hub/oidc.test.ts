/** Login by a real OpenID Connect provider (oidc-provider), on loopback. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../hub/config.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { openOidc } from '../../hub/review/oidc.ts';
import { openBrowser, type Browser, type Page } from '../fakes/head-office.ts';
import { freePort } from '../fakes/hub-child.ts';
import { startHub, type RunningHub } from '../fakes/hub-kit.ts';

/** By subject; changed by the tests as an administrator of the provider would. */
const accounts: Record<string, { name: string; groups: string[]; branches?: string[] }> = {
  ruth: { name: 'Ruth Vane', groups: ['staff', 'kyc-review'], branches: ['Harbour'] }, tilda: { name: 'Ruth Vane', groups: ['kyc-audit'] }, olga: { name: 'Olga Without', groups: ['staff'] },
};
let provider: Server;
/** Codes of what the provider did wrong. */
const logged: string[] = [];
let issuer: string;
let running: RunningHub;
let close: () => Promise<void>;

beforeAll(async () => {
  const port = await freePort();
  const hubUrl = `http://127.0.0.1:${port}`;
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  provider.on('request', new Provider(issuer, {
    clients: [{ client_id: 'hub', client_secret: 'a secret of the test', redirect_uris: [`${hubUrl}/review/oidc/back`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], profile: ['name', 'groups', 'branches'] }, conformIdTokenClaims: false, pkce: { required: () => true }, cookies: { keys: ['of the test'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
  }).callback());
  const { oidc } = readConfig({
    HUB_URL: hubUrl, HUB_OIDC_ISSUER: issuer, HUB_OIDC_CLIENT: 'hub', HUB_OIDC_SECRET: 'a secret of the test', HUB_OIDC_ROLES_CLAIM: 'groups', HUB_OIDC_ROLES: 'kyc-review=reviewer, kyc-audit=auditor', HUB_OIDC_BRANCHES_CLAIM: 'branches',
  });
  const db = await openPglite(null);
  running = await startHub(db, { port, oidc: openOidc(oidc!, (_event, { code = '' } = {}) => void logged.push(code)) });
  close = async () => {
    await running.close();
    await db.close();
    provider.close();
  };
});
afterAll(() => close());

/** Through the provider's own pages. @returns the way back, as the provider sent it. */
async function walk(browser: Browser, account: string): Promise<string> {
  const begun = await browser.get('/review/oidc');
  expect(begun.to).toContain(`${issuer}/auth?`);
  const there = openBrowser(issuer);
  let at: Page = await there.get(begun.to!);
  for (let step = 0; step < 12; step += 1) {
    const to = at.to;
    if (to?.startsWith(running.url)) return to;
    if (to) at = await there.get(to);
    else {
      const action = /action="([^"]+)"/.exec(at.text)![1]!;
      at = await there.post(action, at.text.includes('name="login"') ? { prompt: 'login', login: account, password: 'any' } : { prompt: 'consent' });
    }
  }
  throw new Error('the provider did not come back');
}

it('a person of the provider is let in with the role and branches it says, and is no other one of the same name', async () => {
  const browser = openBrowser(running.url);
  const landed = await browser.get(await walk(browser, 'ruth'));
  expect([landed.status, landed.headers.get('refresh')]).toEqual([200, '0; url=/review']);
  expect((await browser.get('/review')).status).toBe(200);
  const other = openBrowser(running.url);
  await other.get(await walk(other, 'tilda'));
  expect((await other.get('/review/trail')).status).toBe(200);
  const people = await running.hub.db.query('SELECT name, role, branches, password FROM people ORDER BY created_at');
  expect(people).toEqual([
    { name: 'Ruth Vane', role: 'reviewer', branches: ['Harbour'], password: null }, { name: expect.stringMatching(/^Ruth Vane \([0-9a-f]{8}\)$/), role: 'auditor', branches: [], password: null },
  ]);
  // No password leads in as somebody of the provider.
  expect((await openBrowser(running.url).post('/review/login', { name: 'Ruth Vane', password: '' })).status).toBe(403);
});

it('a role that changed is another one at the next login, and the sessions of before end; without a role nobody is let in', async () => {
  const browser = openBrowser(running.url);
  await browser.get(await walk(browser, 'ruth'));
  accounts['ruth'] = { name: 'Ruth Vane', groups: ['kyc-audit'], branches: ['Harbour', 'Hill'] };
  const again = openBrowser(running.url);
  await again.get(await walk(again, 'ruth'));
  expect((await again.get('/review/trail')).status).toBe(200);
  expect((await browser.get('/review')).to).toBe('/review/login');
  const olga = openBrowser(running.url);
  expect(await olga.get(await walk(olga, 'olga'))).toMatchObject({ status: 403, text: expect.stringContaining('no role at this hub') });
  await running.hub.db.query(`UPDATE people SET disabled_at = now() WHERE name = 'Ruth Vane'`);
  const gone = openBrowser(running.url);
  expect((await gone.get(await walk(gone, 'ruth'))).text).toContain('may not log in any more');
});

it('a way back that another browser began, that was used, or that was changed, lets nobody in', async () => {
  const victim = openBrowser(running.url);
  const own = openBrowser(running.url);
  const back = await walk(own, 'tilda');
  await victim.get('/review/oidc');
  expect((await victim.get(back)).status).toBe(403);
  // Its state is still good in its own browser; with another code it is used up and nobody is in.
  expect((await own.get(back.replace(/code=[^&]+/, 'code=made-up'))).status).toBe(403);
  expect((await own.get(back)).status).toBe(403);
  for (const one of [victim, own]) expect((await one.get('/review')).to).toBe('/review/login');
});

it('whoever is not let in is a line of the trail with its reason, and what the provider did wrong is told in the log', async () => {
  const { db } = running.hub;
  const refused = async (): Promise<unknown[]> => (await db.query(`SELECT body FROM hub_trail WHERE action = 'session.refused' ORDER BY sequence`)).map(({ body }) => (JSON.parse(String(body)) as { facts: { why?: string } }).facts.why);
  const before = (await refused()).length;
  const come = async (account: string, change: (back: string) => string = (back) => back): Promise<Page> => {
    const browser = openBrowser(running.url);
    return browser.get(change(await walk(browser, account)));
  };
  logged.length = 0;
  await come('olga');
  await come('tilda', (back) => back.replace(/code=[^&]+/, 'code=made-up'));
  expect((await come('tilda', (back) => back.replace(/code=[^&]+/, 'error=access_denied'))).text).toContain('did not let you in');
  await openBrowser(running.url).get('/review/oidc/back?state=nobody-began-it');
  expect((await refused()).slice(before)).toEqual(['no-role', 'not-believed', 'declined']);
  expect(logged).toEqual([expect.stringMatching(/^oidc\.not-believed\//), expect.stringMatching(/^oidc\.declined\//)]);
});

it('a provider that does not answer is told as that, and is asked again', async () => {
  const { oidc } = readConfig({ HUB_URL: running.url, HUB_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`, HUB_OIDC_CLIENT: 'hub' });
  const db = await openPglite(null);
  const hub = await startHub(db, { oidc: openOidc(oidc!, (_event, { code = '' } = {}) => void logged.push(code)) });
  logged.length = 0;
  for (let n = 0; n < 2; n += 1) expect(await openBrowser(hub.url).get('/review/oidc')).toMatchObject({ status: 503, text: expect.stringContaining('does not answer') as unknown });
  expect(logged).toEqual([expect.stringMatching(/^oidc\.away\//), expect.stringMatching(/^oidc\.away\//)]);
  expect(await db.query('SELECT 1 AS one FROM oidc_logins')).toEqual([]);
  await hub.close();
  await db.close();
});

it('a provider or an address that is not guarded is not taken', () => {
  const whole = { HUB_URL: 'https://hub.bank.example', HUB_OIDC_ISSUER: 'https://login.bank.example', HUB_OIDC_CLIENT: 'hub' };
  expect(readConfig(whole).oidc).toMatchObject({ secret: null, branchesClaim: null });
  for (const wrong of [{ HUB_OIDC_ISSUER: 'http://login.bank.example' }, { HUB_URL: 'http://hub.bank.example' }, { HUB_URL: undefined }, { HUB_OIDC_CLIENT: undefined }, { HUB_OIDC_ROLES: 'boss=king' }]) expect(() => readConfig({ ...whole, ...wrong })).toThrow(/is not usable/);
});
