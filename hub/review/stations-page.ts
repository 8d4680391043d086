/** Which stations may hand in: an administrator lets in whoever's code is read out to them, and revokes. */
import { z } from 'zod';
import { stationIdText } from '../../core/sync/protocol.ts';
import { misses, standings, type Standing } from '../bundles.ts';
import type { Hub } from '../hub.ts';
import { approve, codeOfStation, findByCode, findStation, fingerprint, isExpired, isMark, listStations, markOf, mostWrongCodes, revoke, wrongCodes, type HubStation } from '../stations.ts';
import { branchChoices } from './cases.ts';
import { html, type Html } from './html.ts';
import { banner, csrfField, input, select, selectBranch, tag, time } from './layout.ts';
import { address, page, type Answer, type Ask, type OwnRoute, type Visitor } from './route.ts';
import { daysCard, daysOf } from './station-days.ts';
import { cutOf, seen, stationsOf, type StationHealth } from './station-health.ts';
import { addLine } from './trail.ts';

/** Chosen: of one address; a person types a code or two, the codes an hour are bounded besides. */
const typedPerMinute = 30;
/** Chosen: what somebody looks through; strangers may ask too. */
const waitingShown = 100;

/** From a list and not in words of their own: the trail keeps it for ever. */
const revokeReasons = { 'lost': 'Lost or stolen', 'replaced': 'Replaced by another computer', 'closed': 'Branch or counter was closed', 'misused': 'Misused, or its keys are in other hands', 'mistake': 'Let in by mistake', 'other': 'Other' } as const;
const revokeSchema = z.object({ station: stationIdText, reason: z.enum(Object.keys(revokeReasons) as [keyof typeof revokeReasons]), sure: z.literal('yes') });

const noSuchCode = 'No station that waits has this code. Have it read out again; a station whose code is too old asks again under Sending.';
const notAsShown = 'What asks under this code is not what you were shown. Nobody was let in. Type the code again and look once more.';
const tooMany = `${mostWrongCodes} codes within the hour fitted no station. Wait an hour.`;
const noStation = 'There is no such station, or it is of a branch that you do not see.';

const isOwn = ({ person: { branches } }: Visitor, { branch }: Pick<HubStation, 'branch'>): boolean => branches === null || branches.includes(branch);
const stationAddress = (stationId: string): string => address('/review/station', { station: stationId });

export const stationRoutes: readonly OwnRoute[] = [
  { method: 'GET', path: '/stations', who: ['admin'], handle: (ask) => showStations(ask, null) },
  { method: 'GET', path: '/station', who: ['admin'], handle: (ask) => showStation(ask, ask.query['station'], null) },
  {
    method: 'POST', path: '/stations/find', who: ['admin'], perMinute: typedPerMinute,
    handle: async (ask) => {
      const code = ask.form['code'] ?? '';
      const found = await whoHas(ask, code);
      return typeof found === 'string' ? showStations(ask, banner('danger', found), 400) : confirmPage(ask, found, code);
    },
  },
  {
    method: 'POST', path: '/stations/approve', who: ['admin'], perMinute: typedPerMinute,
    handle: async (ask) => {
      const { hub, visitor } = ask;
      const { code = '', station, mark = '' } = ask.form;
      const found = await whoHas(ask, code);
      if (typeof found === 'string') return showStations(ask, banner('danger', found), 400);
      // What was confirmed is what is let in.
      const approved = found.stationId !== station || !isMark(mark, found) ? null : await hub.db.transaction('owner', async (sql) => {
        const letIn = await approve(sql, found, hub.clock());
        if (letIn) await addLine(hub, sql, { action: 'station.approved', person: visitor.person, branch: letIn.branch, facts: { stationId: letIn.stationId, name: letIn.name } });
        return letIn;
      });
      return approved ? showStations(ask, banner('success', `${approved.name}, ${approved.branch}, is let in. It sends as soon as it asks again.`)) : showStations(ask, banner('danger', notAsShown), 400);
    },
  },
  {
    method: 'POST', path: '/stations/revoke', who: ['admin'],
    handle: async (ask) => {
      const { hub, visitor } = ask;
      const read = revokeSchema.safeParse(ask.form);
      if (!read.success) return showStation(ask, ask.form['station'], banner('danger', 'Choose a reason, and tick that you are sure.'), 400);
      const station = await findStation(hub.db, read.data.station);
      if (!station || !isOwn(visitor, station)) return showStations(ask, banner('danger', noStation), 404);
      const gone = await hub.db.transaction('owner', async (sql) => {
        const revoked = await revoke(sql, station.stationId, hub.clock());
        if (revoked) await addLine(hub, sql, { action: revoked.wasIn ? 'station.revoked' : 'station.refused', person: visitor.person, branch: station.branch, facts: { stationId: station.stationId, name: station.name, reason: read.data.reason } });
        return revoked;
      });
      return gone ? showStations(ask, banner('success', `${station.name}, ${station.branch}, is revoked. Nothing more is taken from it.`)) : showStation(ask, station.stationId, banner('warning', 'It was revoked already.'), 400);
    },
  },
];

/** @returns a sentence where nobody that this person may let in has the code. */
async function whoHas({ hub, visitor }: Ask<Visitor>, code: string): Promise<HubStation | string> {
  if ((await wrongCodes(hub.db, hub.clock())) >= mostWrongCodes) return tooMany;
  const found = await findByCode(hub.db, code, hub.keys, hub.clock());
  if (found === null) return noSuchCode;
  if (found.state === 'approved' && isOwn(visitor, found)) return `${found.name}, ${found.branch}, is let in already.`;
  return isOwn(visitor, found) ? found : 'This station is of a branch that is not yours. Whoever manages that branch lets it in.';
}

const confirmPage = ({ visitor }: Ask<Visitor>, found: HubStation, code: string): Answer => page('Let in?', html`<section class="card stack narrow"><h1>Let this station in?</h1>
<dl class="facts" data-testid="asks"><dt>Station</dt><dd><strong>${found.name}</strong></dd><dt>Branch</dt><dd><strong>${found.branch}</strong></dd><dt>Asked</dt><dd>${time(found.askedAt)}</dd><dt>Its key</dt><dd class="mono">${fingerprint(found.publicKey)}</dd></dl>
<p>Ask whoever read out the code whether this is their station and branch. What it sends counts as that branch's from then on.</p>
<form method="post" action="/review/stations/approve" class="row">${csrfField(visitor.csrf)}<input type="hidden" name="code" value="${code}"><input type="hidden" name="station" value="${found.stationId}"><input type="hidden" name="mark" value="${markOf(found)}"><button class="button primary" data-testid="approve">Let it in</button><a class="button" href="/review/stations">No, go back</a></form></section>`);

async function showStations({ hub, visitor, query }: Ask<Visitor>, said: Html | null, status = 200): Promise<Answer> {
  const { person, csrf } = visitor;
  const branch = (query['branch'] ?? '').slice(0, 80);
  const { choices, known } = await hub.db.transaction({ branches: person.branches }, async (sql) => ({ choices: await branchChoices(sql, person.branches), known: await stationsOf(sql, { branches: person.branches, branch: branch || null }) }));
  const waiting = (await listStations(hub.db)).filter((one) => one.state === 'pending' && isOwn(visitor, one)).sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
  return page('Stations', html`<h1>Stations</h1>${said}${waitingCard(waiting, hub, csrf)}${knownCard(known, await standingOf(hub), { choices, branch, now: hub.clock() })}`, status);
}

async function standingOf(hub: Hub): Promise<ReadonlyMap<string, Standing>> {
  return new Map((await standings(hub)).stations.map((one) => [one.stationId, one]));
}

/** Never the code: it is for whoever hears it from the branch. */
const waitingCard = (waiting: readonly HubStation[], hub: Hub, csrf: string): Html => html`<section class="card stack"><h2>Waiting to be let in</h2>
${waiting.length === 0 ? html`<p class="muted" data-testid="none-waits">No station waits. A supervisor connects one under Sending on the station.</p>` : html`<div class="table-scroll"><table class="table"><thead><tr><th scope="col">Station</th><th scope="col">Branch</th><th scope="col">Asked</th></tr></thead><tbody>${waiting.slice(0, waitingShown).map((one) => html`<tr data-testid="waits"><td><strong>${one.name}</strong>${isExpired(one, hub.clock()) || codeOfStation(one, hub.keys) === null ? html` ${tag('neutral', 'Its code is too old: it must ask again')}` : ''}</td><td>${one.branch}</td><td>${time(one.askedAt)}</td></tr>`)}</tbody></table></div>
${waiting.length > waitingShown ? html`<p class="muted">These are the newest ${waitingShown} of ${waiting.length}.</p>` : ''}`}
<form method="post" action="/review/stations/find" class="filters">${csrfField(csrf)}${input('code', 'Code that the branch reads out to you', html`required maxlength="60" size="24" autocomplete="off" spellcheck="false"`)}<button class="button primary" data-testid="find">Go on</button></form></section>`;

const knownCard = (known: readonly StationHealth[], standing: ReadonlyMap<string, Standing>, { choices, branch, now }: { choices: readonly string[]; branch: string; now: Date }): Html => html`<section class="card stack"><div class="spread"><h2>Let in</h2><form action="/review/stations" class="filters">${selectBranch(choices, branch)}<button class="button">Show</button></form></div>
${known.length === 0 ? html`<p class="lead">No station is let in yet.</p>` : html`<div class="table-scroll"><table class="table" data-testid="stations"><thead><tr><th scope="col">Station</th><th scope="col">Branch</th><th scope="col">Last heard</th><th scope="col">Publication</th><th scope="col">Program</th></tr></thead><tbody>${known.map((one) => html`<tr data-testid="station"><td><a href="${stationAddress(one.stationId)}"><strong>${one.name}</strong></a>${one.state === 'revoked' ? html` ${tag('danger', 'Revoked')}` : ''}</td><td>${one.branch}</td><td>${seen(one, now)}</td><td>${standingText(standing.get(one.stationId))}</td><td>${one.program ?? '-'}</td></tr>`)}</tbody></table></div>${cutOf(known)}`}</section>`;

function standingText(one: Standing | undefined): Html {
  if (one === undefined || one.state === 'revoked') return html`-`;
  if (misses(one)) return html`${tag('danger', `Refuses ${one.refused ?? one.due ?? ''}`.trim())} <span class="small muted mono">${one.code}</span>`;
  if (one.at === null) return tag('neutral', 'Has not asked yet');
  if (one.due === null || one.have === one.due) return one.have === null ? html`<span class="muted">None published</span>` : tag('success', `Has ${one.have}, the newest`);
  return tag('warning', one.have === null ? `Has none of ${one.due}` : `Has ${one.have}, not yet ${one.due}`);
}

async function showStation(ask: Ask<Visitor>, given: string | undefined, said: Html | null, status = 200): Promise<Answer> {
  const { hub, visitor, words } = ask;
  const id = stationIdText.safeParse(given);
  const station = id.success ? await findStation(hub.db, id.data) : null;
  if (!station?.wasIn || !isOwn(visitor, station)) return showStations(ask, banner('danger', noStation), 404);
  const history = await hub.db.transaction({ branches: visitor.person.branches }, (sql) => daysOf(sql, station, hub.clock()));
  return page(station.name, html`<p class="eyebrow">${station.branch}</p><div class="spread"><h1>${station.name}</h1>${station.state === 'revoked' ? tag('danger', 'Revoked') : ''}</div>${said}
<section class="card stack"><dl class="facts"><dt>Publication</dt><dd>${standingText((await standingOf(hub)).get(station.stationId))}</dd><dt>Its key</dt><dd class="mono">${fingerprint(station.publicKey)}</dd><dt>Number</dt><dd class="mono small">${station.stationId}</dd></dl></section>
${daysCard(history, hub.clock(), words)}
${station.state === 'revoked' ? '' : revokeCard(station, visitor.csrf)}<p><a href="/review/stations">To all stations</a></p>`, status);
}

const revokeCard = (station: HubStation, csrf: string): Html => html`<section class="card stack"><h2>Revoke</h2><p>For ever: nothing more is taken from it, and what waits there does not come any more. To come back it has to be set up and connected anew. A station without a line hears of it once you publish.</p>
<form method="post" action="/review/stations/revoke" class="stack">${csrfField(csrf)}<input type="hidden" name="station" value="${station.stationId}">${select('reason', 'Reason', [['', 'Choose a reason'], ...Object.entries(revokeReasons)], '')}<label class="row"><input type="checkbox" name="sure" value="yes" required> Revoke ${station.name}, ${station.branch}, for ever</label><div><button class="button" data-testid="revoke">Revoke</button></div></form></section>`;
