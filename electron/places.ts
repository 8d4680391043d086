/** Where the built parts lie. In a packed app, what other programs must read as plain files stands beside the archive. */
import path from 'node:path';
import { app } from 'electron';

const archived = (): string => path.join(app.getAppPath(), 'out');
const plain = (): string => archived().replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');

export const places = {
  window: () => path.join(archived(), 'renderer'),
  preload: () => path.join(archived(), 'preload/preload.cjs'),
  resources: () => path.join(plain(), 'resources'),
  station: () => path.join(plain(), 'station/entry.mjs'),
  /** Node 24 from npm: for the development runtime only, never packed. */
  node: () => path.join(app.getAppPath(), 'node_modules/node/bin/node'),
};
