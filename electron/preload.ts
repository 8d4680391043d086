/** The whole surface between window and main: exactly two functions. */
import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel } from './channels.ts';

contextBridge.exposeInMainWorld('vestibule', {
  /** Resolves with an Envelope, see core/contract.ts; never rejects for an error of the station. */
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel, name, input),
  /** @returns a function that stops listening. */
  on: (name: unknown, listener: unknown): (() => void) => {
    if (typeof listener !== 'function') throw new TypeError('listener must be a function');
    const relay = (_event: unknown, happened: unknown, payload: unknown): void => {
      if (happened === name) (listener as (payload: unknown) => void)(payload);
    };
    ipcRenderer.on(eventChannel, relay);
    return () => void ipcRenderer.off(eventChannel, relay);
  },
});
