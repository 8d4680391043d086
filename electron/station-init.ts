/** What the main process tells the station about itself at its start. */
import path from 'node:path';
import { app } from 'electron';
import { places } from './places.ts';
import { isDevelopmentRuntime } from './runtime.ts';
import type { StationInit } from './station/protocol.ts';
import { updateKeyFingerprint } from './update/manifest.ts';

export function stationInit(osKeystore: boolean): StationInit {
  return {
    dir: path.join(app.getPath('userData'), 'station'),
    resourcesDir: places.resources(),
    clock: app.isPackaged ? null : (process.env['VESTIBULE_TEST_CLOCK'] ?? null),
    watchModels: true,
    osKeystore,
    about: {
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions['chrome'] ?? '',
      developmentRuntime: isDevelopmentRuntime(process.versions.electron),
      updateKey: updateKeyFingerprint(places.updateKey()),
    },
  };
}
