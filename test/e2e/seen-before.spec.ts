/** Earlier cases with a face like this one's, and an entry of head office's list, as staff see them in the record: a policy that searches wrote the store, which the shipped one does not. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { createStation } from '../../electron/station/create.ts';
import { writeBlockedFaces } from '../../electron/station/store/blocked-faces.ts';
import { transact } from '../../electron/station/store/db.ts';
import { listedFace, networks } from '../fakes/listed-face.ts';
import { attestation, captureInput, evidenceOf, mira, must, setupInput, testPolicy, type Person } from '../fakes/station-kit.ts';
import { openStationStore } from '../fakes/station-store.ts';
import { createStrangers } from '../fakes/strangers.ts';
import { launchStation } from './harness.ts';
import { passphrase } from './walk.ts';

const jo: Person = { surname: 'Other', givenNames: 'Jo', documentNumber: 'X1' };

async function drawn(colour: string): Promise<Uint8Array<ArrayBuffer>> {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="800"><rect width="640" height="800" fill="#dfe6ea"/><ellipse cx="320" cy="340" rx="150" ry="200" fill="${colour}"/><path d="M80 800 Q320 480 560 800" fill="#31556b"/></svg>`;
  return Uint8Array.from(await sharp(Buffer.from(head)).jpeg().toBuffer());
}

/** Two visits of one face under two names; head office lists that face. @returns the number of the second case */
async function twoVisits(dir: string, resourcesDir: string): Promise<string> {
  const policy = testPolicy();
  mkdirSync(path.join(resourcesDir, 'policies'), { recursive: true });
  writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify({
    ...policy, consent: { ...policy.consent, earlierCases: 'Your face is looked for among earlier cases.', listedFaces: 'Your face is looked for on a list of head office.' },
    checks: { ...policy.checks, 'match.seen-before': { enabled: true }, 'match.blocked-face': { enabled: true } },
  }));
  const fresh = await createStation({ dir, resourcesDir });
  await must(fresh.call('setup.complete', { ...setupInput, supervisor: { name: 'Ines Okafor', passphrase } }));
  fresh.close();
  const people = createStrangers('seen before, in the window');
  const first = people.next();
  const db = await openStationStore(dir, passphrase);
  transact(db, (tx) => writeBlockedFaces(tx, [listedFace(first)]));
  db.close();
  const station = await createStation({ dir, resourcesDir });
  await must(station.call('session.login', { name: 'Ines Okafor', passphrase }));
  let number = '';
  for (const [person, face, colour] of [[mira, first, '#c99b7a'], [jo, people.again(first, 0.4), '#c69876']] as const) {
    const [caseId, captureIds] = [randomUUID(), [randomUUID(), randomUUID()]];
    await must(station.call('draft.save', { caseId, state: {} }));
    for (const [at, step] of (['document-front', 'face'] as const).entries()) {
      const input = captureInput(caseId, captureIds[at]!, step, await drawn(colour));
      await must(station.call('capture.put', { ...input, provenance: { ...input.provenance, demo: false } }));
    }
    const submitted = await must(station.call('case.submit', { ...evidenceOf(caseId, captureIds, person), versions: networks, face }));
    ({ number } = submitted);
    for (const { entryId } of submitted.blockedFaces) await must(station.call('case.blocked-face', { caseId, entryId, answer: 'not-sure' }));
    await must(station.call('case.finish', { caseId, attestation }));
  }
  station.close();
  return number;
}

test('the record shows the earlier case beside this one, and the listed face with what staff said of it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-seen-'));
  const number = await twoVisits(path.join(folder, 'data/station'), path.join(folder, 'resources'));
  const station = await launchStation({ dir: path.join(folder, 'data'), size: { width: 1280, height: 800 } });
  const { page } = station;
  try {
    await page.getByTestId('login-passphrase').fill(passphrase);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-records').click();
    await page.getByText(number).click();
    const panel = page.getByTestId('seen-before');
    await panel.scrollIntoViewIfNeeded();
    await expect(panel).toContainText('Mira Lu Östergård');
    await expect(panel.getByRole('img')).toHaveCount(2);
    const listed = page.getByTestId('blocked-F-2026-17');
    await expect(listed).toContainText("Used another person's identity");
    await expect(listed).toContainText('Staff said: I am not sure');
    await expect(listed.getByRole('img')).toHaveCount(1);
    await station.shot('seen-before');
    expect(station.problems()).toEqual([]);
  } finally {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
