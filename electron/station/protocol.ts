/**
 * What crosses between the main process and the station process, as structured clones (utilityProcess.postMessage, or child_process with
 * `serialization: 'advanced'`). The host sends `init` first; the station answers `ready` when it takes calls.
 */
import type { Envelope, EventName } from '../../core/contract.ts';

/** Everything the station needs to know and cannot find out itself. */
export type StationInit = {
  /** Folder of all durable state. */
  dir: string;
  /** Assembled resources: policies/, models/, MANIFEST.json of what is shipped (name, sha256, licence, source). */
  resourcesDir: string;
  /** Fixed time for tests, ISO 8601; null: the computer's clock. Only ever set when the app is not packaged. */
  clock: string | null;
  /** Whether the models below `resourcesDir` are held against the program's own list. False in tests that ship none. */
  watchModels: boolean;
  /** Whether the host can wrap keys with the operating system's keystore (else passphrase mode). */
  osKeystore: boolean;
  about: { version: string; electron: string; chromium: string; developmentRuntime: boolean; updateKey: string | null };
};

/**
 * Bytes of nothing, sent in both directions with the sweep: Node reads every message into one place of 64 KiB that it never frees (Node 24.21, seen in an image of its memory), and
 * what was longer stays behind what is shorter.
 */
export const fillerBytes = 128 * 1024;

export type ToStation =
  | { kind: 'init'; init: StationInit }
  | { kind: 'call'; id: number; name: string; input: unknown }
  /** Answer to `keystore`; null: it could not be done. */
  | { kind: 'keystore-answer'; id: number; bytes: Uint8Array | null }
  /** Answered with `pong` at once by a station that does not hang. */
  | { kind: 'ping' }
  /** A case has left the window: memory is overwritten where it was. */
  | { kind: 'sweep'; filler: Uint8Array }
  /** Finish what is being written, close the store, exit with 0. */
  | { kind: 'stop' };

export type FromStation =
  | { kind: 'ready' }
  | { kind: 'pong' }
  | { kind: 'swept'; filler: Uint8Array }
  /** On: for now it answers nothing, and does not hang. */
  | { kind: 'working'; on: boolean }
  | { kind: 'answer'; id: number; answer: Envelope<unknown> }
  | { kind: 'event'; name: EventName; payload: unknown }
  /** Asks the host's keystore to wrap or unwrap a key. */
  | { kind: 'keystore'; id: number; operation: 'wrap' | 'unwrap'; bytes: Uint8Array };
