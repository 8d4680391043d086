/** Main process: one window, one door, one station. Owns no durable state. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { app, powerMonitor, session, systemPreferences, type BrowserWindow } from 'electron';
import { cameraCalls } from './camera-calls.ts';
import { carryCalls } from './carry-calls.ts';
import { debuggingDoor } from './debugging.ts';
import { withHostCalls } from './host-calls.ts';
import { openDoor, tellWindow } from './ipc.ts';
import { isKioskAsked, lockWindow, withoutGestures } from './kiosk.ts';
import { kioskCalls } from './kiosk-calls.ts';
import { osKeystore } from './keyring.ts';
import { lockAllContents, lockSession } from './lockdown.ts';
import { places } from './places.ts';
import { drawWithWhatIsThere } from './rendering.ts';
import { renewCalls } from './renew.ts';
import { declareScheme, serveApp } from './protocol.ts';
import { createSaveCopy } from './save-copy.ts';
import { selfTestFolder, tellSelfTest } from './self-test.ts';
import { sheetCalls } from './sheet-calls.ts';
import { createSheetPress } from './sheet-press.ts';
import { createStationHost, type StationHost } from './station-host.ts';
import { stationInit } from './station-init.ts';
import { spawnStation } from './station-process.ts';
import { overwriteFreed, sweepMemory } from './station/sweep.ts';
import { obeyUpdateOrder, updateOrder } from './update/command.ts';
import { createWindow, openStartPage } from './window.ts';

let window: BrowserWindow | null = null;
let station: StationHost | null = null;

const folder = process.env['VESTIBULE_DIR'];
if (folder && path.isAbsolute(folder)) app.setPath('userData', folder);

const testedIn = selfTestFolder(process.argv);
const selfTest = testedIn !== null;
if (testedIn !== null) app.setPath('userData', testedIn);

const kiosk = { asked: isKioskAsked() && !selfTest, leave: () => app.quit() };
/** The application ends: by a supervisor, or because the computer is shut down. */
let leaving = false;
app.on('before-quit', () => { leaving = true; });
if (kiosk.asked) withoutGestures();

overwriteFreed();
declareScheme();
drawWithWhatIsThere();
lockAllContents();

const order = updateOrder(process.argv);
const door = debuggingDoor(app.isPackaged, places.drivable(), (name) => app.commandLine.hasSwitch(name));
if (door !== null) {
  process.stderr.write(`Vestibule: a packaged station does not open with --${door}.\n`);
  app.exit(1);
} else if (order !== null) {
  // An archive is here a file like any other, to be hashed and written.
  process.noAsar = true;
  // Whoever serves customers must be able to read and start what is put in, and not to write it.
  process.umask(0o022);
  const write = (to: NodeJS.WriteStream) => (text: string) => void to.write(`${text}\n`);
  void obeyUpdateOrder(order, { execPath: realpathSync(process.execPath), keyFile: places.updateKey(), words: process.argv }, { line: write(process.stdout), fault: write(process.stderr) }).then((code) => app.exit(code));
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', stopStationFirst);
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const keystore = await osKeystore();
  station = createStationHost({ spawn: spawnStation, init: stationInit(keystore !== null), keystore, tell: (name, payload) => tellWindow(window, name, payload) });
  lockSession(session.defaultSession);
  serveApp(session.defaultSession, { window: places.window(), resources: places.resources() });
  const { call } = station;
  const sweep = async (): Promise<void> => { station?.sweep(); await sweepMemory(); };
  openDoor(() => window, withHostCalls(call, { ...sheetCalls(call, createSheetPress(() => window, places.resources), kiosk.asked), ...carryCalls(call, createSaveCopy(() => window), kiosk.asked), ...kioskCalls(call, kiosk), ...cameraCalls(process.platform, (medium) => systemPreferences.getMediaAccessStatus(medium)), ...renewCalls(() => window, { sweep, failed: giveUp }) }));
  window = createWindow(places.preload(), { kiosk: kiosk.asked, unseen: selfTest });
  if (kiosk.asked) lockWindow(window, () => leaving);
  window.on('closed', () => (window = null));
  powerMonitor.on('resume', () => tellWindow(window, 'computer.resumed', {}));
  await openStartPage(window);
  if (!selfTest) return;
  await tellSelfTest(window, station);
  app.quit();
}

/** The station finishes what it is writing and closes its database; then the application ends. */
function stopStationFirst(event: Electron.Event): void {
  if (!station) return;
  event.preventDefault();
  const stopping = station;
  station = null;
  void stopping.stop().then(() => app.exit(0));
}

function showWindow(): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** A packaged station says only the kind of error: its message may hold a path. */
function giveUp(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error('unknown');
  process.stderr.write(`Vestibule: the window could not be opened (${app.isPackaged ? error.name : error.stack}).\n`);
  app.exit(1);
}
