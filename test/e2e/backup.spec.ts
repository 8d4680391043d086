/** A supervisor chooses a folder and makes a backup, gives the records a new key, and a new computer becomes the station again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { noDevices } from '../../core/contract.ts';
import { createStation } from '../../electron/station/create.ts';
import { attestation, must, newResources, prepareCase, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

test.afterAll(removeFolders);

async function stationWithCase(dir: string): Promise<string> {
  const station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', { ...setupInput, devices: noDevices, supervisor: { name: 'Ines Okafor', passphrase } }));
  const { caseId, evidence } = await prepareCase(station);
  await must(station.call('case.submit', evidence));
  const { number } = await must(station.call('case.finish', { caseId, attestation }));
  station.close();
  return number;
}

test('a backup is made and put back on a new computer, and the key is changed between', async () => {
  const [dir, fresh, stick] = ['old', 'new', 'stick'].map((name) => mkdtempSync(path.join(tmpdir(), `vestibule-backup-${name}-`))) as [string, string, string];
  const number = await stationWithCase(path.join(dir, 'station'));
  const size = { width: 1280, height: 800 };
  const old = await launchStation({ dir, size });
  try {
    const byId = (id: string) => old.page.getByTestId(id);
    await byId('login-passphrase').fill(passphrase);
    await byId('login-submit').click();
    await byId('nav-retention').click();
    await expect(byId('backup-same-disk')).toBeVisible();
    await byId('backup-choose').click();
    await byId('backup-path').fill(path.join(stick, 'not-there'));
    await byId('backup-save').click();
    await expect(byId('backup')).toContainText('cannot be reached');
    await byId('backup-path').fill(stick);
    await byId('backup-save').click();
    await expect(byId('backup-folder')).toHaveText(stick);
    await byId('key-open').click();
    await byId('key-passphrase').fill(passphrase);
    await byId('key-change').click();
    await expect(byId('key-changed')).toBeVisible();
    await expect(byId('backup-count')).toHaveText('1');
    await byId('backup-run').click();
    await expect(byId('backup-count')).toHaveText('2');
    await old.shot('backup');
    await byId('key').scrollIntoViewIfNeeded();
    await old.shot('key');
    expect(old.problems()).toEqual([]);
  } finally {
    await old.close();
  }
  const other = await launchStation({ dir: fresh, size });
  try {
    const byId = (id: string) => other.page.getByTestId(id);
    await byId('setup-restore').click();
    await byId('restore-folder').fill(fresh);
    await byId('restore-look').click();
    await expect(byId('restore')).toContainText('There is no backup in this folder');
    await byId('restore-folder').fill(stick);
    await byId('restore-look').click();
    await expect(byId('restore-passphrase')).toBeVisible();
    await byId('restore-passphrase').fill(passphrase);
    await other.shot('restore');
    await byId('restore-now').click();
    await expect(byId('restore-done')).toBeVisible();
    await other.shot('restored');
    await byId('restore-login').click();
    await byId('login-passphrase').fill(passphrase);
    await byId('login-submit').click();
    await byId('nav-records').click();
    await expect(byId('records')).toContainText(number);
    await byId('nav-trail').click();
    await expect(other.page.getByText('A backup was put back')).toBeVisible();
    expect(other.problems()).toEqual([]);
  } finally {
    await other.close();
    for (const folder of [dir, fresh, stick]) rmSync(folder, { recursive: true, force: true });
  }
});
