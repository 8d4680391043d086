import path from 'node:path';
import { placeOf } from '../scan/escl-address.ts';
import type { Station } from '../station.ts';
import { findCapture } from '../store/captures.ts';
import { CodedError } from '../../../core/errors.ts';
import { transact } from '../store/db.ts';
import { writeSettings } from '../store/settings.ts';
import { staff, supervisors, type Handlers } from './handler.ts';

type ScannerCall = 'scanner.list' | 'scanner.capabilities' | 'scanner.button' | 'scanner.look' | 'scanner.start' | 'scanner.state' | 'scanner.page' | 'scanner.cancel' | 'scanner.keep' | 'scanner.drop' | 'scanner.settings' | 'scanner.save-settings';

export const scannerHandlers: Handlers<ScannerCall> = {
  'scanner.list': {
    who: 'anyone',
    handle: async (station) => {
      needSetupOrStaff(station);
      return station.scanners.list();
    },
  },
  'scanner.capabilities': { who: staff, handle: (station, { name }) => station.scanners.capabilities(name) },
  'scanner.button': { who: staff, activity: false, handle: async (station, { name }) => ({ pressed: await station.scanners.buttonPressed(name) }) },
  'scanner.look': { who: staff, activity: false, handle: async (station, { name }) => ({ fault: await station.scanners.state(name) }) },
  'scanner.start': { who: staff, handle: (station, { wish, after }) => station.scans.start(wish, after) },
  'scanner.state': { who: staff, activity: false, handle: (station) => station.scans.state() },
  'scanner.page': { who: staff, handle: (station, { scanId, page }) => station.scans.page(scanId, page) },
  'scanner.cancel': { who: staff, handle: (station, { scanId }) => station.scans.cancel(scanId) },
  'scanner.keep': {
    who: staff,
    handle: async (station, { scanId, page, captureIds }) => {
      // Whatever a window says: what no case holds is not given out of the hand.
      if (captureIds.some((captureId) => findCapture(station.db(), captureId) === null)) throw new CodedError('store.not-found');
      await station.scans.keep(scanId, page);
      return {};
    },
  },
  'scanner.drop': {
    who: staff,
    handle: async (station, { scanId }) => {
      await station.scans.drop(scanId);
      return {};
    },
  },
  'scanner.settings': { who: staff, handle: (station) => station.open().settings.scanning },
  'scanner.save-settings': {
    who: supervisors,
    handle: (station, scanning) => {
      for (const address of scanning.addresses) placeOf(address);
      if (scanning.folder !== null && !path.isAbsolute(scanning.folder)) throw new CodedError('scanner.folder-path');
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
  const { role } = station.session.needed();
  if (!staff.some((one) => one === role)) throw new CodedError('operator.not-allowed');
}
