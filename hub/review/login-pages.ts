/** In and out: login, the first administrator, one's own password. */
import { z } from 'zod';
import { html, type Html } from './html.ts';
import { banner, csrfField, homeOf, input } from './layout.ts';
import { beginSession, byPassword, endSession, idleMinutes, type LoggedIn } from './login.ts';
import { knowBrowser } from './known-browsers.ts';
import { hashPassword, newToken, sha256, shortestPassword, tooWeak } from './passwords.ts';
import { addPerson, hasAdmin, personById, setPassword, takeAdminCode } from './people.ts';
import { go, page, type Answer, type OpenRoute, type OwnRoute, type Tools } from './route.ts';
import { addLine } from './trail.ts';

/** Chosen: of one address; people behind one address come in at the same hour. */
const loginsPerMinute = 30;
const codesPerMinute = 10;

const refusals: Readonly<Record<Exclude<LoggedIn['kind'], 'in' | 'wait'>, string>> = {
  wrong: 'Name or password is wrong.', locked: 'Too many wrong passwords. This name is locked in browsers where it was never logged in; an administrator unlocks it under People.', disabled: 'This name may not log in any more.',
};
const sentenceOf = (said: Exclude<LoggedIn, { kind: 'in' }>): string => (said.kind === 'wait' ? `Wait ${said.seconds} seconds, then try again.` : refusals[said.kind]);

const newPassword = (label: string): Html => html`${input('password', label, html`type="password" autocomplete="new-password" required`, `${shortestPassword} characters or more; a few words in a row are easy to keep.`)}${input('again', 'The same again', html`type="password" autocomplete="new-password" required`)}`;
const chosenSchema = z.object({ password: z.string().max(1000), again: z.string().max(1000) });
const notSame = 'The two passwords are not the same.';

async function loginPage({ hub, oidc }: Tools, said: Html | null, name = '', status = 200): Promise<Answer> {
  const first = !(await hasAdmin(hub.db));
  return page('Log in', html`<section class="card stack narrow"><h1>Log in</h1>${said}
${first ? banner('info', html`Nobody manages this hub yet. <a href="/review/first">Make the first administrator</a> with the code that <span class="mono">npm run hub -- admin-code</span> prints at the hub.`) : ''}
${oidc ? html`<a class="button primary" href="/review/oidc" data-testid="oidc">Log in with ${oidc.label}</a><div class="divider"></div>` : ''}
<form method="post" action="/review/login" class="stack">${input('name', 'Name', html`value="${name}" autocomplete="username" required maxlength="80"${name === '' ? html` autofocus` : ''}`)}${input('password', 'Password', html`type="password" autocomplete="current-password" required maxlength="1000"`)}
<button class="button${oidc ? '' : html` primary`}" data-testid="login">Log in</button></form></section>`, status);
}

const firstPage = (said: Html | null, name = '', status = 200): Answer => page('First administrator', html`<section class="card stack narrow"><h1>First administrator</h1>
<p class="muted">An administrator makes the names of everybody else. Type the code that <span class="mono">npm run hub -- admin-code</span> prints at the hub; one that was started at a terminal has shown it there.</p>${said}
<form method="post" action="/review/first" class="stack">${input('code', 'Code', html`autocomplete="off" required maxlength="60" class="mono"`)}${input('name', 'Your name', html`value="${name}" autocomplete="username" required maxlength="80"`)}${newPassword('Password')}<button class="button primary">Make me administrator</button></form></section>`, status);

const passwordPage = (csrf: string, mustChoose: boolean, said: Html | null, status = 200): Answer => page('Your password', html`<section class="card stack narrow"><h1>Your password</h1>
${mustChoose ? banner('info', 'Somebody else gave you your password. Choose your own, which nobody knows, before you go on.') : ''}${said}
<form method="post" action="/review/password" class="stack">${csrfField(csrf)}${input('current', 'Password of now', html`type="password" autocomplete="current-password" required`)}${newPassword('New password')}<button class="button primary">Choose</button></form></section>`, status);

export const nameSchema = z.string().trim().min(2).max(80);

export const loginRoutes: readonly OpenRoute[] = [
  {
    method: 'GET', path: '/login', who: 'anyone',
    handle: (ask) => loginPage(ask, ask.query['ended'] === undefined ? null : banner('info', `You were logged out after ${idleMinutes} minutes without a click.`)),
  },
  {
    method: 'POST', path: '/login', who: 'anyone', perMinute: loginsPerMinute,
    handle: async (ask) => {
      const { name = '', password = '' } = ask.form;
      const said = await byPassword(ask.hub, name.slice(0, 200), password, ask.browser);
      if (said.kind !== 'in') return loginPage(ask, banner('danger', sentenceOf(said)), name.slice(0, 80), said.kind === 'wait' ? 429 : 403);
      const { person } = said;
      return { kind: 'go', to: person.mustChoose ? '/review/password' : homeOf(person.role), session: await beginSession(ask.hub, person, 'password'), known: await knowBrowser(ask.hub, person.personId, ask.browser) };
    },
  },
  { method: 'GET', path: '/first', who: 'anyone', handle: async () => firstPage(null) },
  {
    method: 'POST', path: '/first', who: 'anyone', perMinute: codesPerMinute,
    handle: async ({ hub, form, browser }) => {
      const read = chosenSchema.extend({ name: nameSchema, code: z.string().max(60) }).safeParse(form);
      if (!read.success) return firstPage(banner('danger', 'Fill in everything.'), '', 400);
      const { name, code, password, again } = read.data;
      const bad = password === again ? tooWeak(password, name) : notSame;
      if (bad !== null) return firstPage(banner('danger', bad), name, 400);
      const hash = await hashPassword(password);
      const made = await hub.db.transaction('owner', async (sql) => {
        if (!(await takeAdminCode(hub, sql, code))) return 'code' as const;
        const added = await addPerson(hub, sql, { name, role: 'admin', branches: null, password: hash, givenBy: null });
        if (added) await addLine(hub, sql, { action: 'person.added', person: added, facts: { personId: added.personId, name: added.name, role: 'admin', by: 'code' } });
        else throw new NameTaken();
        return added;
      }).catch((thrown: unknown) => {
        if (thrown instanceof NameTaken) return 'name' as const;
        throw thrown;
      });
      if (made === 'code') return firstPage(banner('danger', 'This code is not good, or not any more.'), name, 403);
      if (made === 'name') return firstPage(banner('danger', 'Somebody has this name already.'), '', 400);
      return { kind: 'go', to: '/review/people', session: await beginSession(hub, made, 'password'), known: await knowBrowser(hub, made.personId, browser) };
    },
  },
  {
    method: 'GET', path: '/oidc', who: 'anyone', perMinute: loginsPerMinute,
    handle: async (ask) => {
      const { hub, oidc } = ask;
      if (!oidc) return go('/review/login');
      const browser = newToken();
      const begun = await oidc.begin(hub, sha256(browser));
      return 'said' in begun ? loginPage(ask, banner('danger', begun.said), '', 503) : { kind: 'go', to: begun.to, browser };
    },
  },
  {
    method: 'GET', path: '/oidc/back', who: 'anyone', perMinute: loginsPerMinute,
    handle: async (ask) => {
      const { hub, oidc, request } = ask;
      if (!oidc) return go('/review/login');
      const found = await oidc.finish(hub, request.url, ask.query['state'] ?? '', request.headers.cookie ?? '');
      return typeof found === 'string' ? loginPage(ask, banner('danger', found), '', 403) : { kind: 'landed', session: await beginSession(hub, found, 'oidc') };
    },
  },
];

export const ownLoginRoutes: readonly OwnRoute[] = [
  { method: 'GET', path: '/password', who: ['reviewer', 'auditor', 'admin'], choosing: true, handle: async ({ visitor }) => passwordPage(visitor.csrf, visitor.person.mustChoose, null) },
  {
    method: 'POST', path: '/password', who: ['reviewer', 'auditor', 'admin'], choosing: true, perMinute: loginsPerMinute,
    handle: async ({ hub, visitor: { person, csrf }, form, browser }) => {
      const read = chosenSchema.extend({ current: z.string().max(1000) }).safeParse(form);
      if (!read.success || person.issuer !== null) return passwordPage(csrf, person.mustChoose, banner('danger', 'Fill in everything.'), 400);
      const { current, password, again } = read.data;
      const bad = password !== again ? notSame : password === current ? 'Choose another password than the one of now.' : tooWeak(password, person.name);
      if (bad !== null) return passwordPage(csrf, person.mustChoose, banner('danger', bad), 400);
      const said = await byPassword(hub, person.name, current, browser);
      if (said.kind !== 'in') return passwordPage(csrf, person.mustChoose, banner('danger', said.kind === 'wrong' ? 'The password of now is wrong.' : sentenceOf(said)), 403);
      const hash = await hashPassword(password);
      await hub.db.transaction('owner', async (sql) => {
        await setPassword(sql, person.personId, hash, null);
        await addLine(hub, sql, { action: 'password.chosen', person });
      });
      const now = await personById(hub.db, person.personId);
      return { kind: 'go', to: homeOf(person.role), session: await beginSession(hub, now ?? person, 'password') };
    },
  },
  {
    method: 'POST', path: '/logout', who: ['reviewer', 'auditor', 'admin'], choosing: true,
    handle: async ({ hub, visitor }) => {
      await endSession(hub, visitor.token, visitor.person);
      return { kind: 'go', to: '/review/login', session: null };
    },
  },
  { method: 'POST', path: '/alive', who: ['reviewer', 'auditor', 'admin'], choosing: true, handle: async () => ({ kind: 'done' }) },
];

class NameTaken extends Error {}
