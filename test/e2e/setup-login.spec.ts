/** First start in four screens, login, and the layouts at the three sizes of the brief. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchStation, type RunningStation } from './harness.ts';
import { noiseClip } from './noise-clip.ts';

const passphrase = 'four green doors';
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }, { width: 1080, height: 1920 }];
let folder: string;
let station: RunningStation;
let page: Page;
const byId = (id: string) => page.getByTestId(id);

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-ui-'));
  station = await launchStation({ dir: path.join(folder, 'data'), documentClip: noiseClip(folder), size: sizes[0]! });
  page = station.page;
});
test.afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the first start asks for station, supervisor, devices and policy, and ends in the start screen', async () => {
  const broken: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') broken.push(message.text()); });
  page.on('pageerror', (error) => broken.push(String(error)));
  await expect(byId('setup-station')).toBeVisible();
  await expect(byId('setup-next')).toBeDisabled();
  await byId('setup-station-name').fill('Counter 3');
  await byId('setup-branch').fill('Old Harbour branch');
  await station.shot('setup-1-station');
  await byId('setup-next').click();

  await expect(byId('setup-supervisor-name')).toBeFocused();
  await byId('setup-supervisor-name').fill('Ines Okafor');
  await byId('setup-passphrase').fill('short');
  await byId('setup-passphrase-again').fill('short');
  await expect(byId('setup-next')).toBeDisabled();
  await byId('setup-passphrase').fill(passphrase);
  await byId('setup-passphrase-again').fill('something else');
  await expect(page.getByText('The two passphrases differ.')).toBeVisible();
  await expect(byId('setup-next')).toBeDisabled();
  await byId('setup-passphrase-again').fill(passphrase);
  await station.shot('setup-2-supervisor');
  await page.keyboard.press('Enter');

  await expect(byId('preview-document')).toHaveAttribute('data-state', 'live');
  await expect(byId('preview-face')).toHaveAttribute('data-state', 'live');
  await station.shot('setup-3-devices');
  await byId('setup-next').click();

  await expect(byId('setup-policy-coinex')).toHaveAttribute('data-state', 'checked');
  await station.shot('setup-4-policy');
  await byId('setup-next').click();
  await expect(byId('home')).toBeVisible();
  expect(broken).toEqual([]);
});

test('after locking, a wrong passphrase is refused, then told to wait, and the right one opens', async () => {
  await byId('logout').click();
  await expect(byId('login')).toBeVisible();
  await expect(byId('login-passphrase')).toBeFocused();
  await byId('login-passphrase').fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(byId('error-operator.unknown')).toBeVisible();
  await station.shot('login-wrong');
  await byId('login-passphrase').fill(passphrase);
  await expect(byId('login-submit')).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(byId('home')).toBeVisible();
});

test('a new customer: choice by keyboard, consent text, declining ends cleanly and leaves no draft', async () => {
  await page.keyboard.press('Control+n');
  await byId('type-passport').click();
  await byId('country').fill('uto');
  await byId('country-UTO').click();
  await station.shot('journey-1-choose');
  await byId('choose-next').click();
  await expect(page.getByText('2026-11-en')).toBeVisible();
  await station.shot('journey-2-consent');
  await byId('consent-decline').click();
  await expect(byId('step-declined')).toBeVisible();
  await byId('declined-home').click();
  await expect(byId('home')).toBeVisible();
  await expect(byId('drafts')).toHaveCount(0);
  await byId('nav-records').click();
  await expect(byId('records-search')).toBeFocused();
});

for (const size of sizes) {
  test(`nothing is cut off at ${size.width}x${size.height}`, async () => {
    await station.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height), size);
    await page.setViewportSize(size);
    for (const screen of ['home', 'records', 'devices', 'about'] as const) {
      await byId(`nav-${screen}`).click();
      await expect(byId(screen)).toBeVisible();
      await page.waitForTimeout(400);
      await station.shot(`${screen}-${size.width}x${size.height}`);
      expect(await cutOff(page), screen).toEqual([]);
    }
    await byId('nav-home').click();
    await byId('new-customer').click();
    await byId('type-passport').click();
    await byId('country').fill('uto');
    await byId('country-UTO').click();
    expect(await cutOff(page), 'choose').toEqual([]);
    await byId('choose-next').click();
    expect(await cutOff(page), 'consent').toEqual([]);
    await byId('consent-accept').click();
    await expect(byId('step-document-front')).toBeVisible();
    await expect(byId('capture-manual')).toBeEnabled();
    await station.shot(`document-${size.width}x${size.height}`);
    expect(await cutOff(page), 'document').toEqual([]);
    await page.keyboard.press('Escape');
    await byId('stop-discard').click();
    await expect(byId('home')).toBeVisible();
  });
}

/** Buttons and fields that reach out of the window sideways, and a page that scrolls sideways. */
function cutOff(of: Page): Promise<string[]> {
  return of.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['page'] : [];
    const out = [...document.querySelectorAll('button, input, h1, h2')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && !element.closest('.table-scroll') && (left < -1 || right > innerWidth + 1);
    });
    return [...wide, ...out.map((element) => element.outerHTML.slice(0, 90))];
  });
}
