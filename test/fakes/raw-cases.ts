/** Cases of raw stations as people of head office meet them. */
import { expect } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { rawStation, type RawStation } from '../../scripts/hub/raw-station.ts';
import { approve } from './approve.ts';
import { fieldOf, type Browser, type Page } from './head-office.ts';
import type { RunningHub } from './hub-kit.ts';

export type Reason = Manifest['decision']['reasons'][number];
export const reasonOf = (code: string, more: Partial<Reason> = {}): Reason => ({ code, lane: 'staff', concern: 'processing', status: 'fail', captureId: null, values: {}, ...more });

export async function letIn({ hub, url }: RunningHub, branch: string): Promise<RawStation> {
  const raw = await rawStation(url, branch);
  await raw.enrol();
  await approve(hub.db, raw.code, hub.keys, new Date());
  return raw;
}

/** A closed case. */
export async function sent(station: RawStation, outcome: Manifest['decision']['outcome'], reasons: Reason[] = [], more: Partial<Manifest> = {}, pictures: Uint8Array[] = []): Promise<Manifest> {
  const made = station.manifest({}, pictures);
  const manifest: Manifest = { ...made, final: true, decision: { ...made.decision, outcome, reasons }, ...more };
  expect((await station.sendFacts(manifest)).status).toBe(201);
  return manifest;
}

export const openCase = (who: Browser, { branch, case: { caseId } }: Manifest): Promise<Page> => who.get(`/review/case?branch=${encodeURIComponent(branch)}&case=${caseId}`);

/** Upon what the page says now. */
export async function decide(who: Browser, manifest: Manifest, fields: Record<string, string>): Promise<Page> {
  const page = await openCase(who, manifest);
  return who.post('/review/decide', { branch: manifest.branch, caseId: manifest.case.caseId, sequence: fieldOf(page, 'sequence'), answers: fieldOf(page, 'answers'), note: 'Held side by side.', ...fields });
}

export const stateOf = async ({ hub }: RunningHub, { case: { caseId } }: Manifest): Promise<unknown> =>
  (await hub.db.transaction('head', (sql) => sql.query('SELECT state FROM review_cases WHERE case_id = $1', [caseId])))[0]?.['state'];
