/** Who may log in, as what, for which branches. Administrators only; each change is a line of the trail and ends the sessions of whoever is changed. */
import { z } from 'zod';
import type { Hub } from '../hub.ts';
import { html, type Html } from './html.ts';
import { banner, csrfField, input, roleNames, select, tag } from './layout.ts';
import { nameSchema } from './login-pages.ts';
import { lockedNames, unlockName } from './login.ts';
import { hashPassword, tooWeak } from './passwords.ts';
import { addPerson, changePerson, listPeople, otherAdmins, personById, roles, setPassword, type Person } from './people.ts';
import { page, type Answer, type Ask, type OwnRoute, type Visitor } from './route.ts';
import { addLine } from './trail.ts';

/** One a line; empty: all of them. */
const branchesSchema = z.string().max(8000).transform((text) => [...new Set(text.split(/\r?\n/).map((one) => one.trim()).filter((one) => one !== ''))]).pipe(z.array(z.string().max(80)).max(200)).transform((list) => (list.length === 0 ? null : list));
const addSchema = z.object({ name: nameSchema, role: z.enum(roles), branches: branchesSchema, password: z.string().max(1000) });
const changeSchema = z.object({ person: z.uuid(), role: z.enum(roles).optional(), branches: branchesSchema.optional(), disabled: z.literal('yes').optional() });
const passwordSchema = z.object({ person: z.uuid(), password: z.string().max(1000) });

const incomplete = 'Fill in everything: a name, a role, and a first password.';
const tellTexts = {
  'no-person': 'There is no such person.', 'own': 'Somebody else has to change your own role, branches or right to log in.', 'last-admin': 'This is the last administrator. Make another one first.',
  'outside': 'You manage people of your own branches alone: name at least one of yours, and no other.',
  'provider': 'This person comes from your identity provider: role, branches and password are kept there.',
} as const;

/** Who is kept to some branches gives nobody more than that, and takes over nobody who has more: it would be a way out of their own limit. null: all of them. */
const isWithin = (given: readonly string[] | null, { branches }: Person): boolean => branches === null || (given?.every((one) => branches.includes(one)) ?? false);

export const peopleRoutes: readonly OwnRoute[] = [
  { method: 'GET', path: '/people', who: ['admin'], handle: (ask) => showPeople(ask, null) },
  {
    method: 'POST', path: '/people/add', who: ['admin'],
    handle: async (ask) => {
      const read = addSchema.safeParse(ask.form);
      if (!read.success) return showPeople(ask, banner('danger', incomplete), 400);
      const { name, role, branches, password } = read.data;
      const bad = tooWeak(password, name);
      if (bad !== null) return showPeople(ask, banner('danger', bad), 400);
      const { hub, visitor: { person: by } } = ask;
      if (!isWithin(branches, by)) return showPeople(ask, banner('danger', tellTexts.outside), 403);
      const hash = await hashPassword(password);
      const added = await hub.db.transaction('owner', async (sql) => {
        const made = await addPerson(hub, sql, { name, role, branches, password: hash, givenBy: by.personId });
        if (made) await addLine(hub, sql, { action: 'person.added', person: by, facts: { personId: made.personId, name: made.name, role, branches: branches?.join(', ') ?? 'all' } });
        return made;
      });
      return added ? showPeople(ask, banner('success', `${added.name} may log in. They choose their own password at the first login.`)) : showPeople(ask, banner('danger', 'Somebody has this name already.'), 400);
    },
  },
  {
    method: 'POST', path: '/people/change', who: ['admin'],
    handle: async (ask) => {
      const read = changeSchema.safeParse(ask.form);
      if (!read.success) return showPeople(ask, banner('danger', incomplete), 400);
      const said = await change(ask.hub, ask.visitor.person, read.data);
      return said === null ? showPeople(ask, banner('success', 'Changed.')) : showPeople(ask, banner('danger', tellTexts[said]), said === 'outside' ? 403 : 400);
    },
  },
  {
    method: 'POST', path: '/people/password', who: ['admin'],
    handle: async (ask) => {
      const read = passwordSchema.safeParse(ask.form);
      const { hub, visitor: { person: by } } = ask;
      const person = read.success ? await personById(hub.db, read.data.person) : null;
      if (!read.success || !person) return showPeople(ask, banner('danger', tellTexts['no-person']), 400);
      if (person.personId === by.personId) return showPeople(ask, banner('danger', 'Your own password is changed under Password.'), 400);
      if (!isWithin(person.branches, by)) return showPeople(ask, banner('danger', tellTexts.outside), 403);
      const bad = person.issuer !== null ? tellTexts.provider : tooWeak(read.data.password, person.name);
      if (bad !== null) return showPeople(ask, banner('danger', bad), 400);
      const hash = await hashPassword(read.data.password);
      const given = await hub.db.transaction('owner', async (sql) => {
        // Again: somebody may have widened their branches meanwhile.
        const now = await personById(sql, person.personId, 'FOR UPDATE');
        if (now === null || !isWithin(now.branches, by)) return false;
        await setPassword(sql, person.personId, hash, by.personId);
        await addLine(hub, sql, { action: 'person.changed', person: by, facts: { personId: person.personId, name: person.name, password: true } });
        return true;
      });
      if (!given) return showPeople(ask, banner('danger', tellTexts.outside), 403);
      await unlockName(hub, person.name);
      return showPeople(ask, banner('success', `${person.name} has a new password, and chooses their own at the next login.`));
    },
  },
  {
    method: 'POST', path: '/people/unlock', who: ['admin'],
    handle: async (ask) => {
      const { hub, visitor: { person: by } } = ask;
      const id = z.uuid().safeParse(ask.form['person']);
      const person = id.success ? await personById(hub.db, id.data) : null;
      if (!person) return showPeople(ask, banner('danger', tellTexts['no-person']), 400);
      // Ten more guesses at whoever sees more are not theirs to give.
      if (!isWithin(person.branches, by)) return showPeople(ask, banner('danger', tellTexts.outside), 403);
      await hub.db.transaction('owner', (sql) => addLine(hub, sql, { action: 'person.unlocked', person: by, facts: { personId: person.personId, name: person.name } }));
      await unlockName(hub, person.name);
      return showPeople(ask, banner('success', `${person.name} is unlocked.`));
    },
  },
];

function change(hub: Hub, by: Person, { person: personId, role, branches, disabled }: z.infer<typeof changeSchema>): Promise<keyof typeof tellTexts | null> {
  return hub.db.transaction('owner', async (sql) => {
    const person = await personById(sql, personId, 'FOR UPDATE');
    if (!person) return 'no-person';
    if (person.personId === by.personId) return 'own';
    // Role and branches of who comes from the provider are kept there: of them the form says only whether they may log in.
    const own = person.issuer === null;
    const to = { role: (own ? role : undefined) ?? person.role, branches: own && branches !== undefined ? branches : person.branches, disabled: disabled !== undefined };
    if (!isWithin(person.branches, by) || !isWithin(to.branches, by)) return 'outside';
    if (person.role === 'admin' && (to.role !== 'admin' || to.disabled) && (await otherAdmins(sql, personId)) === 0) return 'last-admin';
    await changePerson(hub, sql, person, to);
    await addLine(hub, sql, { action: 'person.changed', person: by, facts: { personId, name: person.name, role: to.role, branches: to.branches?.join(', ') ?? 'all', disabled: to.disabled } });
    return null;
  });
}

async function showPeople({ hub, visitor }: Ask<Visitor>, said: Html | null, status = 200): Promise<Answer> {
  const people = await listPeople(hub.db);
  const locked = await lockedNames(hub, people.map(({ name }) => name));
  const roleOptions = roles.map((role) => [role, roleNames[role]] as const);
  const branchesField = (branches: readonly string[] | null): Html => html`<label class="field"><span>Branches, one a line${visitor.person.branches === null ? ' (empty: all)' : ''}</span><textarea name="branches" rows="2">${branches?.join('\n') ?? ''}</textarea></label>`;
  const token = csrfField(visitor.csrf);
  const editOf = (person: Person): Html => html`<details><summary>Change</summary>
<form method="post" action="/review/people/change" class="edit">${token}<input type="hidden" name="person" value="${person.personId}">${person.issuer === null ? html`${select('role', 'Role', roleOptions, person.role)}${branchesField(person.branches)}` : html`<p class="small muted">Role and branches are kept by your identity provider.</p>`}<label class="row"><input type="checkbox" name="disabled" value="yes"${person.disabledAt === null ? '' : html` checked`}> May not log in</label><button class="button">Save</button></form>
${person.issuer === null ? html`<form method="post" action="/review/people/password" class="edit">${token}<input type="hidden" name="person" value="${person.personId}">${input('password', 'New first password', html`type="password" autocomplete="new-password" required`)}<button class="button">Give</button></form>` : ''}</details>`;
  const rowOf = (person: Person): Html => html`<tr data-testid="person"><td class="top"><strong>${person.name}</strong><div class="tags">${person.disabledAt === null ? '' : tag('neutral', 'May not log in')}${locked.has(person.name) ? tag('danger', 'Locked') : ''}${person.mustChoose ? tag('warning', 'First password') : ''}${person.issuer === null ? '' : tag('info', 'Identity provider')}</div></td>
<td class="top">${roleNames[person.role]}</td><td class="top">${person.branches === null ? 'All' : person.branches.length === 0 ? 'None' : person.branches.join(', ')}</td>
<td class="top">${person.personId === visitor.person.personId ? html`<span class="muted">You</span>` : isWithin(person.branches, visitor.person) ? editOf(person) : ''}${locked.has(person.name) && isWithin(person.branches, visitor.person) ? html`<form method="post" action="/review/people/unlock">${token}<input type="hidden" name="person" value="${person.personId}"><button class="button">Unlock</button></form>` : ''}</td></tr>`;
  return page('People', html`<h1>People</h1>${said}
<div class="card table-card table-scroll"><table class="table"><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Branches</th><th scope="col"></th></tr></thead><tbody>${people.map(rowOf)}</tbody></table></div>
<section class="card stack"><h2>Somebody new</h2><p class="muted">Reviewers decide cases, auditors read cases and the trail, administrators manage people and see no case.</p>
<form method="post" action="/review/people/add" class="filters">${token}${input('name', 'Name', html`required maxlength="80" autocomplete="off"`)}${select('role', 'Role', roleOptions, 'reviewer')}${branchesField(visitor.person.branches)}${input('password', 'First password', html`type="password" required autocomplete="new-password"`)}<button class="button primary" data-testid="add-person">Add</button></form></section>`, status);
}
