/** The picture of the face when it is not good, and the way back to it from the live check. */
import { expect, test, type Page } from '@playwright/test';
import { clip } from './clips.ts';
import type { RunningStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';
import { oneStation } from './one-station.ts';
import { beginPassport, documentIsCaptured, settleDoubts } from './walk.ts';

let station: RunningStation;
let page: Page;
let nobody: string;
const byId = (id: string) => page.getByTestId(id);

oneStation((one) => {
  ({ station, page } = one);
  nobody = noiseClip(one.folder);
});

const resize = async (width: number, height: number): Promise<void> => {
  await station.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0]!, size[1]!), [width, height]);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
};
/** Lying, and upright as a kiosk stands. */
async function shots(name: string): Promise<void> {
  await station.shot(name);
  await resize(1080, 1920);
  await station.shot(`${name}-upright`);
  await resize(1280, 800);
}

test('a picture taken by hand that shows no face says so; it is taken again, or kept as it is', async () => {
  await beginPassport(page);
  await documentIsCaptured(page);
  await settleDoubts(page);
  station.camera.show(nobody);
  await byId('review-continue').click();
  await expect(byId('step-face')).toBeVisible();
  await byId('capture-manual').click();
  await expect(byId('failure-face.none')).toBeVisible();
  await expect(byId('step-face')).toBeVisible();
  await shots('face-failed');
  await page.keyboard.press('r');
  await expect(byId('failure-face.none')).toHaveCount(0);
  await expect(byId('coach')).toHaveText('Sit in front of the camera and look into it.');
  await page.keyboard.press('Space');
  await byId('capture-keep').click();
  await expect(byId('step-challenge')).toBeVisible();
  expect(station.problems()).toEqual([]);
});

const otherPerson = 'This is another person than before.';

test('from the live check there is a way back to the picture, and it is the first one where somebody else sits there', async () => {
  await shots('challenge-running');
  await byId('challenge-retake-face').click();
  await expect(byId('step-face')).toBeVisible();
  await expect(byId('capture-manual')).toBeEnabled();
  station.camera.show('face');
  await byId('face-back').click();
  await byId('review-continue').click();
  await expect(byId('step-challenge')).toBeVisible();
  const failed = page.locator('[data-testid=step-challenge][data-failed=true]');
  await byId('challenge-skip').click();
  await expect(byId('step-statement')).toBeVisible();
  station.camera.show(clip('face-stranger'));
  await byId('statement-back').click();
  // On a loaded machine another fault may come first.
  await expect(async () => {
    await expect(failed).toBeVisible();
    if (!(await byId('coach').innerText()).startsWith(otherPerson)) await byId('challenge-retry').click();
    await expect(byId('coach')).toContainText(otherPerson);
  }).toPass({ timeout: 240_000 });
  expect(station.problems()).toEqual([]);
});
