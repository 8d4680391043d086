import type { Station } from '../station.ts';
import type { Handlers } from './handler.ts';
import { CodedError } from '../../../core/errors.ts';

export const scannerHandlers: Handlers<'scanner.list' | 'scanner.scan'> = {
  'scanner.list': {
    who: 'anyone',
    handle: async (station) => {
      needSetupOrStaff(station);
      return (await station.tools.scanner.list()).map(({ name, label }) => ({ name, label }));
    },
  },
  'scanner.scan': {
    who: 'anyone',
    handle: async (station, input) => {
      needSetupOrStaff(station);
      return { mime: 'image/png', bytes: await station.tools.scanner.scan(input) };
    },
  },
};

/** During the set-up the scanner is picked before there is anybody to log in. */
function needSetupOrStaff(station: Station): void {
  const { fault, keyring, open } = station.now;
  if (!fault && !keyring && !open) return;
  station.open();
  if (station.session.needed().role === 'auditor') throw new CodedError('operator.not-allowed');
}
