/** The fairness ledger as a supervisor sees it, over cases that were closed in the same store before. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createStation } from '../../electron/station/create.ts';
import { attestation, captureInput, evidenceOf, must, newResources, pictureOf, removeFolders, setupInput } from '../fakes/station-kit.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

const noon = '2026-11-23T12:00:00.000Z';

/** `wrong` of the customers are turned away by their face at first. */
async function closeCases(dir: string, cases: number, wrong: number): Promise<void> {
  const station = await createStation({ dir, resourcesDir: newResources(), clock: () => new Date(noon) });
  await must(station.call('setup.complete', { ...setupInput, supervisor: { name: 'Ines Okafor', passphrase } }));
  for (let n = 0; n < cases; n += 1) {
    const [caseId, captureIds] = [randomUUID(), [randomUUID(), randomUUID()]];
    await must(station.call('draft.save', { caseId, state: {} }));
    for (const [at, step] of (['document-front', 'face'] as const).entries()) {
      const input = captureInput(caseId, captureIds[at]!, step, pictureOf(300, n * 2 + at + 1));
      await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo: false } }));
    }
    const evidence = evidenceOf(caseId, captureIds);
    const refused = { ...evidence, startedAt: '2026-11-23T11:00:00.000Z', results: evidence.results.map((r) => (r.id === 'match.id' ? { ...r, value: 9 } : r)) };
    if (n < wrong) await must(station.call('case.submit', refused));
    await must(station.call('case.submit', evidence));
    await must(station.call('case.finish', { caseId, attestation }));
  }
  station.close();
}

test('shows counts with their interval, and hides small classes', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-fairness-'));
  await closeCases(path.join(dir, 'station'), 12, 3);
  const station = await launchStation({ dir, size: { width: 1280, height: 800 } });
  const { page } = station;
  try {
    await page.getByTestId('login-passphrase').fill(passphrase);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-fairness').click();
    await expect(page.getByTestId('fairness-age-30-44')).toContainText('12');
    await expect(page.getByTestId('fairness-age-30-44')).toContainText('8.9 to 53.2 %');
    await expect(page.getByTestId('fairness-age-under-30')).toContainText('fewer than 10');
    await station.shot('fairness');
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    rmSync(dir, { recursive: true, force: true });
    removeFolders();
  }
});
