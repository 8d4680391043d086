/** A closed case that staff must decide: by a supervisor who steps to the counter, and from the list of those that wait. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { noDevices } from '../../core/contract.ts';
import { createStation } from '../../electron/station/create.ts';
import { addWithOwnPassphrase, attestation, captureInput, evidenceOf, must, newResources, pictureOf, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

const supervisor = 'Ines Okafor';
const clerk = 'Tomas Lind';

test.afterAll(removeFolders);

/** `count` closed cases of the clerk whose face is beyond every limit, under a policy that asks for no statement. */
async function referred(dir: string, count: number): Promise<void> {
  const station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', { ...setupInput, devices: noDevices, supervisor: { name: supervisor, passphrase } }));
  await addWithOwnPassphrase(station, clerk, 'clerk', passphrase);
  for (let n = 0; n < count; n += 1) {
    const [caseId, captureIds] = [randomUUID(), [randomUUID(), randomUUID()]];
    await must(station.call('draft.save', { caseId, state: {} }));
    for (const [at, step] of (['document-front', 'face'] as const).entries()) {
      const input = captureInput(caseId, captureIds[at]!, step, pictureOf(300, n * 2 + at + 1));
      await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo: false } }));
    }
    const evidence = evidenceOf(caseId, captureIds);
    await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) }));
    await must(station.call('case.finish', { caseId, attestation }));
  }
  station.close();
}

async function enter(page: Page, name: string): Promise<void> {
  const operator = page.getByTestId('login-operator');
  await expect(page.getByTestId('login-passphrase')).toBeVisible();
  if (await operator.isVisible() && !(await operator.innerText()).includes(name)) {
    await operator.click();
    await page.getByTestId(`login-operator-${name}`).click();
  }
  await page.getByTestId('login-passphrase').fill(passphrase);
  await page.getByTestId('login-submit').click();
}

test('a supervisor decides at the counter and from the list; both decisions stand in the record', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-eyes-'));
  await referred(path.join(dir, 'station'), 2);
  const station = await launchStation({ dir, size: { width: 1280, height: 800 } });
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  const fill = async (outcome: 'accept' | 'reject', reason: string): Promise<void> => {
    await byId('review-open').click();
    await byId(`review-outcome-${outcome}`).click();
    await byId('review-reason').click();
    await byId(`review-reason-${reason}`).click();
    await byId('review-note').fill('Held beside the portrait in daylight.');
  };
  try {
    await enter(page, supervisor);
    await expect(byId('waiting')).toContainText('2');
    await station.shot('waiting');

    // The clerk's session: the supervisor confirms on the spot.
    await byId('switch').click();
    await enter(page, clerk);
    await byId('nav-records').click();
    await byId('records-outcome').click();
    await byId('records-outcome-accept').click();
    await expect(byId('record-row')).toHaveCount(0);
    await byId('records-outcome').click();
    await byId('records-outcome-refer').click();
    await expect(byId('record-row')).toHaveCount(2);
    await byId('record-row').first().click();
    // What was looked for is still there behind the record.
    await expect(byId('record')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(byId('records-outcome')).toContainText('Referred');
    await byId('record-row').first().click();
    await fill('accept', 'original-seen');
    await station.shot('review-second');
    await enter(page, supervisor);
    await expect(byId('record-review')).toContainText(`Served by ${clerk}, decided by ${supervisor}.`);
    await expect(byId('operator-name')).toHaveText(clerk);
    await expect(byId('review-open')).toBeHidden();
    await station.shot('review-record');

    // The supervisor's own session, from the list.
    await byId('record-back').click();
    await byId('switch').click();
    await enter(page, supervisor);
    await byId('waiting-open').click();
    await expect(byId('record-back')).toContainText('Start');
    await page.keyboard.press('Escape');
    await expect(byId('home')).toBeVisible();
    // The clerk's filter went with the clerk.
    await byId('nav-records').click();
    await expect(byId('records-outcome')).toContainText('Any outcome');
    await byId('nav-home').click();
    await byId('waiting-open').click();
    await fill('reject', 'not-the-holder');
    await byId('review-decide').click();
    await expect(byId('record-review')).toContainText('The person is not the holder');
    await byId('appeal-open').click();
    await byId('setup-passphrase').fill('told over the telephone');
    await byId('setup-passphrase-again').fill('told over the telephone');
    await byId('appeal-make').click();
    await expect(byId('appeal-made')).toContainText('vestibule appeal FILE');
    await station.shot('appeal-made');
    await byId('appeal-close').click();
    await byId('nav-operators').click();
    await expect(byId(`figures-${clerk}`)).toContainText('100.0 %');
    await station.shot('operator-figures');
    await byId('nav-home').click();
    await expect(byId('home')).toBeVisible();
    await expect(byId('waiting')).toBeHidden();
    // The pictures of these cases are noise that no browser decodes; nothing else may go wrong.
    expect(station.problems().filter((problem) => !/decode|image/i.test(problem))).toEqual([]);
  } finally {
    await station.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
