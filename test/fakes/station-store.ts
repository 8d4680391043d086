/** The store of a station that does not run, opened with its supervisor's passphrase. */
import path from 'node:path';
import { manifestSchema, type Manifest } from '../../core/sync/manifest.ts';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { openStore } from '../../electron/station/store/open.ts';
import { readPacket } from '../../electron/station/store/packets.ts';
import { passphrase as usual } from './station-kit.ts';

export async function openStationStore(dir: string, passphrase = usual): Promise<Db> {
  const keyring = readKeyring(path.join(dir, 'keyring.json'));
  const wrapped = keyring?.supervisors[0];
  const key = wrapped && (await unwrapForSupervisor(wrapped, passphrase));
  if (!keyring || !key) throw new Error('the supervisor does not open the keyring');
  return openStore(path.join(dir, 'station.db'), key, keyring.salt);
}

/** What head office gets of a case, the first decision first. */
export async function packetsOf(dir: string, caseId: string): Promise<Manifest[]> {
  const db = await openStationStore(dir);
  const ids = db.prepare('SELECT packet_id FROM packets ORDER BY outbox_id').pluck().all();
  const all = ids.map((id) => manifestSchema.parse(JSON.parse(readPacket(db, String(id)).manifest)));
  db.close();
  return all.filter((manifest) => manifest.case.caseId === caseId);
}
