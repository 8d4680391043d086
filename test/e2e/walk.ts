/** The steps of a clerk, as the journey specs walk them. */
import { expect, type Page } from '@playwright/test';
import type { RunningStation } from './harness.ts';
import { goodHolding, holdingPicture, type Holding } from './holding.ts';

export const passphrase = 'four green doors';

/** First start, with the one camera of the fake device for both roles. */
export async function setUp(page: Page, mode: 'attended' | 'field' | 'self-service' = 'attended'): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('setup-station-name').fill('Counter 3');
  await byId('setup-branch').fill('Old Harbour branch');
  await byId('setup-next').click();
  await byId('setup-supervisor-name').fill('Ines Okafor');
  await byId('setup-passphrase').fill(passphrase);
  await byId('setup-passphrase-again').fill(passphrase);
  await byId('setup-next').click();
  await expect(byId('preview-document')).toHaveAttribute('data-state', 'live');
  await byId('setup-next').click();
  if (mode !== 'attended') await byId(`setup-mode-${mode}`).click();
  await byId('setup-next').click();
  await expect(byId('home')).toBeVisible();
}

export async function logIn(page: Page): Promise<void> {
  await page.getByTestId('login-passphrase').fill(passphrase);
  await page.getByTestId('login-submit').click();
  await expect(page.getByTestId('home')).toBeVisible();
}

/** From the start screen to the live picture of the document's front, or beyond where that is good. */
export async function beginDocument(page: Page, type: 'passport' | 'id-card', tier: 'primary' | 'advanced' = 'primary'): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('new-customer').click();
  await byId(`tier-${tier}`).click();
  await byId(`type-${type}`).click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await byId('choose-next').click();
  await byId('consent-accept').click();
  // A good picture is taken by the station itself, on a busy machine before this is looked for.
  await expect(byId('step-document-front').or(byId('step-document-back')).or(byId('step-review'))).toBeVisible();
}

export const beginPassport = (page: Page): Promise<void> => beginDocument(page, 'passport');

/** The station captures by itself once the frames are good; then the review. */
export async function documentIsCaptured(page: Page): Promise<void> {
  await expect(page.getByTestId('step-review')).toBeVisible();
}

/** Where the reader doubts a character the clerk taps the first candidate, as often as the station asks. */
export async function settleDoubts(page: Page): Promise<void> {
  const [panel, first] = [page.getByTestId('doubts'), page.getByTestId('doubt-1')];
  await expect(page.getByTestId('mrz')).toBeVisible();
  for (let taps = 0; taps < 12 && (await panel.isVisible()) && (await panel.getAttribute('data-open')) === 'true'; taps += 1) {
    // Once the print was compared the panel may have other questions, or none.
    const tapped = async (): Promise<string> => {
      const progress = await page.getByTestId('doubt-progress').innerText({ timeout: 2_000 });
      await first.click({ timeout: 10_000 });
      return progress;
    };
    const progress = await tapped().catch(() => null);
    if (progress === null) continue;
    await expect.poll(async () => !(await panel.isVisible()) || (await page.getByTestId('doubts-done').isVisible()) || (await page.getByTestId('doubt-progress').innerText({ timeout: 1_000 }).catch(() => progress)) !== progress).toBe(true);
    await expect(page.getByTestId('review-continue')).toBeEnabled();
  }
}

/** From the review through face, challenge and statement to the result, in the advanced tier to the address; the face camera sees `face`, the statement is a picture file. */
export async function faceToResult(station: RunningStation, face: string, end: 'step-result' | 'step-address' = 'step-result', holding?: Partial<Holding>): Promise<void> {
  await faceToStatement(station, face);
  await bringStatement(station.page, { ...goodHolding(), ...holding });
  await expect(station.page.getByTestId(end)).toBeVisible();
}

/** A picture file with document and sheet in the hand. What is found on it is kept, good or not; where the machine is not sure the clerk says it is right. */
export async function bringStatement(page: Page, holding: Holding): Promise<void> {
  await page.getByTestId('statement-input').setInputFiles({ name: 'statement.jpg', mimeType: 'image/jpeg', buffer: await holdingPicture(holding) });
  await expect(page.getByTestId('step-statement')).toHaveAttribute('data-phase', 'judged');
  for (const about of ['date', 'word']) {
    const right = page.getByTestId(`statement-${about}-right`);
    if (await right.isVisible()) await right.click();
  }
  await page.getByTestId('statement-continue').or(page.getByTestId('statement-keep')).click();
}

/** From the review through face and challenge to the statement; the face camera sees `face`. */
export async function faceToStatement(station: RunningStation, face: string): Promise<void> {
  await faceToChallenge(station, face);
  await challengeToStatement(station.page);
}

export async function faceToChallenge({ camera, page }: RunningStation, face: string): Promise<void> {
  camera.show(face);
  await settleDoubts(page);
  await page.getByTestId('review-continue').click();
  await expect(page.getByTestId('step-challenge')).toBeVisible();
}

export async function challengeToStatement(page: Page): Promise<void> {
  const [result, again] = [page.getByTestId('step-statement'), page.getByTestId('challenge-retry')];
  // On a loaded machine frames come so seldom that the face seems to jump: the clerk presses "try again", as the screen says.
  for (let tries = 0; tries < 10; tries += 1) {
    await expect(result.or(again)).toBeVisible();
    if (await result.isVisible()) return;
    console.log(`challenge tried again: ${await page.getByTestId('coach').innerText()}`);
    await again.click();
  }
  await expect(result).toBeVisible();
}

/** From Devices to the start screen: the folder is looked into, and its pages are what the scanner gives. */
export async function scanFromFolder(page: Page, folder: string): Promise<void> {
  const byId = (id: string) => page.getByTestId(id);
  await byId('scan-folder').fill(folder);
  await byId('scan-settings-save').click();
  await byId('device-scanner').click();
  await byId('device-scanner-folder/watched').click();
  await byId('devices-save').click();
  await expect(page.locator('.banner.success')).toBeVisible();
  await byId('nav-home').click();
}
