/** Whether this station is a kiosk, and the way out of it, which the main process answers itself. The passphrase is the station's to judge. Pure. */
import { contract } from '../core/contract.ts';
import type { Forward } from './door.ts';
import { valueOf, type HostAnswers } from './host-calls.ts';
import type { Kiosk } from './kiosk.ts';

export function kioskCalls(station: Forward, kiosk: Kiosk): HostAnswers<'kiosk.status' | 'kiosk.leave'> {
  return {
    'kiosk.status': () => Promise.resolve({ locked: kiosk.asked }),
    'kiosk.leave': async ({ claim }) => {
      const status = await station('station.status', {});
      // Before there are people there is nobody to ask, and nothing to keep. Records that cannot be used keep nobody in: the station judges that too.
      if (!status.ok || contract['station.status'].output.parse(status.value).state !== 'setup') valueOf(await station('kiosk.permit', claim));
      kiosk.leave();
      return {};
    },
  };
}
