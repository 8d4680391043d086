/** Where the built parts lie. In a packed app, what other programs must read as plain files stands beside the archive. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

const archived = (): string => path.join(app.getAppPath(), 'out');
const beside = (file: string): string => file.replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');
const plain = (): string => beside(archived());

export const places = {
  window: () => path.join(archived(), 'renderer'),
  preload: () => path.join(archived(), 'preload/preload.cjs'),
  resources: () => path.join(plain(), 'resources'),
  station: () => path.join(plain(), 'station/entry.mjs'),
  /** Node 24 from npm: for the development runtime only, packed in trials and never in what is handed out. */
  node: () => beside(path.join(app.getAppPath(), 'node_modules/node/bin/node')),
  /** The publisher's key for updates, where one was packed (scripts/package/main.ts). */
  updateKey: () => path.join(process.resourcesPath, 'update-key.pem'),
  /** A pack that tests made for themselves (scripts/package/trial.ts). */
  drivable: () => existsSync(path.join(app.getAppPath(), 'drivable')),
};
