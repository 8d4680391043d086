/** The frame around every page, and the pieces pages are made of. */
import { html, type Html, type Part } from './html.ts';
import { idleMinutes } from './login.ts';
import type { Role } from './people.ts';
import type { Visitor } from './route.ts';

const links: readonly { to: string; text: string; who: readonly Role[] }[] = [
  { to: '/review', text: 'Cases', who: ['reviewer', 'auditor'] },
  { to: '/review/figures', text: 'Figures', who: ['reviewer', 'auditor', 'admin'] },
  { to: '/review/trail', text: 'Trail', who: ['auditor', 'admin'] },
  { to: '/review/stations', text: 'Stations', who: ['admin'] },
  { to: '/review/people', text: 'People', who: ['admin'] },
];
export const roleNames: Readonly<Record<Role, string>> = { reviewer: 'Reviewer', auditor: 'Auditor', admin: 'Administrator' };
const homes: Readonly<Record<Role, string>> = { reviewer: '/review', auditor: '/review', admin: '/review/people' };
export const homeOf = (role: Role): string => homes[role];

export type Frame = { hubName: string; title: string; path: string; visitor: Visitor | null };

export const framed = ({ hubName, title, path, visitor }: Frame, body: Html): Html => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${hubName}</title><link rel="stylesheet" href="/review/assets/style.css"></head>
<body${visitor ? html` data-idle-minutes="${idleMinutes}" data-csrf="${visitor.csrf}"` : ''}>
<a class="skip" href="#main">To the content</a>
<header class="bar"><span class="brand">${hubName}</span>${visitor ? navigation(visitor, path) : ''}</header>
<main id="main" class="page" tabindex="-1">${body}</main>
${visitor ? html`<div id="idle" class="idle card" role="alertdialog" aria-label="Still there?" hidden><p>You have done nothing here for a while. Shortly you will be logged out.</p><button class="button primary" id="idle-stay" type="button">Stay logged in</button></div><script src="/review/assets/idle.js" defer></script>` : ''}
</body></html>`;

const navigation = ({ person, csrf }: Visitor, path: string): Html => html`
<nav aria-label="Pages">${person.mustChoose ? '' : links.filter(({ who }) => who.includes(person.role)).map(({ to, text }) => html`<a href="${to}"${to === path ? html` aria-current="page"` : ''}>${text}</a>`)}</nav>
<div class="who"><span>${person.name} <span class="muted small">${roleNames[person.role]}</span></span>
${person.issuer === null ? html`<a href="/review/password">Password</a>` : ''}<form method="post" action="/review/logout">${csrfField(csrf)}<button class="button quiet" data-testid="logout">Log out</button></form></div>`;

export const csrfField = (csrf: string): Html => html`<input type="hidden" name="csrf" value="${csrf}">`;
export const banner = (kind: 'info' | 'warning' | 'danger' | 'success' | 'fraud', text: Part, id = 'banner'): Html => html`<p class="banner banner-${kind}" role="${kind === 'danger' ? 'alert' : 'status'}" data-testid="${id}">${text}</p>`;
export const tag = (kind: 'neutral' | 'success' | 'warning' | 'danger' | 'fraud' | 'info', text: string): Html => html`<span class="tag tag-${kind}">${text}</span>`;
export const select = (name: string, label: string, options: readonly (readonly [value: string, text: string])[], chosen: string): Html =>
  html`<label class="field"><span>${label}</span><select name="${name}">${options.map(([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`)}</select></label>`;
export const selectBranch = (branches: readonly string[], chosen: string): Html => select('branch', 'Branch', [['', 'All branches'], ...branches.map((one) => [one, one] as const)], chosen);
export const input = (name: string, label: string, attributes: Html, hint: string | null = null): Html =>
  html`<label class="field"><span>${label}</span><input name="${name}" ${attributes}${hint === null ? '' : html` aria-describedby="${name}-hint"`}>${hint === null ? '' : html`<span class="small muted" id="${name}-hint">${hint}</span>`}</label>`;

/** In UTC, and said so: head office and branches may lie in several zones. */
export const time = (at: Date | string): Html => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" class="tnum">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
};

const steps: readonly (readonly [ms: number, one: string, many: string])[] = [[86_400_000, 'day', 'days'], [3_600_000, 'hour', 'hours'], [60_000, 'minute', 'minutes']];
/** How long, in its largest whole unit. */
export function span(ms: number): string {
  const [size, one, many] = steps.find(([unit]) => ms >= unit) ?? [1000, 'second', 'seconds'];
  const count = Math.max(0, Math.floor(ms / size));
  return `${count} ${count === 1 ? one : many}`;
}
