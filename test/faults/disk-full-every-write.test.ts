/**
 * The disk is full at every write of a journey, one after the other: each call is tried with no room at all, with one page, with two, until it has room enough. So each page that a call
 * needs is once the one that is missing. A refusal is coded and leaves nothing behind, and the same call goes through as soon as there is room.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { noDevices } from '../../core/contract.ts';
import type { Envelope } from '../../core/contract.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import { mountSmallDisk, smallDiskMissing, type SmallDisk } from '../fakes/small-disk.ts';
import { attestation, captureInput, evidenceOf, must, newResources, passphrase, pictureOf, removeFolders, setupInput, supervisorName } from '../fakes/station-kit.ts';
import { openStationStore } from '../fakes/station-store.ts';
import { lookAtFiles } from '../fakes/whole-store.ts';
import { hasCaseKey } from '../../electron/station/store/case-keys.ts';

const disk: SmallDisk | null = mountSmallDisk(24);
if (disk === null) console.warn(smallDiskMissing);
let station: RunningStation | null = null;
afterEach(() => {
  station?.close();
  disk?.leave(null);
});
afterAll(() => {
  disk?.dispose();
  removeFolders();
});

/** Tries that no call here can need: it then fails for another reason than room. */
const enough = 300;
/** What was written of the log before the disk was full stays allocated, so one page at each try is one write further. */
const inLog = (tries: number): number => (tries === 0 ? 0 : 1 + Math.floor(tries / 24));
/** A file that is written whole gives back what it took, and needs all of it at once. */
const inFile = (tries: number): number => tries;

/** @param pages of room at each try @returns how often it was refused */
async function withEveryRoom(call: () => Promise<Envelope<unknown>>, afterRefusal: () => Promise<void> = async () => {}, pages = inLog): Promise<number> {
  for (let tries = 0; tries < enough; tries += 1) {
    disk!.leave(pages(tries));
    const answer = await call();
    if (answer.ok) return tries;
    expect(answer.error.code, `try ${tries}`).toBe('store.disk-full');
    await afterRefusal();
  }
  throw new Error('There was room enough, and it was refused all the same.');
}

describe.skipIf(disk === null)('with the disk full at every write', () => {
  it('of a journey, nothing is confirmed that is not stored, and it goes on when room is back', async () => {
    const dir = path.join(disk!.folder, 'journey');
    const running = (station = await createStation({ dir, resourcesDir: newResources() }));
    await must(running.call('setup.complete', setupInput));
    const [caseId, front, face, other, left] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    const evidence = evidenceOf(caseId, [front, face]);
    const refused: Record<string, number> = {};
    const drafts = async (): Promise<string[]> => (await must(running.call('draft.list', {}))).map((d) => JSON.stringify(d.state)).sort();
    const numbers = async (): Promise<string[]> => (await must(running.call('records.search', { limit: 50, offset: 0 }))).rows.map((row) => `${row.number} ${row.finished}`);
    const has = async (captureId: string): Promise<boolean> => (await running.call('capture.get', { captureId })).ok;

    refused['draft.save'] = await withEveryRoom(() => running.call('draft.save', { caseId, state: { step: 'document-front', padding: 'x'.repeat(9000) } }), async () => expect(await drafts()).toEqual([]));
    expect(await drafts()).toHaveLength(1);
    for (const [captureId, step] of [[front, 'document-front'], [face, 'face']] as const) {
      refused[`capture.put ${step}`] = await withEveryRoom(() => running.call('capture.put', captureInput(caseId, captureId, step, pictureOf(40_000, captureId === front ? 1 : 2))), async () => expect(await has(captureId)).toBe(false));
      expect(await has(captureId)).toBe(true);
    }
    refused['case.submit'] = await withEveryRoom(() => running.call('case.submit', evidence), async () => expect(await numbers()).toEqual([]));
    const [submitted] = await numbers();
    expect(submitted).toMatch(/^\d{8}-0001 false$/);
    refused['case.finish'] = await withEveryRoom(() => running.call('case.finish', { caseId, attestation }), async () => {
      expect(await numbers()).toEqual([submitted]);
      expect(await drafts()).toHaveLength(1);
    });
    expect(await numbers()).toEqual([submitted!.replace('false', 'true')]);
    expect(await drafts()).toEqual([]);

    // Beside the way of a customer: what else a desk writes in a day.
    refused['records.open'] = await withEveryRoom(() => running.call('records.open', { caseId }));
    disk!.leave(null);
    await must(running.call('draft.save', { caseId: other, state: { step: 'face' } }));
    await must(running.call('capture.put', captureInput(other, left, 'face', pictureOf(40_000, 3))));
    refused['draft.discard'] = await withEveryRoom(() => running.call('draft.discard', { caseId: other }), async () => expect([await drafts(), await has(left)]).toEqual([['{"step":"face"}'], true]));
    expect([await drafts(), await has(left)]).toEqual([[], false]);
    // Its key lies in another file, which may have been the one without room.
    disk!.leave(null);
    await must(running.call('retention.run', {}));
    refused['retention.hold'] = await withEveryRoom(() => running.call('retention.hold', { caseId, reason: 'complaint' }), async () => expect((await must(running.call('retention.status', {}))).held).toEqual([]));
    refused['devices.save'] = await withEveryRoom(() => running.call('devices.save', { ...noDevices, scanner: 'test:0' }), async () => expect((await must(running.call('station.status', {}))).devices?.scanner).toBeNull());
    refused['audit.export'] = await withEveryRoom(() => running.call('audit.export', {}), undefined, inFile);

    running.close();
    disk!.leave(null);
    const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
    const look = lookAtFiles(dir, (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!);
    expect(look.faults).toEqual([]);
    const db = await openStationStore(dir);
    expect([hasCaseKey(db, caseId), hasCaseKey(db, other)]).toEqual([true, false]);
    db.close();
    expect(look.cases.map(({ number, finished }) => `${number} ${finished}`)).toEqual([submitted!.replace('false', 'true')]);
    const all = Object.values(refused).reduce((a, b) => a + b, 0);
    console.log(`disk full at ${all} writes: ${Object.entries(refused).map(([name, count]) => `${name} ${count}`).join(', ')}`);
    // Every one of them needs room for more than nothing.
    for (const [name, count] of Object.entries(refused)) expect(count, name).toBeGreaterThan(0);
  });

  it('of a set-up, it can be done again, and what stands then opens', async () => {
    const dir = path.join(disk!.folder, 'set-up');
    const resourcesDir = newResources();
    const running = (station = await createStation({ dir, resourcesDir }));
    let refused = 0;
    // Each try works out a passphrase and makes its file anew: every ninth page of room.
    for (let answer: Envelope<unknown> | null = null; !answer?.ok; refused += 1) {
      disk!.leave(refused * 9);
      answer = await running.call('setup.complete', setupInput);
      if (answer.ok) break;
      expect(answer.error.code, `with room for ${refused * 9} pages`).toBe('store.disk-full');
      expect((await must(running.call('station.status', {}))).state).toBe('setup');
    }
    console.log(`set-up: refused ${refused} times`);
    expect(refused).toBeGreaterThan(3);
    running.close();
    disk!.leave(null);
    const again = (station = await createStation({ dir, resourcesDir }));
    expect((await must(again.call('session.login', { name: supervisorName, passphrase }))).name).toBe(supervisorName);
  });
});
