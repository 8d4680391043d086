/** What is to do, oldest first. No name of a customer stands here: whoever wants to know opens the case, and that is a line of the trail. */
import { z } from 'zod';
import { branchChoices, caseStates, caseWhys, foundShown, listQueue, reasonChoices, searchNumber, stateFilters, type FoundCase, type QueueFilter, type ReviewCase } from './cases.ts';
import { doublesOf, type Double } from './doubles.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { input, select, selectBranch, span, tag, time } from './layout.ts';
import { address, page, type OwnRoute } from './route.ts';
import { addLine } from './trail.ts';

/** Chosen: what one page shows without getting long. */
const rowsAPage = 25;

const querySchema = z.object({
  state: z.enum(Object.keys(stateFilters) as [keyof typeof stateFilters]).catch('to-do'), branch: z.string().max(80).catch(''), reason: z.string().max(60).catch(''),
  since: z.iso.datetime().optional().catch(undefined), after: z.uuid().optional().catch(undefined),
});

export const outcomeTexts: Readonly<Record<string, readonly [kind: 'success' | 'warning' | 'danger' | 'neutral', text: string]>> = {
  accept: ['success', 'Accepted'], refer: ['warning', 'Left to staff'], retry: ['warning', 'Not completed'], reject: ['danger', 'Rejected'], unknown: ['neutral', 'Not taken'],
};
export const outcomeTag = (outcome: string): Html => tag(...(outcomeTexts[outcome] ?? outcomeTexts['unknown']!));
export const caseAddress = (branch: string, caseId: string): string => address('/review/case', { branch, case: caseId });

export const queueRoutes: readonly OwnRoute[] = [
  {
    method: 'GET', path: '/', who: ['reviewer', 'auditor'],
    handle: async ({ hub, words, visitor: { person }, query }) => {
      const read = querySchema.parse(query);
      const filter: QueueFilter = { state: read.state, branch: read.branch || null, reason: read.reason || null, after: read.since && read.after ? { since: new Date(read.since), caseId: read.after } : null };
      const { rows, branches, reasons, doubles } = await hub.db.transaction({ branches: person.branches }, async (sql) => {
        const found = await listQueue(sql, filter, rowsAPage + 1);
        return { rows: found, branches: await branchChoices(sql, person.branches), reasons: await reasonChoices(sql), doubles: await doublesOf(hub, sql, found.slice(0, rowsAPage)) };
      });
      return page('Cases', queueBody(rows, doubles, { branches, reasons }, read, words, hub.clock()));
    },
  },
  {
    method: 'GET', path: '/search', who: ['reviewer', 'auditor'],
    handle: async ({ hub, visitor: { person }, query }) => {
      const [number, branch] = [(query['number'] ?? '').trim().slice(0, 40), (query['branch'] ?? '').slice(0, 80)];
      const { found, branches } = await hub.db.transaction({ branches: person.branches }, async (sql) => {
        const among = await branchChoices(sql, person.branches);
        if (number === '') return { found: [], branches: among };
        const cases = await searchNumber(sql, number, branch || null);
        // What fits no case may be anything, a customer's name too, and the trail keeps it for ever.
        await addLine(hub, sql, { action: 'queue.searched', person, facts: cases.length > 0 ? { number, ...(branch && { branch }), found: Math.min(cases.length, foundShown) } : { found: 0 } });
        return { found: cases, branches: among };
      });
      return page('Search', searchBody(number, branch, found, branches));
    },
  },
];

function queueBody(rows: readonly ReviewCase[], doubles: ReadonlyMap<string, Double>, { branches, reasons }: { branches: string[]; reasons: string[] }, { state, branch, reason, after }: z.infer<typeof querySchema>, words: Words, now: Date): Html {
  const shown = rows.slice(0, rowsAPage);
  const last = shown.at(-1);
  return html`<div class="spread"><h1>Cases</h1>${searchForm('', '', branches)}</div>
<form action="/review" class="card filters" aria-label="Filter">
${select('state', 'Show', Object.entries(stateFilters), state)}
${selectBranch(branches, branch)}
${select('reason', 'Reason', [['', 'All reasons'], ['conflict', caseWhys.conflict], ...reasons.map((code) => [code, words.checkName(code)] as const)], reason)}
<button class="button" data-testid="filter">Show</button></form>
${shown.length === 0 ? html`<p class="card lead" data-testid="queue-empty">Nothing here${state === 'to-do' && branch === '' && reason === '' ? ': everything is decided.' : ' that fits.'}</p>` : html`<div class="card table-card table-scroll"><table class="table"><thead><tr><th scope="col">Case</th><th scope="col">Branch</th><th scope="col">Why</th><th scope="col">Here for</th><th scope="col">State</th></tr></thead>
<tbody>${shown.map((row) => rowOf(row, doubles.get(row.caseId), words, now))}</tbody></table></div>`}
<nav class="spread" aria-label="Pages of the list">${after === undefined ? html`<span></span>` : html`<a href="${address('/review', { state, branch, reason })}">To the oldest</a>`}${last && rows.length > rowsAPage ? html`<a class="button" rel="next" data-testid="next" href="${address('/review', { state, branch, reason, since: last.since.toISOString(), after: last.caseId })}">Next ${rowsAPage}</a>` : ''}</nav>`;
}

const rowOf = (row: ReviewCase, double: Double | undefined, words: Words, now: Date): Html => html`<tr data-testid="queue-row"><td><a href="${caseAddress(row.branch, row.caseId)}" class="tnum"><strong>${row.number}</strong></a>${row.demo ? html` ${tag('info', 'Demonstration')}` : ''}</td><td>${row.branch}</td>
<td><div class="tags">${row.why === 'conflict' ? tag('danger', caseWhys.conflict) : ''}${row.fraud ? tag('fraud', 'Suspected fraud') : ''}${double?.elsewhere ? tag('warning', 'Document in another branch too') : ''}${double?.atStation ? tag('warning', 'Possible duplicate') : ''}${row.reasons.slice(0, 3).map((code) => tag('neutral', words.checkName(code)))}${row.reasons.length > 3 ? tag('neutral', `and ${row.reasons.length - 3} more`) : ''}</div></td>
<td><span class="tnum">${span(now.getTime() - row.since.getTime())}</span></td><td>${tag(row.state === 'open' || row.state === 'second' ? 'warning' : 'neutral', caseStates[row.state])}</td></tr>`;

/** Every station gives the same numbers: of many stations the branch finds the one that is meant. */
const searchForm = (number: string, branch: string, branches: readonly string[]): Html =>
  html`<form action="/review/search" class="filters" role="search">${input('number', 'Case number', html`maxlength="40" size="18" value="${number}"`)}${selectBranch(branches, branch)}<button class="button">Find</button></form>`;

const searchBody = (number: string, branch: string, found: readonly FoundCase[], branches: readonly string[]): Html => html`<div class="spread"><h1>Case number ${number}</h1>${searchForm(number, branch, branches)}</div>
${found.length === 0 ? html`<p class="card lead">No case with this number is here${branch === '' ? '' : ` of ${branch}`}, or it is of a branch that you do not see.</p>` : html`<div class="card table-card"><table class="table"><thead><tr><th scope="col">Case</th><th scope="col">Branch</th><th scope="col">The station decided</th><th scope="col">When</th></tr></thead>
<tbody>${found.slice(0, foundShown).map((one) => html`<tr><td><a href="${caseAddress(one.branch, one.caseId)}"><strong class="tnum">${one.number}</strong></a></td><td>${one.branch}</td><td>${outcomeTag(one.outcome)}</td><td>${time(one.decidedAt)}</td></tr>`)}</tbody></table></div>`}${found.length > foundShown ? html`<p class="muted">And more: these are ${foundShown} of them. Choose the branch to find the others.</p>` : ''}<p><a href="/review">To all cases</a></p>`;
