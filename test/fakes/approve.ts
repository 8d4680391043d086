/** As an administrator who was shown the station, without the showing. */
import type { Sql } from '../../hub/db/database.ts';
import type { HubKeys } from '../../hub/keys.ts';
import { approve as approveShown, findByCode, type HubStation } from '../../hub/stations.ts';

export async function approve(db: Sql, code: string, keys: HubKeys, now: Date): Promise<HubStation | null> {
  const found = await findByCode(db, code, keys, now);
  return found && approveShown(db, found, now);
}
