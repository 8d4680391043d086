/** A station whose cases are old enough: one is deleted by itself, one is held back by a supervisor, who sees both and takes the proof away. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { noDevices } from '../../core/contract.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { createStation } from '../../electron/station/create.ts';
import { readDeletionReport } from '../../electron/station/deletion-report.ts';
import { closeCase, enrol, settled, startHub } from '../fakes/hub-kit.ts';
import { must, newResources, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

/** As shipped, without the statement. */
const resourcesDir = newResources();
/** The shipped policy says 90. */
const later = new Date(Date.now() + 91 * 86_400_000).toISOString();

test.afterAll(removeFolders);

/** Two closed cases that head office has. @returns the number of the first, which is held */
async function receipted(dir: string): Promise<string> {
  const db = await openPglite(null);
  const hub = await startHub(db);
  const station = await createStation({ dir, resourcesDir });
  await must(station.call('setup.complete', { ...setupInput, devices: noDevices, supervisor: { name: 'Ines Okafor', passphrase } }));
  await enrol(station, hub);
  const { caseId } = await closeCase(station, { surname: 'Abernethy', givenNames: 'Osric', documentNumber: 'HB5520118' });
  await closeCase(station, { surname: 'Quarrington', givenNames: 'Zephyrine', documentNumber: 'ZQ7741903' });
  await settled(station, ({ counts }) => counts.receipted === 4);
  const { row } = await must(station.call('records.open', { caseId }));
  station.close();
  await hub.close();
  await db.close();
  return row.number;
}

test('a case is held back on its record, another is deleted when its time is over, and the report proves it', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-retention-'));
  const number = await receipted(path.join(dir, 'station'));
  const open = async (env: Record<string, string> = {}): Promise<Awaited<ReturnType<typeof launchStation>>> => {
    const station = await launchStation({ dir, size: { width: 1280, height: 800 }, env });
    await station.page.getByTestId('login-passphrase').fill(passphrase);
    await station.page.getByTestId('login-submit').click();
    await expect(station.page.getByTestId('home')).toBeVisible();
    return station;
  };
  const today = await open();
  const first = today.page;
  await first.getByTestId('nav-records').click();
  await first.getByText('Abernethy').click();
  await first.getByTestId('hold-open').click();
  await expect(first.getByTestId('hold-save')).toBeDisabled();
  await first.getByTestId('hold-reason').fill('Court order 12 C 48/26');
  await first.getByTestId('hold-save').click();
  await expect(first.getByTestId('hold-held')).toContainText('Court order 12 C 48/26');
  await today.shot('hold');
  expect(today.problems()).toEqual([]);
  await today.close();

  const station = await open({ VESTIBULE_TEST_CLOCK: later });
  try {
    const { page } = station;
    const byId = (id: string) => page.getByTestId(id);
    await byId('nav-retention').click();
    await expect(byId('retention-rule')).toContainText('90 days');
    await expect(byId('retention-row')).toHaveCount(1);
    await expect(byId('retention-held')).toHaveText('1');
    await expect(byId('retention')).toContainText('Osric Abernethy');
    await byId('retention-report').click();
    await expect(byId('retention-reported')).toContainText(': 1.');
    await station.shot('retention');
    const [file] = readdirSync(path.join(dir, 'station/exports'));
    expect(readDeletionReport(path.join(dir, 'station/exports', file!), null)).toMatchObject({ signed: true, report: { deletions: [{ decisions: 2 }] } });

    await byId('retention-look').click();
    await byId('hold-open').click();
    await byId('hold-save').click();
    await expect(byId('hold-held')).toBeHidden();
    await byId('nav-retention').click();
    await byId('retention-run').click();
    await expect(byId('retention-row')).toHaveCount(2);
    await expect(byId('retention-row').filter({ hasText: number })).toBeVisible();
    await byId('nav-records').click();
    await expect(byId('records')).not.toContainText('Abernethy');
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
