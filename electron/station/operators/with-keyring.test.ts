import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../../../test/fakes/station-kit.ts';
import { readKeyring, writeKeyring, type Keyring, type PassphraseWrap } from '../keyring.ts';
import { createMemoryStore } from '../store/open.ts';
import { passphraseHashSchema } from '../store/operators.ts';
import { withKeyring } from './with-keyring.ts';

afterAll(removeFolders);
const wrapOf = (name: string, n = 2 ** 15): PassphraseWrap => ({ operatorId: randomUUID(), name, n, r: 8, p: 3, salt: 'AAAA', iv: 'AAAA', tag: 'AAAA', wrapped: 'AAAA' });
const keyringOf = (wrap: PassphraseWrap): Keyring => ({ format: 1, station: { name: 's', branch: 'b', mode: 'attended' }, salt: '0'.repeat(32), supervisors: [wrap], osKeystore: null, signing: null, rekeyed: false });

it('a store that does not take the change at its end leaves the keyring of before', () => {
  const file = path.join(newFolder(), 'keyring.json');
  const keyring = keyringOf(wrapOf('Ines'));
  writeKeyring(file, keyring);
  const before = readFileSync(file, 'utf8');
  const db = createMemoryStore();
  const station = { now: { keyring }, files: { keyring: file }, db: () => db };
  const added = wrapOf('Bea');
  expect(() => withKeyring(station, added.operatorId, added, (tx) => {
    // Only COMMIT looks at it.
    tx.pragma('defer_foreign_keys = ON');
    tx.exec(`INSERT INTO capture_bytes (capture_id, picture) VALUES ('nobody', x'ff')`);
  })).toThrow(/FOREIGN KEY/);
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(station.now.keyring).toBe(keyring);
  withKeyring(station, added.operatorId, added, () => {});
  expect(readKeyring(file)?.supervisors.map(({ name }) => name)).toEqual(['Ines', 'Bea']);
});

it.each([2 ** 15 + 1, 2 ** 14, 2 ** 19, 0])('a cost that scrypt does not take, or nobody should ask (n %d), is a damaged keyring and a damaged row', (n) => {
  const file = path.join(newFolder(), 'keyring.json');
  expect(() => writeKeyring(file, keyringOf(wrapOf('Ines', n)))).toThrow();
  expect(passphraseHashSchema.safeParse({ n, r: 8, p: 3, salt: '', hash: '' }).success).toBe(false);
});
