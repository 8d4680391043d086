/** A person of head office before the hub's pages: a browser as far as cookies, forms and where a form stood go. */
import { beginSession } from '../../hub/review/login.ts';
import { hashPassword } from '../../hub/review/passwords.ts';
import { addPerson, makeAdminCode, personByName, type Role } from '../../hub/review/people.ts';
import type { RunningHub } from './hub-kit.ts';

export const password = 'seven grey herons wade';
export type Page = { status: number; text: string; to: string | null; headers: Headers; bytes: Uint8Array };
export type Browser = {
  cookies: Map<string, string>;
  get(path: string): Promise<Page>;
  /** With the token of the session where there is one, unless `fields` has another. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
};

export function openBrowser(url: string): Browser {
  const cookies = new Map<string, string>();
  let csrf: string | null = null;
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const response = await fetch(new URL(path, url), { ...init, redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...init.headers } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/Max-Age=0/.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = Buffer.from(bytes).toString('utf8');
    csrf = /data-csrf="([0-9a-f]+)"/.exec(text)?.[1] ?? csrf;
    return { status: response.status, text, to: response.headers.get('location'), headers: response.headers, bytes };
  };
  return {
    cookies, get: (path) => ask(path, {}),
    post: (path, fields, headers = {}) => ask(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin, ...headers }, body: new URLSearchParams({ ...(csrf === null ? {} : { csrf }), ...fields }).toString() }),
  };
}

/** The first one, by the code that the hub prints. */
export async function firstAdmin({ hub, url }: RunningHub, name = 'Ada Quist'): Promise<Browser> {
  const browser = openBrowser(url);
  const made = await browser.post('/review/first', { code: await makeAdminCode(hub), name, password, again: password });
  if (made.to !== '/review/people') throw new Error(`no administrator: ${made.status}`);
  await browser.get('/review/people');
  return browser;
}

let hash: Promise<string> | null = null;

/** Who has chosen their own password already, logged in. */
export async function personOf(running: RunningHub, name: string, role: Role, branches: readonly string[] | null = null): Promise<Browser> {
  hash ??= hashPassword(password);
  const own = await hash;
  await running.hub.db.transaction('owner', (sql) => addPerson(running.hub, sql, { name, role, branches, password: own, givenBy: null }));
  return comeIn(running, name);
}

/** As after a login, without the second that scrypt takes. */
export async function comeIn({ hub, url }: RunningHub, name: string): Promise<Browser> {
  const person = await personByName(hub.db, name);
  if (!person) throw new Error(`${name} is not there`);
  const browser = openBrowser(url);
  browser.cookies.set('vestibule', await beginSession(hub, person, 'password'));
  await browser.get('/review/figures');
  return browser;
}

export async function loggedIn(url: string, name: string, own = password): Promise<Browser> {
  const browser = openBrowser(url);
  const said = await browser.post('/review/login', { name, password: own });
  if (said.status !== 303) throw new Error(`${name} could not log in: ${said.status} ${/data-testid="banner">([^<]*)/.exec(said.text)?.[1] ?? ''}`);
  await browser.get(said.to ?? '/review');
  return browser;
}

export const fieldOf = ({ text }: Page, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
export const countOf = ({ text }: Page, testId: string): number => text.split(`data-testid="${testId}"`).length - 1;
