/** What the retention clock takes for a reason not to delete; the way through a hub is in test/hub/retention.test.ts. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Bundle } from '../../core/sync/bundle.ts';
import { protocolVersion } from '../../core/sync/protocol.ts';
import { statedHub, type StatedHub } from '../../test/fakes/stated-hub.ts';
import { openStationStore } from '../../test/fakes/station-store.ts';
import { attestation, must, newFolder, newResources, noon, passphrase, prepareCase, removeFolders, setupInput, supervisorName, testPolicy } from '../../test/fakes/station-kit.ts';
import { plainPages } from '../../test/fakes/plain-copy.ts';
import { createStation, type RunningStation } from './create.ts';
import { addFormerHubKey, writeBundle } from './store/bundle.ts';
import { ensureCaseKey } from './store/case-keys.ts';
import { transact, type Db } from './store/db.ts';
import { removeHubLink, writeHubLink, type HubLink } from './store/hub-link.ts';
import { addReceipt } from './store/packets.ts';

const day = 86_400_000;
const resourcesOf = (retention: { daysAfterReceipt: number } | undefined): string => {
  const dir = newResources();
  writeFileSync(path.join(dir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), retention }));
  return dir;
};
let resourcesDir: string;
let station: RunningStation | null = null;
let [clock, passed] = [0, 0];
let fetchIt: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
beforeAll(() => { resourcesDir = resourcesOf({ daysAfterReceipt: 30 }); });
afterEach(() => { station?.close(); station = null; });
afterAll(removeFolders);

const link: HubLink = { url: 'https://hub.example', name: 'Hub', hubKey: 'k', sealKey: 'k', nonce: 'n', state: 'enrolled', paused: true, attempts: 0, dueAt: noon, reason: null, contactAt: null, askedAt: noon };
const pass = (days: number): void => { [clock, passed] = [clock + days * day, passed + days * day]; };

async function open(dir: string, resources = resourcesDir): Promise<RunningStation> {
  station = await createStation({ dir, resourcesDir: resources, clock: () => new Date(clock), tools: { elapsedMs: () => passed, fetch: (...asked) => fetchIt(...asked) } });
  return station;
}
async function again(dir: string, resources = resourcesDir): Promise<RunningStation> {
  station?.close();
  const of = await open(dir, resources);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  return of;
}
async function edit(dir: string, change: (db: Db) => void): Promise<void> {
  station?.close();
  station = null;
  const db = await openStationStore(dir, passphrase);
  change(db);
  db.close();
}
/** Every decision has a receipt of that time. */
function receipt(db: Db, at: string): void {
  for (const packetId of db.prepare('SELECT packet_id FROM packets').pluck().all() as string[]) {
    const body = { protocol: 1, stationId: 'a'.repeat(32), packetId, manifestSha256: 'b'.repeat(64), parts: [], at };
    transact(db, (tx) => addReceipt(tx, packetId, { body: JSON.stringify(body), signature: 's' }, link.hubKey, noon));
  }
  db.exec(`UPDATE outbox SET state = 'receipted'`);
}
/** A station with closed cases that head office has since noon. */
async function kept({ cases = 1, resources = resourcesDir, discarded = false } = {}): Promise<string> {
  [clock, passed] = [Date.parse(noon), 0];
  const dir = newFolder();
  const of = await open(dir, resources);
  await must(of.call('setup.complete', setupInput));
  for (let n = 0; n < cases; n += 1) {
    const { caseId, evidence } = await prepareCase(of, { surname: 'Abernethy', givenNames: 'Osric', documentNumber: `HB552011${n}` }, 300, 1 + 7 * n);
    await must(of.call('case.submit', discarded ? { ...evidence, results: evidence.results.map((r) => (r.id === 'doc.tilt' ? { ...r, value: 80 } : r)) } : evidence));
    if (discarded) await must(of.call('draft.discard', { caseId }));
    else await must(of.call('case.finish', { caseId, attestation }));
  }
  await edit(dir, (db) => {
    writeHubLink(db, link);
    receipt(db, noon);
  });
  return dir;
}
const deleted = async (of: RunningStation): Promise<number> => (await must(of.call('retention.run', {}))).deleted;

it('deletes when the days are over', async () => {
  const of = await again(await kept());
  pass(29);
  expect(await deleted(of)).toBe(0);
  pass(2);
  expect(await deleted(of)).toBe(1);
});

it('deletes a case too that was submitted and then discarded', async () => {
  const of = await again(await kept({ discarded: true }));
  pass(31);
  expect(await deleted(of)).toBe(1);
});

it('does not count receipts of a hub that is no longer ours, nor any without a hub', async () => {
  const dir = await kept();
  await edit(dir, (db) => writeHubLink(db, { ...link, hubKey: 'another' }));
  let of = await again(dir);
  pass(31);
  expect(await must(of.call('retention.run', {}))).toMatchObject({ deleted: 0, counts: { kept: 0, unsent: 1 } });
  await edit(dir, (db) => removeHubLink(db));
  of = await again(dir);
  expect(await deleted(of)).toBe(0);
  await edit(dir, (db) => writeHubLink(db, link));
  of = await again(dir);
  expect(await deleted(of)).toBe(1);
});

it('counts receipts under an earlier key of the hub that is linked, and none of them once that hub was left for another', async () => {
  const dir = await kept();
  const [first, second] = [statedHub('First'), statedHub('Second')];
  const rotated = JSON.stringify({ format: 'vestibule.bundle', protocol: protocolVersion, version: 1, issuedAt: noon, expiresAt: null, stations: null, policies: [], revokedStations: [], revokedOperators: [], blockedDocuments: null, notes: [], nextKeys: null } satisfies Bundle);
  await edit(dir, (db) => {
    writeHubLink(db, { ...link, hubKey: first.key });
    transact(db, (tx) => {
      addFormerHubKey(tx, link.hubKey, noon);
      writeBundle(tx, { hubKey: first.key, version: 1, sha256: 'c'.repeat(64), body: rotated, at: noon });
    });
  });
  const of = await again(dir);
  const counts = async () => (await must(of.call('retention.run', {}))).counts;
  const ask = (hub: StatedHub) => {
    fetchIt = hub.fetch;
    return must(of.call('hub.enrol', { url: 'https://hub.example', hubCode: hub.code }));
  };
  expect(await counts()).toMatchObject({ kept: 1, unsent: 0 });
  await must(of.call('hub.leave', {}));
  expect(await counts()).toMatchObject({ kept: 0, unsent: 1 });
  await ask(first);
  expect(await counts()).toMatchObject({ kept: 1, unsent: 0 });
  await must(of.call('hub.leave', {}));
  await ask(second);
  expect(await counts()).toMatchObject({ kept: 0, unsent: 1 });
  pass(31);
  expect(await deleted(of)).toBe(0);
});

it.each([['first gains', undefined], ['shortens', { daysAfterReceipt: 90 }]])('a policy that %s retention leaves 14 days to place holds', async (_what, before) => {
  const dir = await kept({ resources: resourcesOf(before) });
  await again(dir, resourcesOf(before));
  pass(60);
  const of = await again(dir);
  expect(await must(of.call('retention.run', {}))).toMatchObject({ deleted: 0, nextAt: new Date(clock + 14 * day).toISOString() });
  pass(13);
  expect(await deleted(of)).toBe(0);
  pass(1);
  expect(await deleted(of)).toBe(1);
});

it('one case that cannot be deleted keeps no other, and a key that outlived its case goes at the next look', async () => {
  const dir = await kept({ cases: 2 });
  let caseId = '';
  await edit(dir, (db) => {
    const [damaged, sound] = db.prepare('SELECT case_id AS caseId, number FROM cases ORDER BY created_at').all() as { caseId: string; number: string }[];
    caseId = sound!.caseId;
    // Its number is taken, so its own row cannot be written.
    db.prepare(`INSERT INTO deletions VALUES (?, ?, ?, ?, 'coinex 1', 30, 1, 0, '[]')`).run(randomUUID(), damaged!.number, noon, noon);
  });
  const of = await again(dir);
  pass(31);
  expect(await must(of.call('retention.run', {}))).toMatchObject({ deleted: 2, counts: { kept: 1 } });
  const other = await openStationStore(dir, passphrase);
  ensureCaseKey(other, caseId);
  other.close();
  const isThere = async (): Promise<boolean> => (await plainPages(dir, 'case-keys.db')).file.includes(caseId);
  expect(await isThere()).toBe(true);
  expect(await deleted(of)).toBe(2);
  expect(await isThere()).toBe(false);
});

it('does not delete by a clock that was put forward while the station ran', async () => {
  const of = await again(await kept());
  clock += 31 * day;
  expect(await deleted(of)).toBe(0);
});

it('does not delete by a clock that stands before what the hub signed', async () => {
  const dir = await kept({ cases: 2 });
  // Of the second case, which the hub took later.
  await edit(dir, (db) => db.exec(`DROP TRIGGER receipts_stay; UPDATE receipts SET at = '2027-03-01T12:00:00.000Z', body = json_set(body, '$.at', '2027-03-01T12:00:00.000Z') WHERE rowid > 2`));
  const of = await again(dir);
  pass(31);
  expect(await deleted(of)).toBe(0);
});
