/** One case with everything a station sent of it, and the decision. Whoever opens it, and each picture, is a line of the trail. */
import { z } from 'zod';
import { errorTexts } from '../../core/errors.ts';
import type { Manifest } from '../../core/sync/manifest.ts';
import { headReasons, type HeadOutcome, type HeadReason } from '../../core/sync/head-office.ts';
import type { SameDocument } from '../documents.ts';
import { refusalTexts } from '../refusals.ts';
import { openPicture, PictureDamaged, streamOf } from '../stored-picture.ts';
import { caseStates, caseWhys, comeOf, decisionsOf, findReviewCase, manifestsOf, parkedOf, parkedShown, picturesOf, proposalOf, stages, type HeadDecision, type Parked, type PictureState, type ReviewCase } from './cases.ts';
import { decide, decideRefusals, decideSchema } from './decide.ts';
import { twinsOf } from './doubles.ts';
import { evidenceSchema, twinsPart } from './evidence.ts';
import { whySecond, whySecondTexts } from './four-eyes.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { mostParked, openCaseOf } from './intake.ts';
import { banner, csrfField, select, tag, time } from './layout.ts';
import { caseAddress, outcomeTag } from './queue-page.ts';
import { checksCard, recordParts } from './record.ts';
import { address, go, page, type Answer, type Ask, type OwnRoute, type Visitor } from './route.ts';
import { addLine } from './trail.ts';

const caseSchema = z.object({ branch: z.string().min(1).max(80), case: z.uuid() });
const notHere = page('Not here', html`<section class="card stack narrow"><h1>Not here</h1><p>There is no such case, or it is of a branch that you do not see.</p><p><a href="/review">To all cases</a></p></section>`, 404);

export const outcomeNames: Readonly<Record<HeadOutcome, readonly [name: string, hint: string]>> = {
  accept: ['Accept', 'The customer is who they say.'], reject: ['Reject', 'The customer is not accepted.'], 'ask-again': ['Ask again', 'The customer has to come back, or bring something else.'],
};
const reasonNames: Readonly<Record<HeadReason, string>> = {
  'documents-agree': 'Everything agrees', 'known-customer': 'Known customer', 'reading-error': 'The machine read it wrong', 'pictures-unclear': 'Pictures are not clear', 'something-missing': 'Something is missing',
  'not-the-holder': 'Not the holder of the document', 'document-not-genuine': 'Document is not genuine', 'against-policy': 'Does not meet the policy', appeal: 'The customer appealed', other: 'Other (say it in the note)',
};

type Capture = Manifest['captures'][number];
type Shown = { found: ReviewCase; manifests: Manifest[]; parked: Parked[]; moreParked: boolean; pictures: PictureState[]; decisions: HeadDecision[]; twins: SameDocument[]; moreTwins: boolean; here: ReadonlySet<string> };

export const caseRoutes: readonly OwnRoute[] = [
  {
    method: 'GET', path: '/case', who: ['reviewer', 'auditor'],
    handle: (ask) => showCase(ask, ask.query, ask.query['done'] === undefined ? null : banner('success', doneTexts[ask.query['done']] ?? '', 'decided')),
  },
  {
    method: 'POST', path: '/decide', who: ['reviewer'],
    handle: async (ask) => {
      const read = decideSchema.safeParse(ask.form);
      if (!read.success) return page('Not understood', banner('danger', 'This decision was not understood. Nothing was changed.'), 400);
      const said = await decide(ask.hub, ask.visitor.person, read.data);
      if (said.ok) return go(`${caseAddress(read.data.branch, read.data.caseId)}&done=${said.stage}`);
      const shown = await showCase(ask, { branch: read.data.branch, case: read.data.caseId }, banner('danger', decideRefusals[said.why], 'refused'), read.data);
      return shown.kind === 'page' ? { ...shown, status: said.why === 'not-found' ? 404 : said.why === 'changed' ? 409 : said.why === 'incomplete' ? 400 : 403 } : shown;
    },
  },
  {
    method: 'GET', path: '/picture', who: ['reviewer', 'auditor'],
    handle: async ({ hub, visitor: { person }, query }) => {
      const read = caseSchema.extend({ capture: z.uuid() }).safeParse(query);
      if (!read.success) return notHere;
      const { branch, case: caseId, capture: captureId } = read.data;
      const opened = await hub.db.transaction({ branches: person.branches }, async (sql): Promise<Answer | null> => {
        const manifests = await manifestsOf(sql, branch, caseId);
        const capture = manifests.flatMap(({ captures }) => captures).find((one) => one.captureId === captureId);
        const picture = capture ? await openPicture(hub, sql, branch, captureId).catch(damagedOr) : null;
        if (!capture || !picture) return null;
        if (picture === 'damaged') return page('Not whole', banner('danger', damagedText, 'picture-damaged'), 500);
        await addLine(hub, sql, { action: 'picture.opened', person, branch, caseId, facts: { captureId } });
        return {
          kind: 'picture', type: capture.mime, bytes: streamOf(hub, { branches: person.branches }, picture), length: picture.bytes, inline: capture.mime !== 'application/pdf',
          name: fileName(manifests.at(-1)?.case.number ?? '', capture),
        };
      });
      return opened ?? page('Not here', banner('warning', 'This picture is not here, or does not open.'), 404);
    },
  },
];

const damagedText = `${errorTexts['hub.picture-damaged'].message} ${errorTexts['hub.picture-damaged'].remedy} (hub.picture-damaged)`;
const damagedOr = (thrown: unknown): 'damaged' => {
  if (thrown instanceof PictureDamaged) return 'damaged';
  throw thrown;
};

const extensions: Readonly<Record<Capture['mime'], string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };
/** A station's number is its own text: what a file name or a header does not hold is left out. */
const fileName = (number: string, { step, mime }: Capture): string => `${[number.replaceAll(/[^A-Za-z0-9-]/g, ''), step].filter((one) => one !== '').join('-')}.${extensions[mime]}`;

const doneTexts: Readonly<Record<string, string>> = {
  alone: 'Decided.', proposed: 'Written down. A second person has to agree before it counts.', agreed: 'You agreed: the case is decided.', disagreed: 'You did not agree: the case is open again.',
};

/** The second person's page begins as empty as the first one's. */
async function showCase({ hub, words, visitor }: Ask<Visitor>, query: Record<string, string>, said: Html | null, typed: Typed = emptyForm): Promise<Answer> {
  const read = caseSchema.safeParse(query);
  if (!read.success) return notHere;
  const { branch, case: caseId } = read.data;
  const { person } = visitor;
  const shown = await hub.db.transaction({ branches: person.branches }, async (sql): Promise<Shown | null> => {
    await openCaseOf(sql, branch, caseId, 'looked-up', hub.clock());
    const found = await findReviewCase(sql, branch, caseId);
    if (!found) return null;
    const manifests = await manifestsOf(sql, branch, caseId);
    const notTaken = await parkedOf(sql, branch, caseId);
    const all = [...manifests, ...notTaken.parked.map(({ manifest }) => manifest)];
    const seen: Shown = {
      found, manifests, ...notTaken, pictures: await picturesOf(sql, branch, manifests.flatMap(({ captures }) => captures.map(({ captureId }) => captureId))), decisions: await decisionsOf(sql, branch, caseId),
      ...(await twinsOf(hub, sql, caseId, manifests)), here: await comeOf(sql, branch, all.flatMap(({ evidence }) => evidenceSchema.parse(evidence).duplicates.map(({ earlierCaseId }) => earlierCaseId))),
    };
    // Last: whoever adds a line holds up everybody else who does.
    await addLine(hub, sql, { action: 'case.opened', person, branch, caseId });
    return seen;
  });
  return shown ? page(`Case ${shown.found.number}`, caseBody(shown, words, visitor, said, typed)) : notHere;
}

function caseBody(shown: Shown, words: Words, visitor: Visitor, said: Html | null, typed: Typed): Html {
  const { found, manifests, parked, moreParked, decisions } = shown;
  const last = manifests.at(-1) ?? parked.at(-1)?.manifest;
  return html`<div class="spread"><div><p class="eyebrow">${found.branch}</p><h1>Case <span class="tnum">${found.number}</span></h1></div><div class="tags">${found.demo ? tag('info', 'Demonstration') : ''}${found.fraud ? tag('fraud', 'Suspected fraud') : ''}${found.why === 'looked-up' ? '' : tag(found.why === 'conflict' ? 'danger' : 'neutral', caseWhys[found.why])}${tag('warning', caseStates[found.state])}</div></div>
${said}${found.fraud ? banner('fraud', 'Fraud is suspected. Nothing of this is said to the customer, and two people decide.', 'fraud') : ''}
<div class="two"><div class="stack">
${manifests.length === 0 ? banner('warning', 'No record of this case was taken: what is shown was refused because another one was there before.') : ''}
${last ? recordParts(last, words, shown.here, picturesCard(shown, words)) : ''}
${twinsPart(found.branch, shown.twins, shown.moreTwins)}${parked.map((one) => parkedCard(one, shown.here, words))}
${moreParked ? banner('warning', `And more: these are the first ${parkedShown} that were not taken.`, 'more-parked') : ''}${found.why === 'conflict' && parked.length === 0 ? banner('warning', `Another record of this case came and was not kept: of its station ${mostParked} lie here already. Find out whether that station was copied.`, 'not-kept') : ''}
${last ? checksCard(last, words) : ''}
</div><div class="stack aside">${decisionCard(shown, visitor, typed)}${historyCard(manifests, decisions)}</div></div>`;
}

/** Those of the last decision; what an earlier one went by and this one does not is folded. */
function picturesCard(shown: Shown, words: Words): Html {
  const captures = shown.manifests.at(-1)?.captures ?? [];
  const now = new Set(captures.map(({ captureId }) => captureId));
  const earlier = [...new Map(shown.manifests.flatMap((one) => one.captures).filter(({ captureId }) => !now.has(captureId)).map((one) => [one.captureId, one])).values()];
  const grid = (some: readonly Capture[]): Html => html`<div class="pictures">${some.map((capture) => pictureOf(shown, capture, words))}</div>`;
  return html`<section class="card stack"><h2>Pictures</h2>${grid(captures)}${earlier.length === 0 ? '' : html`<details data-testid="earlier-pictures"><summary>Earlier pictures of this case (${earlier.length})</summary>${grid(earlier)}</details>`}</section>`;
}

function pictureOf({ found, pictures }: Shown, capture: Capture, words: Words): Html {
  const state = pictures.find(({ captureId }) => captureId === capture.captureId);
  const from = address('/review/picture', { branch: found.branch, case: found.caseId, capture: capture.captureId });
  const name = words.step(capture.step);
  return html`<figure>${state?.there !== true ? html`<div class="missing">Not here yet${state && state.have > 0 ? ` (${state.have} of ${state.of} pieces)` : ''}. The station sends pictures after decisions.</div>` : state.lost ? html`<div class="missing" data-testid="picture-lost">${damagedText}</div>`
    : capture.mime === 'application/pdf' ? html`<div class="missing"><a href="${from}" data-testid="pdf">Save the PDF</a></div>` : html`<a href="${from}" target="_blank" rel="noopener"><img src="${from}" alt="${name}" loading="lazy" data-testid="picture"></a>`}
<figcaption>${name} · ${capture.provenance.lane} · ${capture.provenance.device} · ${time(capture.provenance.capturedAt)}${capture.provenance.demo ? ' · demonstration' : ''}</figcaption></figure>`;
}

const parkedCard = ({ manifest, reason, at }: Parked, here: ReadonlySet<string>, words: Words): Html => html`<section class="card stack" data-testid="parked"><h2>Another record that was not taken</h2>
${banner('warning', `${refusalTexts[reason as keyof typeof refusalTexts] ?? reason} The first one was kept; this one is shown so that you can hold them side by side.`, 'parked-why')}<p class="muted">Came ${time(at)}, decided ${time(manifest.decidedAt)} by ${manifest.operatorName}: ${outcomeTag(manifest.decision.outcome)}</p>${recordParts(manifest, words, here, null)}</section>`;

type Typed = { outcome: string; reason: string; note: string; agree: string };
const emptyForm: Typed = { outcome: '', reason: '', note: '', agree: '' };

function decisionCard({ found, decisions }: Shown, visitor: Visitor, typed: Typed): Html {
  const proposal = proposalOf(found, decisions);
  const own = proposal?.personId === visitor.person.personId;
  if (visitor.person.role !== 'reviewer') return proposal ? html`<section class="card stack"><h2>Decision</h2>${proposed(proposal)}</section>` : html``;
  const hidden = html`${csrfField(visitor.csrf)}<input type="hidden" name="branch" value="${found.branch}"><input type="hidden" name="caseId" value="${found.caseId}"><input type="hidden" name="sequence" value="${found.sequence}"><input type="hidden" name="answers" value="${proposal?.decisionId ?? ''}">`;
  if (proposal) {
    return html`<section class="card stack"><h2>Second person</h2>${proposed(proposal)}${own ? banner('info', 'You decided first. Somebody else has to agree.', 'own-proposal') : html`<form method="post" action="/review/decide" class="stack">${hidden}
<fieldset class="choices"><legend>Do you agree?</legend>${choice('agree', 'yes', 'I agree', 'The case is decided so.', typed.agree)}${choice('agree', 'no', 'I do not agree', 'The case is open again.', typed.agree)}</fieldset>${note(typed.note)}<button class="button primary" data-testid="answer">Confirm</button></form>`}</section>`;
  }
  const needs = (outcome: HeadOutcome): string => { const why = whySecond(found, decisions, outcome); return why === null ? '' : ` ${whySecondTexts[why]}`; };
  return html`<section class="card stack"><h2>Decide</h2><form method="post" action="/review/decide" class="stack">${hidden}
<fieldset class="choices"><legend class="visually-hidden">Decision</legend>${(Object.keys(outcomeNames) as HeadOutcome[]).map((outcome) => choice('outcome', outcome, outcomeNames[outcome][0], `${outcomeNames[outcome][1]}${needs(outcome)}`, typed.outcome))}</fieldset>
${select('reason', 'Reason', [['', 'Choose a reason'], ...headReasons.map((reason) => [reason, reasonNames[reason]] as const)], typed.reason)}${note(typed.note)}<button class="button primary" data-testid="decide">Decide</button></form></section>`;
}

const proposed = ({ outcome, reason, note: said, personName, at }: HeadDecision): Html => html`<dl class="facts" data-testid="proposal"><dt>Decided</dt><dd>${outcomeNames[outcome][0]}</dd><dt>Reason</dt><dd>${reasonNames[reason]}</dd><dt>Note</dt><dd>${said}</dd><dt>By</dt><dd>${personName}, ${time(at)}</dd></dl>`;
const choice = (name: string, value: string, text: string, hint: string, chosen: string): Html => html`<label class="choice"><input type="radio" name="${name}" value="${value}" required${value === chosen ? html` checked` : ''}><span><strong>${text}</strong><span class="small muted">${hint}</span></span></label>`;
const note = (value: string): Html => html`<label class="field"><span>Why, in a sentence or two</span><textarea name="note" required maxlength="1000">${value}</textarea></label>`;

const historyCard = (manifests: readonly Manifest[], decisions: readonly HeadDecision[]): Html => html`<section class="card stack"><h2>What was decided</h2><ol class="lines" data-testid="history">
${manifests.map(({ decision, decidedAt, operatorName, final }) => html`<li><div class="row">${outcomeTag(decision.outcome)}<span class="muted small">at the station${final ? '' : ', not closed'}</span></div><p class="small muted">${operatorName}, ${time(decidedAt)}</p>${decision.review ? html`<p class="small">Second person at the counter: ${decision.review.second.name}. ${decision.review.note}</p>` : ''}</li>`)}
${decisions.map((one) => html`<li><div class="row"><strong>${outcomeNames[one.outcome][0]}</strong>${tag(one.stage === 'proposed' ? 'warning' : one.stage === 'disagreed' ? 'danger' : 'info', stages[one.stage])}</div><p class="small">${reasonNames[one.reason]}. ${one.note}</p><p class="small muted">${one.personName}, ${time(one.at)}</p></li>`)}</ol></section>`;
