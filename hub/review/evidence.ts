/** What the clerk and the machine had before them, as a station's record holds it: open, because a newer station may know more. */
import { z } from 'zod';
import type { Manifest } from '../../core/sync/manifest.ts';
import type { SameDocument } from '../documents.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { tag, time } from './layout.ts';
import { caseAddress, outcomeTag } from './queue-page.ts';

const field = z.object({ value: z.string(), source: z.string() });
const yesOrNo = z.union([z.boolean(), z.number()]).transform(Boolean);
const answer = z.string().nullable();
const lines = z.array(z.object({ text: z.string() })).catch([]);

export const evidenceSchema = z.object({
  extraction: z.object({ fields: z.record(z.string(), field).catch({}) }).catch({ fields: {} }),
  corrections: z.array(z.object({ field: z.string(), original: field.nullable(), value: z.string(), at: z.string() })).catch([]),
  match: z.object({ verdict: z.string(), distance: z.number().nullable(), frames: z.number() }).nullable().catch(null),
  blockedFaces: z.array(z.object({ reference: z.string(), reason: z.string(), listedOn: z.iso.date(), distance: z.number(), answer, operatorName: z.string().nullable() })).catch([]),
  duplicates: z.array(z.object({ earlierCaseId: z.uuid(), number: z.string(), document: yesOrNo, person: yesOrNo, answer, operatorName: z.string().nullable() })).catch([]),
  staffComparison: z.object({ finding: z.string(), note: z.string(), operatorName: z.string() }).nullable().catch(null),
  address: z.object({
    form: z.object({ country: z.string(), street: z.string(), number: z.string(), unit: z.string().catch(''), city: z.string(), region: z.string().catch(''), postalCode: z.string() }),
    proof: z.object({ source: z.string(), pageCount: z.number(), lines }),
  }).nullable().catch(null),
  statement: z.object({
    asked: z.object({ word: z.string(), code: z.string().nullable() }), reading: z.object({ people: z.number(), sheet: z.object({ lines }).nullable() }),
    staff: z.object({ date: answer, word: answer, operatorName: z.string() }).nullable().catch(null),
  }).nullable().catch(null),
  visit: z.object({ place: z.string() }).nullable().catch(null),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** What the station found on head office's own list, as it stood there then, and what staff said of it. */
export const listedPart = ({ blockedFaces }: Evidence, words: Words): Html | '' => (blockedFaces.length === 0 ? '' : html`<section class="card stack" data-testid="listed"><h2>Faces of your list</h2><ul class="lines">${blockedFaces.map(({ reference, reason, listedOn, distance, answer: given, operatorName }) =>
  html`<li><div class="row"><strong>${reference}</strong>${tag('warning', words.said(`blockedFace.reason.${reason}`))}</div><p>${given === null ? 'Staff did not answer.' : `${operatorName ?? 'Staff'} said: ${words.said(`blockedFace.answer.${given}`)}`}</p><p class="small muted">Listed since ${listedOn}, distance ${distance.toFixed(3)}</p></li>`)}</ul></section>`);

/** The station's own earlier cases that may be of the same customer. @param here cases that have come, and can be opened */
export const duplicatesPart = ({ duplicates }: Evidence, branch: string, here: ReadonlySet<string>, words: Words): Html | '' => (duplicates.length === 0 ? '' : html`<section class="card stack" data-testid="duplicates"><h2>Earlier cases at this station</h2><p class="muted">The station found them, and asked the clerk.</p><ul class="lines">${duplicates.map((one) =>
  html`<li data-testid="duplicate"><div class="row">${here.has(one.earlierCaseId) ? html`<a href="${caseAddress(branch, one.earlierCaseId)}" class="tnum"><strong>${one.number}</strong></a>` : html`<strong class="tnum">${one.number}</strong><span class="small muted">has not come here</span>`}${one.document ? tag('warning', words.said('duplicates.by.document')) : ''}${one.person ? tag('neutral', words.said('duplicates.by.person')) : ''}${one.document || one.person ? '' : tag('neutral', words.said('duplicates.by.face'))}</div>
<p>${one.answer === null ? 'The clerk was not asked, or did not answer.' : `${one.operatorName ?? 'Staff'} said: ${words.said(`duplicates.answer.${one.answer}`)}`}</p></li>`)}</ul></section>`);

/** Other cases of the same document, told by their numbers alone: the hub found them, the station could not. */
export const twinsPart = (branch: string, twins: readonly SameDocument[], more: boolean): Html | '' => (twins.length === 0 ? '' : html`<section class="card stack" data-testid="twins"><h2>The same document in other cases</h2><p class="muted">By country, kind and number, among the branches that you see.</p><ul class="lines">${twins.map((one) =>
  html`<li data-testid="twin"><div class="row"><a href="${caseAddress(one.branch, one.caseId)}" class="tnum"><strong>${one.number}</strong></a><span>${one.branch}</span>${one.branch === branch ? '' : tag('warning', 'Another branch')}${outcomeTag(one.outcome)}</div><p class="small muted">Came ${time(one.receivedAt)}</p></li>`)}</ul>${more ? html`<p class="muted">And more: these are the newest ${twins.length}.</p>` : ''}</section>`);

const factList = (facts: readonly (readonly [string, string | Html])[]): Html => html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
const readLines = (read: readonly { text: string }[]): Html => (read.length === 0 ? html`<span class="muted">nothing</span>` : html`${read.map(({ text }) => html`<span class="read">${text}</span>`)}`);
/** Chosen: what is looked over at once; the rest is folded. */
const linesShown = 12;

export function statementPart({ statement }: Evidence, words: Words): Html | '' {
  if (statement === null) return '';
  const { asked, reading, staff } = statement;
  const said = (what: 'staffDate' | 'staffWord', given: string | null): string => (given === null ? '' : words.said(`statement.${what}`).replace('{answer}', words.said(`statement.answer.${given}`)));
  return html`<section class="card stack" data-testid="statement"><h2>Document and sheet in the hand</h2>${factList([
    ['Asked for', asked.word], ['Sheet', asked.code === null ? 'no printed one' : `printed, code ${asked.code}`], ['Read on it', readLines(reading.sheet?.lines ?? [])], ['People in the picture', String(reading.people)],
    ...(staff ? [['Staff compared', `${staff.operatorName}. ${[said('staffDate', staff.date), said('staffWord', staff.word)].filter((one) => one !== '').join(', ')}`] as const] : []),
  ])}</section>`;
}

export function addressPart({ address }: Evidence, words: Words): Html | '' {
  if (address === null) return '';
  const { form, proof } = address;
  const stated = [`${form.street} ${form.number}`, form.unit, `${form.postalCode} ${form.city}`, form.region, form.country].map((one) => one.trim()).filter((one) => one !== '').join(', ');
  const rest = proof.lines.slice(linesShown);
  return html`<section class="card stack" data-testid="address"><h2>${words.said('stage.address')}</h2>${factList([
    [words.said('proof.stated'), stated], [words.said('proof.onPaper'), html`${proof.source === 'pdf' ? 'Text of the PDF' : 'Read from the picture'}, ${proof.pageCount} ${proof.pageCount === 1 ? 'page' : 'pages'}`], ['Read on it', readLines(proof.lines.slice(0, linesShown))],
  ])}${rest.length === 0 ? '' : html`<details><summary>The other ${rest.length} lines</summary><p>${readLines(rest)}</p></details>`}</section>`;
}

/** What staff saw and touched. A station of before asked less, and its record says less. */
export function attestedPart({ attestation, operatorName }: Manifest, { staffComparison, visit }: Evidence, words: Words): Html | '' {
  if (attestation === null && staffComparison === null && visit === null) return '';
  const seen = Object.entries(attestation?.observations ?? {});
  return html`<section class="card stack" data-testid="attested"><h2>What staff saw</h2>${factList([
    ...(attestation ? [['Confirmed', html`${attestation.facePresent ? 'the person' : 'not the person'}, ${attestation.documentTouched ? 'the document in the hand' : 'not the document'} <span class="small muted">${operatorName}, ${time(attestation.at)}</span>`] as const] : []),
    ...seen.map(([what, how]) => [words.said(`observation.${what}`), how === 'not-so' ? tag('danger', words.said('observed.not-so')) : words.said(`observed.${String(how)}`)] as const),
    ...(attestation && attestation.note !== '' ? [['Note', attestation.note] as const] : []),
    ...(staffComparison ? [['Compared with the portrait', html`${words.said(`staff.${staffComparison.finding}`)} <span class="small muted">${staffComparison.operatorName}</span>${staffComparison.note === '' ? '' : html`<span class="read">${staffComparison.note}</span>`}`] as const] : []),
    ...(visit ? [['Visited at', visit.place] as const] : []),
  ])}</section>`;
}
