/** What head office told, as staff see it: rules and notes under Sending, and an earlier case of the same customer that the new rules look for, in the record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createStation } from '../../electron/station/create.ts';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { openPglite } from '../../hub/db/pglite.ts';
import { closeCase, enrol, settled, startHub } from '../fakes/hub-kit.ts';
import { attestation, mira, must, newResources, prepareCase, removeFolders, setupInput, testPolicy } from '../fakes/station-kit.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

test.afterAll(removeFolders);

const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }, { width: 1080, height: 1920 }] as const;

/** @returns the number of a case whose earlier one staff answered for. */
async function toldByHub(dir: string): Promise<string> {
  const db = await openPglite(null);
  const running = await startHub(db);
  const policy = testPolicy();
  await publish(running.hub, draftSchema.parse({
    policies: [{ ...policy, version: '2027-01', title: 'Rules of January', checks: { ...policy.checks, 'match.duplicate': { enabled: true } } }],
    notes: ['From Monday on, ask for a second document when the first one is older than ten years.'], blockedDocuments: [{ country: 'UTO', kind: 'passport', number: 'X0000001' }],
    revokedOperators: [{ name: 'Ines Okafor' }],
  }));
  const station = await createStation({ dir, resourcesDir: newResources() });
  await must(station.call('setup.complete', { ...setupInput, supervisor: { name: 'Ines Okafor', passphrase } }));
  await enrol(station, running);
  await settled(station, ({ told }) => told.bundle !== null);
  await closeCase(station, mira, 3000, 1, false);
  const again = await prepareCase(station, { ...mira, surname: 'Oestergaard' }, 3000, 5, { demo: false });
  const { number, duplicates } = await must(station.call('case.submit', again.evidence));
  await must(station.call('case.duplicate', { caseId: again.caseId, earlierCaseId: duplicates[0]!.caseId, answer: 'same-again' }));
  await must(station.call('case.finish', { caseId: again.caseId, attestation }));
  await settled(station, ({ counts }) => counts.waiting === 0);
  station.close();
  await running.close();
  await db.close();
  return number;
}

test('the rules of head office and its notes are told, the last supervisor who is withdrawn too, and the record shows the earlier case with its answer', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-told-'));
  const number = await toldByHub(path.join(dir, 'station'));
  for (const [at, size] of sizes.entries()) {
    const station = await launchStation({ dir, size });
    const { page } = station;
    try {
      await page.getByTestId('login-passphrase').fill(passphrase);
      await page.getByTestId('login-submit').click();
      await expect(page.getByText('Head office has withdrawn the last supervisor')).toBeVisible();
      await page.getByTestId('nav-sending').click();
      const told = page.getByTestId('told');
      await told.scrollIntoViewIfNeeded();
      await expect(told).toContainText('From Monday on');
      await expect(told).toContainText('Rules of January, version 2027-01');
      await expect(page.getByTestId('told-kept')).toContainText('Ines Okafor');
      await station.shot(`told-${size.width}`);
      await page.getByTestId('nav-records').click();
      await page.getByText(number).click();
      const panel = page.getByTestId('duplicates');
      await panel.scrollIntoViewIfNeeded();
      await expect(panel).toContainText('Same document');
      await expect(panel).toContainText('Same person, again on purpose');
      await station.shot(`duplicates-${size.width}`);
      expect(station.problems()).toEqual([]);
    } finally {
      await station.close();
    }
    // Small in CI: the other sizes are for who looks at the pictures.
    if (process.env['E2E_ALL_SIZES'] !== '1' && at === 0) break;
  }
  rmSync(dir, { recursive: true, force: true });
});
