/** Who gets into the pages of head office, and how long they stay. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { waitSeconds as stationWaits } from '../../electron/station/operators/attempts.ts';
import { scryptCost } from '../../electron/station/store/scrypt-cost.ts';
import { lockedNames, waitSeconds } from '../../hub/review/login.ts';
import { cost, fitsPassword, sha256 } from '../../hub/review/passwords.ts';
import { addPerson, makeAdminCode, nameKey, personById } from '../../hub/review/people.ts';
import { routes } from '../../hub/review/pages.ts';
import { verifyTrail } from '../../hub/review/trail.ts';
import { testDatabases } from '../fakes/databases.ts';
import { comeIn, countOf, firstAdmin, loggedIn, openBrowser, password, personOf } from '../fakes/head-office.ts';
import { hubOn } from '../fakes/hub-kit.ts';

it('who may ask for what', () => {
  const everyone = ['reviewer', 'auditor', 'admin'];
  expect(Object.fromEntries(routes.map(({ method, path, who }) => [`${method} ${path}`, who]))).toEqual({
    'GET /login': 'anyone', 'POST /login': 'anyone', 'GET /first': 'anyone', 'POST /first': 'anyone', 'GET /oidc': 'anyone', 'GET /oidc/back': 'anyone',
    'GET /password': everyone, 'POST /password': everyone, 'POST /logout': everyone, 'POST /alive': everyone,
    'GET /': ['reviewer', 'auditor'], 'GET /search': ['reviewer', 'auditor'], 'GET /case': ['reviewer', 'auditor'], 'GET /picture': ['reviewer', 'auditor'], 'POST /decide': ['reviewer'],
    'GET /trail': ['auditor', 'admin'], 'POST /trail': ['auditor', 'admin'], 'GET /figures': everyone,
    'GET /stations': ['admin'], 'GET /station': ['admin'], 'POST /stations/find': ['admin'], 'POST /stations/approve': ['admin'], 'POST /stations/revoke': ['admin'],
    'GET /people': ['admin'], 'POST /people/add': ['admin'], 'POST /people/change': ['admin'], 'POST /people/password': ['admin'], 'POST /people/unlock': ['admin'],
  });
});

it('waits grow', () => {
  expect([0, 2, 3, 4, 9, 40].map(waitSeconds)).toEqual([0, 0, 5, 10, 320, 900]);
});

it('the hub is guessed at no cheaper than a station', async () => {
  expect(cost).toEqual(scryptCost);
  const wrong = Array.from({ length: 60 }, (_, n) => n);
  expect(wrong.map(waitSeconds)).toEqual(wrong.map(stationWaits));
  // A changed row: scrypt itself would take no such N.
  const odd = JSON.stringify({ ...cost, n: cost.n + 2, salt: 'AAAA', hash: 'AAAA' });
  await expect(fitsPassword('any', odd)).rejects.toThrow(z.ZodError);
});

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let names = 0;
  const newName = (): string => `Person ${String.fromCharCode(65 + (names += 1))}`;

  it('nobody is there at first; the code that was printed makes one administrator, once', async () => {
    const { hub, url } = running();
    const browser = openBrowser(url);
    expect((await browser.get('/review/login')).text).toContain('Nobody manages this hub yet');
    const code = await makeAdminCode(hub);
    const newer = await makeAdminCode(hub);
    const asked = { name: 'Ada Quist', password, again: password };
    expect((await browser.post('/review/first', { ...asked, code })).status).toBe(403);
    expect((await browser.post('/review/first', { ...asked, code: newer, again: 'another one altogether' })).status).toBe(400);
    expect((await browser.post('/review/first', { ...asked, code: newer, password: 'too short', again: 'too short' })).text).toContain('15 characters');
    expect(await browser.post('/review/first', { ...asked, code: newer.toLowerCase() })).toMatchObject({ status: 303, to: '/review/people' });
    expect((await openBrowser(url).post('/review/first', { ...asked, name: 'Second', code: newer })).status).toBe(403);
    expect((await hub.db.query('SELECT password, name FROM people')).map((row) => [row['name'], String(row['password']).includes(password)])).toEqual([['Ada Quist', false]]);
  });

  it('whoever was given a password chooses their own before anything else', async () => {
    const { url } = running();
    const admin = await comeIn(running(), 'Ada Quist');
    const given = 'handed over on some paper';
    expect((await admin.post('/review/people/add', { name: 'Ruth  Vane ', role: 'reviewer', branches: 'Harbour\n', password: given })).text).toContain('Ruth Vane may log in');
    expect((await admin.post('/review/people/add', { name: 'ruth vane', role: 'admin', branches: '', password: given })).text).toContain('has this name already');
    const browser = openBrowser(url);
    expect((await browser.post('/review/login', { name: 'RUTH VANE', password: given })).to).toBe('/review/password');
    expect((await browser.get('/review')).to).toBe('/review/password');
    await browser.get('/review/password');
    expect((await browser.post('/review/password', { current: given, password: given, again: given })).status).toBe(400);
    expect((await browser.post('/review/password', { current: 'not the one of now', password, again: password })).status).toBe(403);
    expect((await browser.post('/review/password', { current: given, password, again: password })).to).toBe('/review');
    expect((await browser.get('/review')).status).toBe(200);
  });

  it('cookies are for no script and no other site; pages keep nothing and take nothing from elsewhere', async () => {
    const { url } = running();
    const said = await openBrowser(url).post('/review/login', { name: 'Ada Quist', password });
    expect(said.headers.getSetCookie()[0]).toMatch(/^vestibule=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const admin = await comeIn(running(), 'Ada Quist');
    const page = await admin.get('/review/people');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|style=|onclick|https?:\/\//);
    const token = admin.cookies.get('vestibule')!;
    expect(JSON.stringify(await running().hub.db.query('SELECT * FROM sessions'))).not.toContain(token);
  });

  it('over a line that is not guarded, or under another name, nobody is served', async () => {
    const { url } = running();
    const { request } = await import('node:http');
    const status = (host: string): Promise<number> => new Promise((resolve) => request(new URL('/review/login', url), { headers: { host } }, (answer) => resolve(answer.resume().statusCode ?? 0)).end());
    expect(await status('hub.bank.example')).toBe(403);
    expect(await status('localhost:8787')).toBe(200);
  });

  it('a form from another site, or without the session\'s token, changes nothing', async () => {
    const { hub } = running();
    const admin = await comeIn(running(), 'Ada Quist');
    const fields = { name: 'Forged One', role: 'admin', branches: '', password: 'some words in a row' };
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) expect((await admin.post('/review/people/add', fields, headers)).status).toBe(403);
    expect((await admin.post('/review/people/add', { ...fields, csrf: '0'.repeat(64) })).status).toBe(403);
    expect((await admin.post('/review/people/add', { ...fields, csrf: '' })).status).toBe(403);
    expect(await hub.db.query(`SELECT 1 AS one FROM people WHERE name = 'Forged One'`)).toEqual([]);
  });

  it('guesses wait longer and longer, also for names nobody has; ten lock the name; an administrator unlocks it', async () => {
    const { hub, url } = running();
    const name = newName();
    await personOf(running(), name, 'reviewer');
    let ahead = 0;
    const { clock } = hub;
    // Stands still: scrypt may take longer than a wait.
    const from = Date.now();
    hub.clock = () => new Date(from + ahead);
    try {
      for (const one of [name, 'Nobody At All']) {
        ahead = 0;
        const guess = async (): Promise<number> => (await openBrowser(url).post('/review/login', { name: one, password: 'a wrong guess, once more' })).status;
        expect([await guess(), await guess(), await guess(), await guess()]).toEqual([403, 403, 403, 429]);
        ahead += 6_000;
        expect([await guess(), await guess()]).toEqual([403, 429]);
        await hub.db.query('UPDATE login_attempts SET wrong = 9 WHERE wrong = 4');
        ahead += 901_000;
        expect(await guess()).toBe(403);
        ahead += 901_000;
        expect((await openBrowser(url).post('/review/login', { name: one, password })).text).toContain('This name is locked');
      }
      const admin = await comeIn(running(), 'Ada Quist');
      const page = await admin.get('/review/people');
      const [, personId] = new RegExp(`<strong>${name}[^]*?name="person" value="([^"]+)"`).exec(page.text) ?? [];
      expect((await admin.post('/review/people/unlock', { person: personId! })).text).toContain('is unlocked');
      await loggedIn(url, name);
    } finally {
      hub.clock = clock;
    }
  });

  it('guesses that come at once are counted one by one', async () => {
    const { url, hub } = running();
    const name = newName();
    await personOf(running(), name, 'reviewer');
    const { clock } = hub;
    const now = new Date();
    hub.clock = () => now;
    const said = await Promise.all(Array.from({ length: 8 }, (_, n) => openBrowser(url).post('/review/login', { name, password: `guess number ${n} of eight` }))).finally(() => { hub.clock = clock; });
    // The third wrong one makes the rest wait.
    expect(said.filter(({ status }) => status === 403)).toHaveLength(3);
    await hub.db.query('DELETE FROM login_attempts');
  });

  it('a session ends by itself, by leaving, and when somebody is changed', async () => {
    const { hub, url } = running();
    const { clock } = hub;
    let ahead = 0;
    hub.clock = () => new Date(Date.now() + ahead);
    try {
      const name = newName();
      const first = await personOf(running(), name, 'auditor');
      for (let n = 0; n < 30; n += 1) {
        ahead += 19 * 60_000;
        expect((await first.get('/review')).status).toBe(200);
      }
      ahead += 21 * 60_000;
      expect((await first.get('/review')).to).toBe('/review/login');
      const second = await comeIn(running(), name);
      for (let n = 0; n < 32; n += 1) {
        ahead += 19 * 60_000;
        await second.get('/review');
      }
      expect((await second.get('/review')).to).toBe('/review/login');
      const third = await comeIn(running(), name);
      const kept = new Map(third.cookies);
      expect((await third.post('/review/logout', {})).to).toBe('/review/login');
      for (const [key, value] of kept) third.cookies.set(key, value);
      expect((await third.get('/review')).to).toBe('/review/login');
      const fourth = await comeIn(running(), name);
      const admin = await comeIn(running(), 'Ada Quist');
      const [, person] = new RegExp(`<strong>${name}[^]*?name="person" value="([^"]+)"`).exec((await admin.get('/review/people')).text) ?? [];
      expect((await admin.post('/review/people/change', { person: person!, role: 'auditor', branches: '', disabled: 'yes' })).text).toContain('Changed.');
      expect((await fourth.get('/review')).to).toBe('/review/login');
      expect((await openBrowser(url).post('/review/login', { name, password })).text).toContain('may not log in any more');
    } finally {
      hub.clock = clock;
    }
  });

  it('each role sees its own pages; nobody changes themselves; the last administrator stays', async () => {
    const { hub } = running();
    const admin = await comeIn(running(), 'Ada Quist');
    const [auditor, reviewer] = [await personOf(running(), newName(), 'auditor'), await personOf(running(), newName(), 'reviewer')];
    expect((await admin.get('/review')).to).toBe('/review/people');
    for (const path of ['/review/case?branch=x&case=00000000-0000-4000-8000-000000000000', '/review/search?number=1']) expect((await admin.get(path)).status).toBe(403);
    expect([(await auditor.get('/review')).status, (await auditor.get('/review/trail')).status, (await auditor.get('/review/people')).status]).toEqual([200, 200, 403]);
    expect([(await reviewer.get('/review')).status, (await reviewer.get('/review/trail')).status, (await reviewer.get('/review/people')).status]).toEqual([200, 403, 403]);
    expect((await auditor.post('/review/decide', {})).status).toBe(403);
    const [row] = await hub.db.query(`SELECT person_id FROM people WHERE name = 'Ada Quist'`);
    const change = { person: String(row!['person_id']), role: 'reviewer', branches: '' };
    expect((await admin.post('/review/people/change', change)).text).toContain('Somebody else has to change');
    const second = await personOf(running(), 'Bo Lindqvist', 'admin');
    expect((await second.post('/review/people/change', change)).text).toContain('Changed.');
    await hub.db.query(`UPDATE people SET role = 'reviewer' WHERE name = 'Bo Lindqvist'`);
    expect((await second.post('/review/people/change', { ...change, role: 'admin' })).status).toBe(403);
    expect(countOf(await auditor.get('/review/trail'), 'trail-line')).toBeGreaterThan(20);
    expect(await verifyTrail(hub.db, hub.keys)).toMatchObject({ broken: null, otherKey: 0 });
    await firstAdmin(running(), 'Cleo Brandt');
  });

  it('an administrator who is kept to some branches makes nobody who sees more, takes over nobody who does, and lifts no limit', async () => {
    const { hub } = running();
    const kept = await personOf(running(), newName(), 'admin', ['Mill', 'Pier']);
    const idOf = async (name: string): Promise<string> => String((await hub.db.query('SELECT person_id AS id FROM people WHERE name = $1', [name]))[0]!['id']);
    const first = 'a first password of some words';
    const add = async (branches: string): Promise<[string, number]> => {
      const name = newName();
      return [name, (await kept.post('/review/people/add', { name, role: 'admin', branches, password: first })).status];
    };
    for (const branches of ['', 'Weir', 'Mill\nWeir']) expect((await add(branches))[1]).toBe(403);
    const [own, status] = await add('Mill');
    expect(status).toBe(200);
    const change = async (name: string, branches: string): Promise<number> => (await kept.post('/review/people/change', { person: await idOf(name), role: 'admin', branches })).status;
    expect([await change(own, ''), await change(own, 'Weir'), await change(own, 'Pier')]).toEqual([403, 403, 200]);
    const [all, other] = [newName(), newName()];
    await personOf(running(), all, 'admin');
    await personOf(running(), other, 'reviewer', ['Weir']);
    for (const name of [all, other]) expect([await change(name, 'Mill'), (await kept.post('/review/people/password', { person: await idOf(name), password: first })).status]).toEqual([403, 403]);
    for (const name of [all, other, own]) await hub.db.query('INSERT INTO login_attempts (name_sha256, browser_sha256, wrong, next_at, at) VALUES ($1, $2, 10, now(), now())', [sha256(nameKey(name)), '']);
    const unlock = async (name: string): Promise<number> => (await kept.post('/review/people/unlock', { person: await idOf(name) })).status;
    expect([await unlock(all), await unlock(other), await unlock(own)]).toEqual([403, 403, 200]);
    expect(await lockedNames(hub, [all, other, own])).toEqual(new Set([all, other]));
    expect(await personById(hub.db, await idOf(all))).toMatchObject({ branches: null, mustChoose: false });
    expect((await kept.post('/review/people/password', { person: await idOf(own), password: first })).text).toContain('has a new password');
  });

  it('whoever comes from the identity provider is locked out here, whatever branches it gave them', async () => {
    const { hub } = running();
    const admin = await comeIn(running(), 'Cleo Brandt');
    const made = (await hub.db.transaction('owner', (sql) => addPerson(hub, sql, { name: newName(), role: 'admin', branches: [], password: null, givenBy: null, issuer: 'https://id.example', subject: 'one' })))!;
    expect((await admin.post('/review/people/change', { person: made.personId, role: 'auditor', branches: '', disabled: 'yes' })).text).toContain('Changed.');
    expect(await personById(hub.db, made.personId)).toMatchObject({ role: 'admin', branches: [], disabledAt: expect.any(Date) as unknown });
  });
});

// A hub of its own: logins of one address are bounded.
describe.each(testDatabases())('a name that strangers lock, on $name', ({ open }) => {
  const running = hubOn(open);

  it('a stranger who locks a name keeps its owner out of no browser they have come in by, and is given no further guess by that', async () => {
    const { hub, url } = running();
    const name = 'Ruth Vane';
    for (const [one, role] of [[name, 'reviewer'], ['Ada Quist', 'admin']] as const) await personOf(running(), one, role);
    const own = openBrowser(url);
    const login = (browser: typeof own, typed = password): Promise<{ status: number; text: string }> => browser.post('/review/login', { name, password: typed });
    const set = await own.post('/review/login', { name, password });
    expect(set.headers.getSetCookie().find((one) => one.startsWith('vestibule-browser='))).toMatch(/^vestibule-browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=15552000$/);
    const stranger = openBrowser(url);
    await login(stranger, 'a wrong guess of a stranger');
    await hub.db.query('UPDATE login_attempts SET wrong = 10 WHERE wrong = 1');
    expect((await login(stranger)).text).toContain('This name is locked');
    expect((await login(own)).status).toBe(303);
    expect((await login(stranger)).text).toContain('This name is locked');
    // A cookie that the hub did not make, or that is somebody else's, is none; and in a known browser guesses are counted as well.
    for (const cookie of ['A'.repeat(43), (await loggedIn(url, 'Ada Quist')).cookies.get('vestibule-browser')!]) {
      stranger.cookies.set('vestibule-browser', cookie);
      expect((await login(stranger)).text).toContain('This name is locked');
    }
    expect([(await login(own, 'first slip of the owner')).status, (await login(own, 'second slip of the owner')).status, (await login(own, 'third slip of the owner')).status, (await login(own)).status]).toEqual([403, 403, 403, 429]);
    expect(JSON.stringify(await hub.db.query('SELECT * FROM known_browsers'))).not.toContain(own.cookies.get('vestibule-browser')!);
  });
});
