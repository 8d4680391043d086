/** The bar above a case: a long branch, a long name and a long way beside each other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { noDevices } from '../../core/contract.ts';
import { createStation } from '../../electron/station/create.ts';
import { must, setupInput } from '../fakes/station-kit.ts';
import { launchStation, root } from './harness.ts';
import { logIn, passphrase } from './walk.ts';

const branch = 'Old Harbour branch of the northern coast';
const name = 'Maria Fernanda de Oliveira Cavalcanti';
type Box = { x: number; y: number; width: number; height: number };
const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('no part of the bar runs over another, however long the way and the names', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-header-'));
  const made = await createStation({ dir: path.join(dir, 'station'), resourcesDir: path.join(root, 'resources') });
  await must(made.call('setup.complete', { ...setupInput, branch, devices: noDevices, supervisor: { name, passphrase } }));
  made.close();
  const station = await launchStation({ dir, size: { width: 1280, height: 800 } });
  const { page, app } = station;
  const byId = (id: string) => page.getByTestId(id);
  const resize = async (width: number, height: number): Promise<void> => {
    await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height]);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
  };
  const isApart = async (where: string): Promise<void> => {
    for (const width of [1280, 1101, 1500, 1801]) {
      await resize(width, 800);
      const boxes = await Promise.all(['.brand', '#journey-steps ol', '#journey-stop', '.operator'].map(async (part) => ({ part, box: (await page.locator(part).boundingBox())! })));
      for (const [at, one] of boxes.entries()) {
        expect(one.box.x + one.box.width, `${one.part} at ${where}, ${width}`).toBeLessThanOrEqual(width);
        for (const other of boxes.slice(at + 1)) expect(meet(one.box, other.box), `${one.part} and ${other.part} at ${where}, ${width}`).toBe(false);
      }
    }
    await resize(1280, 800);
  };
  const choose = async (tier: 'primary' | 'advanced'): Promise<void> => {
    await byId('new-customer').click();
    await byId(`tier-${tier}`).click();
    await byId('type-passport').click();
    await byId('country').fill('uto');
    await byId('country-UTO').click();
    await byId('choose-next').click();
    await expect(byId('step-consent')).toBeVisible();
  };
  try {
    await logIn(page);
    await choose('advanced');
    await isApart('consent');
    await station.shot('header-consent');
    await byId('consent-accept').click();
    await expect(byId('step-document-front')).toBeVisible();
    await isApart('document');
    await station.shot('header-document');
    await expect(page.locator('.branch').first()).toHaveAttribute('title', branch);
    await resize(1080, 1700);
    await station.shot('header-upright');
    await resize(1280, 800);
    await byId('journey-stop').click();
    await byId('stop-discard').click();
    // The shortest way there is.
    await choose('primary');
    await byId('consent-without-face').click();
    await expect(byId('step-document-front')).toBeVisible();
    await isApart('the shortest way');
  } finally {
    await station.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
