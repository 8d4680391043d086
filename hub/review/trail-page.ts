/** Who did and saw what at head office, newest first; and whether the chain is whole. */
import { z } from 'zod';
import { html, type Html } from './html.ts';
import { banner, csrfField, tag, time } from './layout.ts';
import { caseAddress } from './queue-page.ts';
import { address, page, type Answer, type Ask, type OwnRoute, type Visitor } from './route.ts';
import { addLine, listTrail, trailActions, verifyAlone, type TrailBody, type TrailFilter } from './trail.ts';

const linesAPage = 50;
const querySchema = z.object({ before: z.coerce.number().int().min(1).nullable().catch(null), person: z.uuid().nullable().catch(null), case: z.uuid().nullable().catch(null) });

export const trailRoutes: readonly OwnRoute[] = [
  { method: 'GET', path: '/trail', who: ['auditor', 'admin'], handle: (ask) => showTrail(ask, null) },
  {
    method: 'POST', path: '/trail', who: ['auditor', 'admin'], perMinute: 6,
    handle: async (ask) => {
      const found = await verifyAlone(ask.hub.db, ask.hub.keys);
      if (found === null) return showTrail(ask, banner('warning', 'It is being verified already. Try again in a moment.', 'verified'));
      const { lines, hash, broken, otherKey, sound } = found;
      await ask.hub.db.transaction('owner', (sql) => addLine(ask.hub, sql, { action: 'trail.verified', person: ask.visitor.person, facts: { lines, sound } }));
      const said = broken !== null ? banner('danger', `Line ${broken} is not what was written, or is gone.`, 'verified')
        : !sound ? banner('warning', `The first ${otherKey} of ${lines} lines are signed by a key this hub does not have. At the hub, "trail END" with an end that was written down after them says whether they are the same.`, 'verified')
          : banner('success', html`${lines} lines, each as it was written. Write this end down elsewhere: <span class="mono">${lines}:${hash}</span>`, 'verified');
      return showTrail(ask, said);
    },
  },
];

async function showTrail({ hub, visitor, query }: Ask<Visitor>, said: Html | null): Promise<Answer> {
  const { person } = visitor;
  const read = querySchema.parse({ before: query['before'] ?? null, person: query['person'] ?? null, case: query['case'] ?? null });
  const filter: TrailFilter = { before: read.before, personId: read.person, caseId: read.case };
  const lines = await hub.db.transaction({ branches: person.branches }, (sql) => listTrail(sql, filter, linesAPage + 1));
  const shown = lines.slice(0, linesAPage);
  const last = shown.at(-1);
  return page('Trail', html`<div class="spread"><h1>Trail</h1><form method="post" action="/review/trail">${csrfField(visitor.csrf)}<button class="button" data-testid="verify">Verify all of it</button></form></div>
${said}${read.person !== null || read.case !== null ? html`<p>Lines of one ${read.case === null ? 'person' : 'case'}. <a href="/review/trail">All lines</a></p>` : ''}
<div class="card table-card table-scroll"><table class="table"><thead><tr><th scope="col">Line</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Case or branch</th></tr></thead>
<tbody>${shown.map(({ sequence, body }) => (body ? lineOf(body, person.role !== 'admin') : html`<tr><td class="tnum">${sequence}</td><td colspan="4">${tag('danger', 'This line cannot be read any more')}</td></tr>`))}</tbody></table></div>
${last && lines.length > linesAPage ? html`<p><a class="button" rel="next" href="${address('/review/trail', { before: last.sequence, person: read.person, case: read.case })}">Earlier</a></p>` : ''}`);
}

const lineOf = ({ sequence, at, action, person, branch, caseId, facts }: TrailBody, mayOpen: boolean): Html => html`<tr data-testid="trail-line"><td class="tnum">${sequence}</td><td>${time(at)}</td><td>${person ? html`<a href="${address('/review/trail', { person: person.personId })}">${person.name}</a>` : html`<span class="muted">${typeof facts['by'] === 'string' ? `${facts['by']}, at the hub` : 'nobody known'}</span>`}</td>
<td>${action === 'session.refused' || action === 'session.locked' ? tag('warning', trailActions[action]) : trailActions[action]}<div class="small muted">${Object.entries(facts).map(([key, value]) => `${key}: ${String(value)}`).join(' · ')}</div></td>
<td>${branch === null ? '' : caseId === null ? html`<div class="small muted">${branch}</div>` : html`<a href="${address('/review/trail', { case: caseId })}" class="mono small">${caseId.slice(0, 8)}</a> ${mayOpen ? html`<a href="${caseAddress(branch, caseId)}">Open</a>` : ''}<div class="small muted">${branch}</div>`}</td></tr>`;
