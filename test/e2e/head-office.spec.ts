/** A real station sends a case to a real hub, and two people at head office decide it on its pages. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { createStation } from '../../electron/station/create.ts';
import { password } from '../fakes/head-office.ts';
import { startHubChild } from '../fakes/hub-child.ts';
import { settled } from '../fakes/hub-kit.ts';
import { attestation, captureInput, evidenceOf, must, newResources, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { openPlainWindow } from './plain-window.ts';

test.afterAll(removeFolders);

const picture = async (text: string, colour: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await sharp(Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="800"><rect width="1280" height="800" fill="${colour}"/><rect x="180" y="120" width="920" height="560" rx="36" fill="#f2efe6"/><text x="640" y="430" font-size="90" text-anchor="middle" fill="#334">${text}</text></svg>`)).jpeg().toBuffer());

async function logIn(page: Page, name: string, own: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(own);
  await page.getByTestId('login').click();
}

test('a referred case is sent, looked at, and decided by two people', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-head-office-'));
  const hub = await startHubChild(path.join(dir, 'hub'), null);
  const station = await createStation({ dir: path.join(dir, 'station'), resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  const asked = await must(station.call('hub.enrol', { url: hub.url, hubCode: hub.code }));
  await expect.poll(async () => (await hub.ask({ command: 'stations' })).lines.join('\n')).toContain('pending');
  const stationCode = asked.hub!.enrolmentCode!;
  const caseId = randomUUID();
  const [front, face] = [randomUUID(), randomUUID()];
  await must(station.call('draft.save', { caseId, state: { step: 'document-front' } }));
  await must(station.call('capture.put', captureInput(caseId, front, 'document-front', await picture('SPECIMEN', '#2f5d62'))));
  await must(station.call('capture.put', captureInput(caseId, face, 'face', await picture('A FACE', '#6b705c'))));
  const evidence = evidenceOf(caseId, [front, face]);
  await must(station.call('case.submit', { ...evidence, results: evidence.results.map((one) => (one.id === 'match.id' ? { ...one, value: 9 } : one)) }));
  await must(station.call('case.finish', { caseId, attestation }));

  const plain = await openPlainWindow();
  const { page } = plain;
  try {
    await page.goto(`${hub.url}/review`);
    await expect(page.getByText('Nobody manages this hub yet')).toBeVisible();
    await plain.shot('hub-login');
    await page.getByRole('link', { name: 'Make the first administrator' }).click();
    const { lines } = await hub.ask({ command: 'admin-code' });
    await page.getByLabel('Code').fill(/([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(lines[0]!)![0]);
    await page.getByLabel('Your name').fill('Ada Quist');
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('The same again').fill(password);
    await page.getByRole('button', { name: 'Make me administrator' }).click();
    for (const name of ['Ruth Vane', 'Sam Okoro']) {
      const form = page.locator('form[action="/review/people/add"]');
      await form.getByLabel('Name').fill(name);
      await form.getByLabel('First password').fill('handed over on some paper');
      await page.getByTestId('add-person').click();
      await expect(page.getByTestId('banner')).toContainText(`${name} may log in`);
    }
    await plain.shot('hub-people');
    // Let in by the code that the branch reads out, once name and branch were seen.
    await page.getByRole('link', { name: 'Stations' }).click();
    await expect(page.getByTestId('waits')).toContainText('Counter 3');
    expect(await page.content()).not.toContain(stationCode);
    await plain.shot('hub-stations-waiting');
    await page.getByLabel('Code that the branch reads out to you').fill(stationCode.toLowerCase());
    await page.getByTestId('find').click();
    await expect(page.getByTestId('asks')).toContainText('Harbour');
    await plain.shot('hub-stations-confirm');
    await page.getByTestId('approve').click();
    await expect(page.getByTestId('banner')).toContainText('is let in');
    await must(station.call('sync.now', {}));
    await settled(station, ({ counts }) => counts.receipted === 2, 60);
    await page.getByTestId('logout').click();

    const choose = async (name: string): Promise<void> => {
      await logIn(page, name, 'handed over on some paper');
      await page.getByLabel('Password of now').fill('handed over on some paper');
      await page.getByLabel('New password').fill(password);
      await page.getByLabel('The same again').fill(password);
      await page.getByRole('button', { name: 'Choose' }).click();
      await expect(page.getByRole('heading', { name: 'Cases' })).toBeVisible();
    };
    await choose('Ruth Vane');
    await expect(page.getByTestId('queue-row')).toHaveCount(1);
    await plain.shot('hub-queue');
    await page.getByTestId('queue-row').getByRole('link').click();
    await expect(page.getByTestId('picture')).toHaveCount(2);
    await expect.poll(() => page.getByTestId('picture').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth))).toEqual([1280, 1280]);
    await expect(page.getByTestId('fraud')).toBeVisible();
    await plain.shot('hub-case');
    await plain.resize(1920, 1080);
    await plain.shot('hub-case-wide');
    await plain.resize(1280, 800);
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    // By keyboard alone.
    await page.getByRole('radio', { name: /^Accept/ }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Reason').selectOption('documents-agree');
    await page.getByLabel('Why, in a sentence or two').fill('Same person, other glasses; seen beside the portrait.');
    await page.getByTestId('decide').press('Enter');
    await expect(page.getByTestId('decided')).toContainText('A second person has to agree');
    await expect(page.getByTestId('own-proposal')).toBeVisible();
    await page.getByTestId('logout').click();

    await choose('Sam Okoro');
    await page.getByTestId('queue-row').getByRole('link').click();
    await expect(page.getByTestId('proposal')).toContainText('Ruth Vane');
    await page.getByRole('radio', { name: /^I agree/ }).check();
    await page.getByLabel('Why, in a sentence or two').fill('Held both pictures side by side.');
    await plain.shot('hub-second');
    await page.getByTestId('answer').click();
    await expect(page.getByTestId('decided')).toContainText('the case is decided');
    await expect(page.getByTestId('history')).toContainText('Second person agreed');
    await page.getByRole('link', { name: 'Cases', exact: true }).click();
    await expect(page.getByTestId('queue-empty')).toContainText('everything is decided');
    await page.getByRole('link', { name: 'Figures' }).click();
    await expect(page.getByTestId('stations')).toContainText('Counter 3');
    await plain.shot('hub-figures');
    await page.getByTestId('logout').click();

    await logIn(page, 'Ada Quist', password);
    await page.getByRole('link', { name: 'Stations' }).click();
    await expect(page.getByTestId('station')).toContainText('ago');
    await plain.shot('hub-stations');
    await page.getByTestId('station').getByRole('link').click();
    await expect(page.getByTestId('history')).toContainText('right');
    await plain.shot('hub-station');
    await page.getByTestId('revoke').click();
    // The browser asks for reason and tick first.
    await expect(page.getByTestId('revoke')).toBeVisible();
    await page.getByLabel('Reason').selectOption('replaced');
    await page.getByRole('checkbox', { name: /^Revoke Counter 3/ }).check();
    await page.getByTestId('revoke').click();
    await expect(page.getByTestId('banner')).toContainText('Nothing more is taken from it');
    await page.getByRole('link', { name: 'Trail' }).click();
    await expect(page.getByText('Station let in')).toBeVisible();
    await expect(page.getByText('Station revoked')).toBeVisible();
    await page.getByTestId('verify').click();
    await expect(page.getByTestId('verified')).toContainText('each as it was written');
    await expect(page.getByText('Second person agreed')).toBeVisible();
    await plain.shot('hub-trail');
    expect((await hub.ask({ command: 'trail' })).ok).toBe(true);
    expect(plain.problems()).toEqual([]);
  } finally {
    await plain.close();
    station.close();
    await hub.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
