/** A station's record for reading: facts, reasons, every check. */
import { z } from 'zod';
import type { Manifest } from '../../core/sync/manifest.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { tag, time } from './layout.ts';
import { outcomeTag } from './queue-page.ts';

/** What is shown of an evidence that a newer station may have more in. */
const field = z.object({ value: z.string(), source: z.string() });
const evidenceSchema = z.object({
  extraction: z.object({ fields: z.record(z.string(), field).catch({}) }).catch({ fields: {} }),
  corrections: z.array(z.object({ field: z.string(), original: field.nullable(), value: z.string(), at: z.string() })).catch([]),
  match: z.object({ verdict: z.string(), distance: z.number().nullable(), frames: z.number() }).nullable().catch(null),
  blockedFaces: z.array(z.object({ reference: z.string(), reason: z.string(), listedOn: z.iso.date(), distance: z.number(), answer: z.string().nullable(), operatorName: z.string().nullable() })).catch([]),
});
type Evidence = z.infer<typeof evidenceSchema>;

const concernKinds = { processing: 'warning', eligibility: 'danger', fraud: 'fraud' } as const;
const concernNames = { processing: 'Could not be processed', eligibility: 'May not be accepted', fraud: 'Suspected fraud' } as const;
const sourceNames: Readonly<Record<string, string>> = { mrz: 'machine-readable zone', barcode: 'barcode', print: 'print', clerk: 'the clerk' };
const verdicts = { 'pass': ['success', 'Passed'], 'fail': ['danger', 'Failed'], 'not-assessed': ['warning', 'Not assessed'], 'not-applicable': ['neutral', 'Does not apply'] } as const;

/** @param between what stands after the reasons: pictures, where there are some */
export function recordParts(manifest: Manifest, words: Words, between: Html | null): Html {
  const evidence = evidenceSchema.parse(manifest.evidence);
  return html`${reasonsPart(manifest, words)}${listedPart(evidence, words)}${between}${factsPart(manifest, evidence, words)}`;
}

const reasonsPart = ({ decision }: Manifest, words: Words): Html => html`<section class="card stack"><div class="spread"><h2>What the station said</h2>${outcomeTag(decision.outcome)}</div>
${decision.reasons.length === 0 ? html`<p>No check stood against it.</p>` : html`<ul class="lines">${decision.reasons.map(({ code, concern, status, values }) => html`<li><div class="row"><strong>${words.checkName(code)}</strong>${tag(concernKinds[concern], concernNames[concern])}</div><p>${status === 'fail' ? words.failure(code, values) : `Could not be assessed: ${words.why(String(values['why'] ?? ''))}`}</p></li>`)}</ul>`}
<p class="small muted">Policy ${decision.policy.id} ${decision.policy.version}</p></section>`;

/** What the station found on head office's own list, as it stood there then, and what staff said of it. */
const listedPart = ({ blockedFaces }: Evidence, words: Words): Html | '' => (blockedFaces.length === 0 ? '' : html`<section class="card stack" data-testid="listed"><h2>Faces of your list</h2><ul class="lines">${blockedFaces.map(({ reference, reason, listedOn, distance, answer, operatorName }) =>
  html`<li><div class="row"><strong>${reference}</strong>${tag('warning', words.listedFace('reason', reason))}</div><p>${answer === null ? 'Staff did not answer.' : `${operatorName ?? 'Staff'} said: ${words.listedFace('answer', answer)}`}</p><p class="small muted">Listed since ${listedOn}, distance ${distance.toFixed(3)}</p></li>`)}</ul></section>`);

function factsPart(manifest: Manifest, { extraction, corrections, match }: Evidence, words: Words): Html {
  const facts: readonly (readonly [string, string | Html])[] = [
    ['Name', manifest.case.name], ['Document', words.documentType(manifest.case.documentType)], ['Document number', manifest.case.documentNumber], ['Date of birth', manifest.case.birthDate || 'not read'],
    ...Object.entries(extraction.fields).filter(([name]) => !['documentNumber', 'birthDate'].includes(name)).map(([name, { value, source }]) => [words.field(name), html`${value} <span class="small muted">${sourceNames[source] ?? source}</span>`] as const),
    ...(match ? [['Face against portrait', html`${match.verdict}${match.distance === null ? '' : html` <span class="small muted">distance ${match.distance.toFixed(3)}, ${match.frames} pictures</span>`}`] as const] : []),
    ['Served by', html`${manifest.operatorName}, ${manifest.stationName}`], ['Decided', time(manifest.decidedAt)],
    ...(manifest.attestation ? [['Staff saw', [manifest.attestation.facePresent ? 'the person' : 'not the person', manifest.attestation.documentTouched ? 'the document in the hand' : 'not the document'].join(', ') + (manifest.attestation.note === '' ? '' : `. ${manifest.attestation.note}`)] as const] : []),
  ];
  return html`<section class="card stack"><h2>Facts</h2><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${corrections.length === 0 ? '' : html`<h3>Corrected by the clerk</h3><dl class="facts">${corrections.map(({ field: name, original, value }) => html`<dt>${words.field(name)}</dt><dd>${value} <span class="small muted">read: ${original?.value ?? 'nothing'}</span></dd>`)}</dl>`}</section>`;
}

const figure = (value: number | null): string => (value === null ? '-' : Number.isInteger(value) ? String(value) : value.toFixed(3));

/** What went wrong first. */
export function resultTable({ results, captures }: Manifest, words: Words): Html {
  const rank: Readonly<Record<string, number>> = { 'fail': 0, 'not-assessed': 1, 'pass': 2, 'not-applicable': 3 };
  const sorted = [...results].sort((a, b) => (rank[a.status]) - (rank[b.status]));
  const stepOf = (captureId: string | null): string => { const step = captures.find((one) => one.captureId === captureId)?.step; return step === undefined ? '' : words.step(step); };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Every check"><table class="table"><thead><tr><th scope="col">Check</th><th scope="col">Value</th><th scope="col">Limit</th><th scope="col">Verdict</th></tr></thead>
<tbody>${sorted.map((result) => html`<tr data-testid="result"><td><strong>${words.checkName(result.id)}</strong><div class="small muted">${result.status === 'fail' ? words.failure(result.id, result.values) : result.reason === null ? stepOf(result.captureId) : words.why(result.reason)}</div></td><td class="tnum">${figure(result.value)} <span class="small muted">${result.value === null ? '' : result.unit}</span></td><td class="tnum">${figure(result.threshold)}</td><td>${tag(verdicts[result.status][0], verdicts[result.status][1])}</td></tr>`)}</tbody></table></div>`;
}
