/** Clerk, supervisor and auditor at one station: what each sees, handing over a case, a locked name, and the trail that tells of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { noDevices } from '../../core/contract.ts';
import { createStation } from '../../electron/station/create.ts';
import { must, setupInput } from '../fakes/station-kit.ts';
import { launchStation, root, type RunningStation } from './harness.ts';
import { beginPassport, passphrase } from './walk.ts';

const supervisor = 'Ines Okafor';
let dir: string;
let station: RunningStation;

test.beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'vestibule-people-'));
  const made = await createStation({ dir: path.join(dir, 'station'), resourcesDir: path.join(root, 'resources') });
  await must(made.call('setup.complete', { ...setupInput, devices: noDevices, supervisor: { name: supervisor, passphrase } }));
  for (const [name, role] of [['Tomas Lind', 'clerk'], ['Ada Moreau', 'auditor']] as const) await must(made.call('operators.add', { name, role, passphrase }));
  made.close();
  station = await launchStation({ dir, size: { width: 1280, height: 800 } });
});
test.afterEach(async () => {
  expect(station.problems()).toEqual([]);
  await station.close();
  rmSync(dir, { recursive: true, force: true });
});

async function enter(page: Page, name: string, word = passphrase): Promise<void> {
  // Shown once the names have come.
  await page.getByTestId('login-operator').click();
  await page.getByTestId(`login-operator-${name}`).click();
  await page.getByTestId('login-passphrase').fill(word);
  await page.getByTestId('login-submit').click();
}
const handOver = async (page: Page, name: string): Promise<void> => {
  await page.getByTestId('switch').click();
  await enter(page, name);
  await expect(page.getByTestId('operator-name')).toHaveText(name);
};

test('roles see what is theirs, and a case is handed over while it is open', async () => {
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  await expect(byId('login')).toBeVisible();
  await enter(page, supervisor);
  await expect(byId('home')).toBeVisible();

  await byId('nav-operators').click();
  await byId('operator-add').click();
  // The dialog gives the focus back where it took it from.
  await expect(byId('operator-name-field')).toBeFocused();
  await byId('operator-cancel').click();
  await expect(byId('operator-add')).toBeFocused();
  await byId('operator-add').click();
  await byId('operator-name-field').fill('Bea Sund');
  await byId('setup-passphrase').fill(passphrase);
  await byId('setup-passphrase-again').fill(passphrase);
  await station.shot('operators-add');
  await byId('operator-save').click();
  await expect(byId('operator-Bea Sund')).toContainText('Clerk');
  await byId('disable-Bea Sund').click();
  await expect(byId('operator-Bea Sund')).toContainText('Disabled');
  await station.shot('operators');

  await handOver(page, 'Tomas Lind');
  await expect(byId('home')).toBeVisible();
  for (const place of ['operators', 'fairness', 'trail']) await expect(byId(`nav-${place}`)).toBeHidden();
  await beginPassport(page);
  await handOver(page, supervisor);
  await expect(byId('step-document-front')).toBeVisible();
  await station.shot('handed-over');
  await byId('journey-stop').click();
  await byId('stop-keep').click();

  await handOver(page, 'Ada Moreau');
  await expect(byId('records')).toBeVisible();
  for (const place of ['home', 'devices']) await expect(byId(`nav-${place}`)).toBeHidden();
  await byId('nav-operators').click();
  await expect(byId('operator-Tomas Lind')).toBeVisible();
  await expect(byId('operator-add')).toBeHidden();
  await byId('nav-trail').click();
  await expect(byId('trail')).toContainText('Handed over');
  await byId('trail-verify').click();
  await expect(byId('trail-sound')).toContainText('The trail is whole');
  await byId('trail-export').click();
  await expect(byId('trail-exported')).toBeVisible();
  await station.shot('trail');
  const [file] = readdirSync(path.join(dir, 'station/exports'));
  expect(readFileSync(path.join(dir, 'station/exports', file!), 'utf8')).toContain('"action":"session.switched"');
});

test('a name with ten wrong guesses is unlocked by a supervisor, who changes their own passphrase', async () => {
  await station.close();
  const locked = await createStation({ dir: path.join(dir, 'station'), resourcesDir: path.join(root, 'resources'), tools: { uptimeMs: (() => { let now = 0; return () => (now += 1_000_000); })() } });
  await must(locked.call('session.login', { name: supervisor, passphrase }));
  for (let n = 0; n < 10; n += 1) await locked.call('session.login', { name: 'Tomas Lind', passphrase: 'wrong one' });
  locked.close();
  station = await launchStation({ dir, size: { width: 1280, height: 800 } });
  const { page } = station;
  const byId = (id: string) => page.getByTestId(id);
  await enter(page, supervisor);
  await byId('nav-operators').click();
  await expect(byId('operator-Tomas Lind')).toContainText('too many wrong attempts');
  await byId('unlock-Tomas Lind').click();
  await expect(byId('operator-Tomas Lind')).toContainText('May log in');
  await byId('own-passphrase').click();
  await byId('own-current').fill(passphrase);
  await byId('setup-passphrase').fill('five blue windows');
  await byId('setup-passphrase-again').fill('five blue windows');
  await byId('own-save').click();
  await expect(page.getByText('Your passphrase was changed.')).toBeVisible();
  await byId('own-close').click();
  await byId('logout').click();
  await enter(page, supervisor, 'five blue windows');
  await expect(byId('home')).toBeVisible();
});
