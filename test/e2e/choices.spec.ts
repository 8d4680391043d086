/** A choice that is taken back: another type of document, and a case that is stopped or discarded; and a picture that could not be stored at once. */
import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import type { RunningStation } from './harness.ts';
import { oneStation } from './one-station.ts';
import { beginDocument, documentIsCaptured } from './walk.ts';

let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

oneStation((one) => ({ station, page } = one));

type Bridged = { vestibule: { call(name: string, input: unknown): Promise<{ ok: boolean; value: unknown }> } };
const ask = (name: string, input: unknown): Promise<unknown> => page.evaluate(([call, what]) => (window as unknown as Bridged).vestibule.call(call as string, what).then(({ value }) => value), [name, input] as const);

test('a passport where a card was said: another type is chosen on the spot', async () => {
  await beginDocument(page, 'id-card');
  const other = byId('document-other-type');
  // Where nobody was quicker it is taken by itself.
  await expect(byId('capture-manual').or(other)).toBeVisible();
  await byId('capture-manual').click({ timeout: 20_000 }).catch(() => undefined);
  await expect(other).toBeVisible();
  await expect(byId('failure-doc.type-mismatch')).toBeVisible();
  await station.shot('other-type');
  await other.click();
  await expect(byId('type-id-card')).toHaveAttribute('data-state', 'checked');
  await byId('type-passport').click();
  await byId('choose-next').click();
  await byId('consent-accept').click();
  await documentIsCaptured(page);
});

test('whoever walks back before the consent and stops there discards what was taken, and is asked before', async () => {
  // The camera sees no document: nothing is taken by itself.
  station.camera.show('face');
  await byId('review-retake-front').click();
  await byId('document-back').click();
  await byId('consent-back').click();
  await byId('type-id-card').click();
  await byId('choose-next').click();
  await expect(byId('step-consent')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(byId('stop-keep')).toBeVisible();
  await station.shot('stop-walked-back');
  await byId('stop-discard').click();
  await expect(byId('new-customer')).toBeVisible();
  await expect(byId('drafts')).toHaveCount(0);
  expect(await ask('draft.list', {})).toEqual([]);
  const [discarded] = ((await ask('audit.list', { before: null, limit: 5 })) as { action: string; facts: unknown }[]).filter(({ action }) => action === 'draft.discarded');
  expect(discarded?.facts).toMatchObject({ captures: 1 });
});

test('a draft is discarded only by whoever says so twice, and a second click takes no other one', async () => {
  const at = new Date().toISOString();
  const setup = { tier: 'primary', mode: 'attended', documentType: 'passport', country: 'UTO', consent: { version: '1', accepted: true, faceComparison: true, at } };
  const state = { form: 1, startedAt: at, demo: false, journey: { step: 'document-front', setup, twoSided: false, captures: {}, attempts: 0 }, sides: {}, judged: null, corrections: [], face: null, challenge: null };
  await expect(byId('new-customer')).toBeVisible();
  for (const caseId of [randomUUID(), randomUUID()]) await ask('draft.save', { caseId, state });
  await byId('nav-about').click();
  await byId('nav-home').click();
  await expect(byId('draft-discard')).toHaveCount(2);
  await byId('draft-discard').first().dblclick();
  await expect(page.getByRole('dialog')).toContainText('Passport');
  await station.shot('draft-discard');
  await expect(byId('draft-discard')).toHaveCount(2);
  await byId('draft-discard-cancel').click();
  await expect(byId('draft-discard')).toHaveCount(2);
  await byId('draft-discard').first().click();
  await byId('draft-discard-yes').dblclick();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(byId('draft-discard')).toHaveCount(1);
  expect(await ask('draft.list', {})).toHaveLength(1);
  expect(station.problems()).toEqual([]);
});

/** The station's next answer to a picture is that its disk is full. */
const refuseOnePicture = (): Promise<void> => station.app.evaluate(({ ipcMain }) => {
  const channel = 'vestibule:call';
  type Handler = (event: Electron.IpcMainInvokeEvent, name: unknown, input: unknown) => unknown;
  const real = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers.get(channel)!;
  ipcMain.removeHandler(channel);
  let refused = false;
  ipcMain.handle(channel, (event, name, input) => {
    if (refused || name !== 'capture.put') return real(event, name, input);
    refused = true;
    return { ok: false, error: { code: 'store.disk-full', values: {} } };
  });
});

test('a good picture that could not be stored stays, and is stored when it can be', async () => {
  await refuseOnePicture();
  station.camera.show('document');
  await beginDocument(page, 'passport');
  const store = byId('capture-store');
  await byId('capture-manual').click({ timeout: 20_000 }).catch(() => undefined);
  await expect(store).toBeVisible();
  await expect(byId('error-store.disk-full')).toBeVisible();
  await expect(byId('capture-manual')).toHaveCount(0);
  await station.shot('not-stored');
  await store.click();
  await documentIsCaptured(page);
});
