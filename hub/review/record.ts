/** A station's record for reading: reasons, what was before the clerk, facts, every check. */
import type { Manifest } from '../../core/sync/manifest.ts';
import { addressPart, attestedPart, duplicatesPart, evidenceSchema, listedPart, statementPart, type Evidence } from './evidence.ts';
import { html, type Html } from './html.ts';
import type { Words } from './house.ts';
import { tag, time } from './layout.ts';
import { outcomeTag } from './queue-page.ts';

const concernKinds = { processing: 'warning', eligibility: 'danger', fraud: 'fraud' } as const;
const concernNames = { processing: 'Could not be processed', eligibility: 'May not be accepted', fraud: 'Suspected fraud' } as const;
const sourceNames: Readonly<Record<string, string>> = { mrz: 'machine-readable zone', barcode: 'barcode', print: 'print', clerk: 'the clerk' };
const verdicts = { 'pass': ['success', 'Passed'], 'fail': ['danger', 'Failed'], 'not-assessed': ['warning', 'Not assessed'], 'not-applicable': ['neutral', 'Does not apply'] } as const;

/** @param here earlier cases that have come, and can be opened. @param between what stands after the reasons: pictures, where there are some */
export function recordParts(manifest: Manifest, words: Words, here: ReadonlySet<string>, between: Html | null): Html {
  const evidence = evidenceSchema.parse(manifest.evidence);
  return html`${reasonsPart(manifest, words)}${listedPart(evidence, words)}${duplicatesPart(evidence, manifest.branch, here, words)}${between}${attestedPart(manifest, evidence, words)}${statementPart(evidence, words)}${addressPart(evidence, words)}${factsPart(manifest, evidence, words)}`;
}

const reasonsPart = ({ decision }: Manifest, words: Words): Html => html`<section class="card stack"><div class="spread"><h2>What the station said</h2>${outcomeTag(decision.outcome)}</div>
${decision.reasons.length === 0 ? html`<p>No check stood against it.</p>` : html`<ul class="lines">${decision.reasons.map(({ code, concern, status, values }) => html`<li><div class="row"><strong>${words.checkName(code)}</strong>${tag(concernKinds[concern], concernNames[concern])}</div><p>${status === 'fail' ? words.failure(code, values) : `Could not be assessed: ${words.why(String(values['why'] ?? ''))}`}</p></li>`)}</ul>`}
<p class="small muted">Policy ${decision.policy.id} ${decision.policy.version}</p></section>`;

function factsPart(manifest: Manifest, { extraction, corrections, match }: Evidence, words: Words): Html {
  const facts: readonly (readonly [string, string | Html])[] = [
    ['Name', manifest.case.name], ['Document', words.documentType(manifest.case.documentType)], ['Document number', manifest.case.documentNumber], ['Date of birth', manifest.case.birthDate || 'not read'],
    ...Object.entries(extraction.fields).filter(([name]) => !['documentNumber', 'birthDate'].includes(name)).map(([name, { value, source }]) => [words.field(name), html`${value} <span class="small muted">${sourceNames[source] ?? source}</span>`] as const),
    ...(match ? [['Face against portrait', html`${match.verdict}${match.distance === null ? '' : html` <span class="small muted">distance ${match.distance.toFixed(3)}, ${match.frames} pictures</span>`}`] as const] : []),
    ['Served by', html`${manifest.operatorName}, ${manifest.stationName}`], ['Decided', time(manifest.decidedAt)],
  ];
  return html`<section class="card stack"><h2>Facts</h2><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${corrections.length === 0 ? '' : html`<h3>Corrected by the clerk</h3><dl class="facts">${corrections.map(({ field: name, original, value }) => html`<dt>${words.field(name)}</dt><dd>${value} <span class="small muted">read: ${original?.value ?? 'nothing'}</span></dd>`)}</dl>`}</section>`;
}

const figure = (value: number | null): string => (value === null ? '-' : Number.isInteger(value) ? String(value) : value.toFixed(3));

/** What failed or could not be assessed is open to view; the rest is folded. */
export function checksCard({ results, captures }: Manifest, words: Words): Html {
  const rank: Readonly<Record<string, number>> = { 'fail': 0, 'not-assessed': 1, 'pass': 2, 'not-applicable': 3 };
  const sorted = [...results].sort((a, b) => (rank[a.status]) - (rank[b.status]));
  const open = sorted.filter(({ status }) => status === 'fail' || status === 'not-assessed');
  const rest = sorted.slice(open.length);
  const stepOf = (captureId: string | null): string => { const step = captures.find((one) => one.captureId === captureId)?.step; return step === undefined ? '' : words.step(step); };
  const table = (label: string, some: Manifest['results']): Html => html`<div class="table-scroll" tabindex="0" role="region" aria-label="${label}"><table class="table"><thead><tr><th scope="col">Check</th><th scope="col">Value</th><th scope="col">Limit</th><th scope="col">Verdict</th></tr></thead>
<tbody>${some.map((result) => html`<tr data-testid="result"><td><strong>${words.checkName(result.id)}</strong><div class="small muted">${result.status === 'fail' ? words.failure(result.id, result.values) : result.reason === null ? stepOf(result.captureId) : words.why(result.reason)}</div></td><td class="tnum">${figure(result.value)} <span class="small muted">${result.value === null ? '' : result.unit}</span></td><td class="tnum">${figure(result.threshold)}</td><td>${tag(verdicts[result.status][0], verdicts[result.status][1])}</td></tr>`)}</tbody></table></div>`;
  return html`<section class="card stack"><h2>Checks</h2>${open.length === 0 ? html`<p>Every check that was made passed.</p>` : table('Checks that failed or were not assessed', open)}
${rest.length === 0 ? '' : html`<details><summary>${rest.length} checks that passed or do not apply</summary>${table('Checks that passed or do not apply', rest)}</details>`}</section>`;
}
