/** Somebody who works here lets the station keep their face, and comes as a customer: noticed by the face, under any name, and not decided by themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { attestation } from '../fakes/station-kit.ts';
import { clip } from './clips.ts';
import { launchStation, type LaunchOptions } from './harness.ts';
import { toldByHub } from './told-by-hub.ts';
import { documentIsCaptured, logIn, passphrase, setUp, settleDoubts } from './walk.ts';

test('staff with their own face before the camera is told, left to a second person, and cannot close the case', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-staff-face-'));
  const options: LaunchOptions = { dir: path.join(folder, 'data'), documentClip: clip('document-good'), faceClip: clip('face-customer'), size: { width: 1280, height: 800 } };
  const first = await launchStation(options);
  await setUp(first.page);
  await first.close();
  await toldByHub(path.join(folder, 'data/station'), 'coinex', (shipped) => ({
    ...shipped, version: 'staff-faces', statement: null, challenge: { steps: [1, 1], secondsPerStep: 60 },
    consent: { ...shipped.consent, staffFaces: 'Your face is also compared with the faces of people who work here.' }, checks: { ...shipped.checks, 'match.insider-face': { enabled: true } },
  }));
  const station = await launchStation(options);
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  try {
    await logIn(page);
    station.camera.show('face');
    await byId('own-passphrase').click();
    await byId('staff-face-begin').click();
    await expect(byId('preview-face')).toHaveAttribute('data-state', 'live');
    await byId('staff-face-passphrase').fill(passphrase);
    const [kept, asked] = [byId('staff-face-remove'), page.locator('[data-testid=staff-face-keep]:not([aria-busy=true])')];
    // The camera may still show the document, and the first face waits for the networks.
    await expect(async () => {
      station.camera.show('face');
      if (!(await kept.isVisible())) await asked.click({ timeout: 1_000 });
      await expect(kept).toBeVisible({ timeout: 10_000 });
    }).toPass({ timeout: 90_000 });
    await station.shot('staff-face-kept');
    await byId('own-close').click();

    station.camera.show('document');
    await byId('new-customer').click();
    for (const pressed of ['tier-primary', 'type-passport']) await byId(pressed).click();
    await byId('country').fill('uto');
    for (const pressed of ['country-UTO', 'choose-next']) await byId(pressed).click();
    await expect(byId('consent-staff')).toBeVisible();
    await byId('consent-accept').click();
    await documentIsCaptured(page);
    await settleDoubts(page);
    station.camera.show('face');
    await byId('review-continue').click();
    const [result, again] = [byId('step-result'), byId('challenge-retry')];
    for (let tries = 0; tries < 3 && !(await result.isVisible()); tries += 1) {
      await expect(result.or(again)).toBeVisible();
      if (await again.isVisible()) await again.click();
    }
    await expect(result).toContainText('The face is like that of a person who works at this station.');
    await station.shot('staff-face-result');
    const closed = await page.evaluate(async (given) => {
      const { call } = (window as unknown as { vestibule: { call(name: string, input: unknown): Promise<{ ok: boolean; value?: { caseId: string }[]; error?: { code: string } }> } }).vestibule;
      const drafts = await call('draft.list', {});
      return (await call('case.finish', { caseId: drafts.value![0]!.caseId, attestation: given })).error?.code;
    }, attestation);
    expect(closed).toBe('case.own-face');
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
