/** Whose address counts for the bounds on requests: what anybody may write into a header is not believed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../hub/config.ts';
import type { Database } from '../../hub/db/database.ts';
import { createMonths } from '../../hub/db/months.ts';
import { makeHubKeys } from '../../hub/keys.ts';
import { silent } from '../../hub/log.ts';
import { buildServer } from '../../hub/server.ts';
import { newFolder, removeFolders, root } from '../fakes/station-kit.ts';

const statuses = async (url: string, forwarded: readonly string[]): Promise<number[]> => {
  const seen: number[] = [];
  for (const from of forwarded) seen.push((await fetch(`${url}/health`, { headers: { 'x-forwarded-for': from } })).status);
  return seen;
};

/** Nothing here gets as far as a database. */
const nowhere = (): Promise<never> => Promise.reject(new Error('no database here'));
const db: Database = { kind: 'pglite', query: nowhere, transaction: nowhere, unhurried: nowhere, answers: nowhere, script: nowhere, close: nowhere };
const keys = makeHubKeys(path.join(newFolder(), 'keys.json'));
afterAll(removeFolders);

async function on(proxies: readonly string[], work: (url: string) => Promise<void>): Promise<void> {
  const app = await buildServer({ db, keys, months: createMonths(db), name: 'Head office', clock: () => new Date(), keysFile: '' }, { log: silent, requestsPerMinute: 2, proxies });
  try {
    await work(await app.listen({ host: '127.0.0.1', port: 0 }));
  } finally {
    await app.close();
  }
}

describe('an address', () => {
  it('is the connection\'s, whatever a header says, as long as no proxy is named', () => on([], async (url) => {
    expect(await statuses(url, ['10.1.1.1', '10.1.1.2', '10.1.1.3'])).toEqual([200, 200, 429]);
  }));

  it('is the one a named proxy saw; what was in the header before is not believed', () => on(['127.0.0.1'], async (url) => {
    expect(await statuses(url, ['10.1.1.1', '10.1.1.1', '10.1.1.1', '10.1.1.2', '9.9.9.9, 10.1.1.1', '8.8.8.8, 10.1.1.2', '7.7.7.7, 10.1.1.2'])).toEqual([200, 200, 429, 200, 429, 200, 429]);
  }));

  it('of somebody who is no named proxy counts for all they forward', () => on(['192.0.2.0/24'], async (url) => {
    expect(await statuses(url, ['10.1.1.1', '10.1.1.2', '10.1.1.3'])).toEqual([200, 200, 429]);
  }));
});

it('pages of head office go over plain http to this same computer only, whatever name is asked for', async () => {
  const app = await buildServer({ db, keys, months: createMonths(db), name: 'Head office', clock: () => new Date(), keysFile: '' }, { log: silent, proxies: ['10.0.0.1'] });
  const status = async (remoteAddress: string, headers: Record<string, string>): Promise<number> => (await app.inject({ method: 'GET', url: '/review/assets/none', remoteAddress, headers })).statusCode;
  for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await status(here, { host: 'localhost:8787' })).toBe(404);
  expect(await status('192.0.2.7', { host: 'localhost:8787' })).toBe(403);
  expect(await status('192.0.2.7', { host: 'hub.example', 'x-forwarded-proto': 'https' })).toBe(403);
  expect(await status('10.0.0.1', { 'host': 'hub.example', 'x-forwarded-host': 'localhost', 'x-forwarded-for': '192.0.2.7' })).toBe(403);
  expect(await status('10.0.0.1', { 'host': 'hub.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' })).toBe(404);
  await app.close();
});

it('a form counts on whatever port the page was opened, as long as the proxy hands on the name with its port, as docs/hub.md shows it', async () => {
  const app = await buildServer({ db, keys, months: createMonths(db), name: 'Head office', clock: () => new Date(), keysFile: '' }, { log: silent, proxies: ['10.0.0.1'] });
  const refused = async (host: string, origin: string): Promise<boolean> => {
    const answer = await app.inject({
      method: 'POST', url: '/review/login', remoteAddress: '10.0.0.1', payload: 'name=a&password=b',
      headers: { host, origin, 'x-forwarded-host': '', 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    });
    return answer.body.includes('This did not come from a page of this hub.');
  };
  expect(await refused('hub.example:8443', 'https://hub.example:8443')).toBe(false);
  expect(await refused('hub.example', 'https://hub.example')).toBe(false);
  // What nginx's $host makes of it, and another site on the same machine.
  expect(await refused('hub.example', 'https://hub.example:8443')).toBe(true);
  expect(await refused('hub.example:8443', 'https://hub.example')).toBe(true);
  await app.close();
  expect(readFileSync(path.join(root, 'docs/hub.md'), 'utf8')).toContain('proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host "";');
});

it.each(['', '10.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8'])('HUB_PROXIES may be "%s"', (text) => expect(readConfig({ HUB_PROXIES: text }).proxies.every((one) => text.includes(one))).toBe(true));
it.each(['true', '*', 'proxy.example', '10.0.0.0/33', '10.0.0', '10.0.0.0/8/8'])('HUB_PROXIES may not be "%s"', (text) => expect(() => readConfig({ HUB_PROXIES: text })).toThrow('HUB_PROXIES is not usable.'));
