/** A customer alone who is accepted: under rules of head office that ask for nothing a drawn picture cannot pass. The shipped policy asks for more, and leaves the drawn customer to staff (self-service.spec.ts). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Policy } from '../../core/case/policy.ts';
import { clip } from './clips.ts';
import { launchStation, type LaunchOptions } from './harness.ts';
import { toldByHub } from './told-by-hub.ts';
import { logIn, setUp } from './walk.ts';

/** Where the drawn pictures are no evidence: staff would say so at a counter. */
const notDrawn = ['doc.occluded', 'auth.mrz-print-conflict'];

/** With time and tries for a loaded machine. */
function drawn(shipped: Policy): Policy {
  const checks = Object.fromEntries(Object.entries(shipped.checks).map(([id, rule]) => [id, notDrawn.includes(id) ? { ...rule, enabled: false } : rule]));
  const modes = { ...shipped.modes, 'self-service': { ...shipped.modes['self-service'], leastLiveVotes: 0 } };
  return { ...shipped, version: 'drawn', statement: null, modes, checks, challenge: { from: ['turn-left', 'turn-right', 'mouth', 'closer'], steps: [3, 3], secondsPerStep: 60 }, selfService: { ...shipped.selfService!, votes: ['live.challenge', 'match.id'], tries: 10 } };
}

/** Taken by itself; on a loaded machine frames are few, and the customer presses the button that stands there. */
async function walkOn(page: Page, next: string): Promise<void> {
  const [there, press, again] = [page.getByTestId(next), page.getByTestId('capture-manual'), page.getByTestId('challenge-retry')];
  for (let waits = 0; waits < 10; waits += 1) {
    if (await expect(there.or(again)).toBeVisible({ timeout: 30_000 }).then(() => there.isVisible(), () => false)) return;
    for (const button of [again, press]) if (await button.isEnabled({ timeout: 500 }).catch(() => false)) { await button.click(); break; }
  }
  await expect(there).toBeVisible();
}

test('a customer alone is verified, reads their number and nothing else, and the record says that the machine accepted', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-accepted-'));
  const options: LaunchOptions = { dir: path.join(folder, 'data'), documentClip: clip('document-good'), faceClip: clip('face-customer'), size: { width: 1080, height: 1920 } };
  const first = await launchStation(options);
  await setUp(first.page, 'self-service');
  await first.close();
  await toldByHub(path.join(folder, 'data/station'), 'self-service', drawn);
  const station = await launchStation(options);
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  try {
    await logIn(page);
    await byId('open-for-customers').click();
    // Where a live check takes minutes the customer is asked whether they are still there.
    await page.addLocatorHandler(byId('idle-stay'), () => page.keyboard.press('Shift'));
    await byId('attract-begin').click();
    for (const touched of ['alone-type-passport', 'alone-letter-U', 'alone-country-UTO', 'consent-accept']) await byId(touched).click();
    await walkOn(page, 'alone-review');
    await expect(byId('review-continue')).toBeEnabled();
    station.camera.show('face');
    await byId('review-continue').click();
    await walkOn(page, 'step-challenge');
    await walkOn(page, 'alone-result');
    await expect(byId('alone-result')).toHaveAttribute('data-phase', 'closed');
    await expect(byId('alone-result')).toHaveAttribute('data-outcome', 'accepted');
    const number = await byId('alone-number').innerText();
    expect(number).toMatch(/^\d{8}-\d{4}$/);
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/HALVORSEN|distance|match|%/i);
    await station.shot('alone-accepted');
    await byId('alone-done').click();
    await expect(byId('attract')).toBeVisible();
    await byId('attract-staff').click();
    await logIn(page);
    await byId('nav-records').click();
    await page.getByText(number).click();
    for (const said of [`${number} ·`, '· self-service', 'Accepted', 'self-service drawn']) await expect(byId('record')).toContainText(said);
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
