import type { Station } from './station.ts';
import { destroyDoomedKeys } from './store/case-keys.ts';
import { driverCode } from './store/errors.ts';

/** After the transaction that took the case out, whatever becomes of its key: on a full disk it is destroyed at the next look of the retention clock. Never throws. */
export function destroyKeys(station: Station): void {
  try {
    destroyDoomedKeys(station.db());
  } catch (thrown) {
    station.tools.log('retention.failed', { driver: driverCode(thrown) ?? 'none' });
  }
}
