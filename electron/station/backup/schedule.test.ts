import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { must, newFolder, newResources, passphrase, removeFolders, setupInput } from '../../../test/fakes/station-kit.ts';
import { openStationStore } from '../../../test/fakes/station-store.ts';
import { createStation } from '../create.ts';
import { noModels } from '../health/models.ts';
import { readKeyring, unwrapForSupervisor } from '../keyring.ts';
import { buildStation, openWithKey } from '../station.ts';
import { changeBackupState } from '../store/backup-state.ts';

afterAll(removeFolders);

it('a store that cannot be written meanwhile hides not why the backup failed', { timeout: 60_000 }, async () => {
  const [dir, resourcesDir] = [newFolder(), newResources()];
  const first = await createStation({ dir, resourcesDir });
  await must(first.call('setup.complete', setupInput));
  first.close();
  const logged: string[] = [];
  const station = buildStation({
    dir, resourcesDir, about: { version: '0', electron: '', chromium: '', developmentRuntime: false, updateKey: null }, keystore: null, clock: () => new Date(), ids: randomUUID, tell: () => {},
    tools: { working: () => {}, scannerDrivers: () => [], log: (code, facts) => void logged.push(`${code} ${JSON.stringify(facts)}`), uptimeMs: () => 0, elapsedMs: () => 0, models: noModels, fetch: () => Promise.reject(new TypeError('fetch failed')) },
  });
  const keyring = readKeyring(station.files.keyring)!;
  station.now.keyring = keyring;
  const { db } = openWithKey(station, keyring, (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!);
  changeBackupState(db, { folder: path.join(newFolder(), 'not-there') });
  db.pragma('busy_timeout = 100');
  const other = await openStationStore(dir);
  other.exec('BEGIN IMMEDIATE');
  await expect(station.backups.run()).rejects.toMatchObject({ code: 'backup.folder-missing' });
  other.close();
  expect(logged.some((line) => line.includes('SQLITE_BUSY'))).toBe(true);
  station.backups.stop();
  station.retention.stop();
  await station.sync.stop();
  db.close();
});
