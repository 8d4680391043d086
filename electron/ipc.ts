/** Hangs the door (door.ts) into Electron, and carries events of the station to the window. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { EventName } from '../core/contract.ts';
import { callChannel, eventChannel } from './channels.ts';
import { answerCall, type Forward, type Sender } from './door.ts';

export function openDoor(ourWindow: () => BrowserWindow | null, forward: Forward): void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => answerCall(senderOf(event, ourWindow()), name, input, forward));
}

export function tellWindow(window: BrowserWindow | null, name: EventName, payload: unknown): void {
  if (window && !window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(eventChannel, name, payload);
}

function senderOf(event: IpcMainInvokeEvent, window: BrowserWindow | null): Sender {
  const frame = event.senderFrame;
  if (!frame || !window || window.isDestroyed()) return null;
  const main = window.webContents.mainFrame;
  const isOurMainFrame = event.sender === window.webContents && frame.parent === null && frame.processId === main.processId && frame.routingId === main.routingId;
  return { url: frame.url, isOurMainFrame };
}
