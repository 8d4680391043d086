import type { Station } from '../station.ts';
import { CodedError } from '../../../core/errors.ts';
import { transact } from '../store/db.ts';
import { writeSettings } from '../store/settings.ts';
import { staff, supervisors, type Handlers } from './handler.ts';

type ScannerCall = 'scanner.list' | 'scanner.capabilities' | 'scanner.start' | 'scanner.state' | 'scanner.page' | 'scanner.cancel' | 'scanner.drop' | 'scanner.settings' | 'scanner.save-settings';

export const scannerHandlers: Handlers<ScannerCall> = {
  'scanner.list': {
    who: 'anyone',
    handle: async (station) => {
      needSetupOrStaff(station);
      return station.scanners.list();
    },
  },
  'scanner.capabilities': { who: staff, handle: (station, { name }) => station.scanners.capabilities(name) },
  'scanner.start': { who: staff, handle: (station, { wish, after }) => station.scans.start(wish, after) },
  'scanner.state': { who: staff, activity: false, handle: (station) => station.scans.state() },
  'scanner.page': { who: staff, handle: (station, { scanId, page }) => station.scans.page(scanId, page) },
  'scanner.cancel': { who: staff, handle: (station, { scanId }) => station.scans.cancel(scanId) },
  'scanner.drop': {
    who: staff,
    handle: async (station, { scanId, kept }) => {
      await station.scans.drop(scanId, kept);
      return {};
    },
  },
  'scanner.settings': { who: staff, handle: (station) => station.open().settings.scanning },
  'scanner.save-settings': {
    who: supervisors,
    handle: (station, scanning) => {
      const open = station.open();
      const settings = { ...open.settings, scanning };
      transact(open.db, (tx) => {
        writeSettings(tx, settings);
        station.audit(tx, 'scanning.saved', null, { network: scanning.network ? 'on' : 'off', addresses: scanning.addresses.length, folder: scanning.folder === null ? 'none' : 'set' });
      });
      open.settings = settings;
      return scanning;
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
