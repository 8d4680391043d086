/** The station as one value: what entry.ts runs as a process, and tests and the CLI use in theirs. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { uptime } from 'node:os';
import path from 'node:path';
import { noDevices, type CallInput, type CallName, type CallOutput, type Envelope, type EventName } from '../../core/contract.ts';
import type { Policy } from '../../core/case/policy.ts';
import { CodedError } from '../../core/errors.ts';
import { noScanSettings } from '../../core/scanning.ts';
import { answer } from './calls.ts';
import type { OsKeystore } from './keyring.ts';
import { noModels } from './health/models.ts';
import { fileLog, silent } from './log.ts';
import { nothingPulled } from './pulled.ts';
import type { StationInit } from './protocol.ts';
import { shippedDrivers } from './scan/scanners.ts';
import { buildStation, startStation, type Station, type StationTools } from './station.ts';
import { transact } from './store/db.ts';
import { addOperator } from './store/operators.ts';
import { createMemoryStore } from './store/open.ts';
import { overwritePages } from './store/overwrite.ts';
import { scryptCost } from './store/scrypt-cost.ts';
import { writeSettings } from './store/settings.ts';
import { addSheet } from './store/sheets.ts';
import { newPrivateKey, signerOf } from './store/signature.ts';
import { sweepMemory } from './sweep.ts';

export type StationOptions = {
  /** Folder of all durable state; made when it is not there. */
  dir: string;
  /** Folder with policies/, models/ and MANIFEST.json. */
  resourcesDir: string;
  about?: StationInit['about'];
  /** The host's keystore; null: passphrase mode. */
  keyring?: OsKeystore | null;
  clock?: () => Date;
  ids?: () => string;
  tools?: Partial<StationTools>;
};

export type RunningStation = {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Envelope<CallOutput<Name>>>;
  /** The same for names and inputs nobody has looked at yet. */
  answer(name: unknown, input: unknown): Promise<Envelope<unknown>>;
  /** @returns a function that stops listening. */
  on(listener: (name: EventName, payload: unknown) => void): () => void;
  /** What of earlier cases lies in memory and is held by nothing is overwritten. */
  sweep(): Promise<void>;
  /** Ends the session and closes the store. What is on its way to the hub is not waited for: it is sent again, and the hub knows it. */
  close(): void;
};

const noHost: StationInit['about'] = { version: '0.0.0', electron: '', chromium: '', developmentRuntime: false, updateKey: null };

/** Never rejects for what is wrong with the files in `dir`: every call then answers with the code. */
export async function createStation(options: StationOptions): Promise<RunningStation> {
  const { dir, resourcesDir, about = noHost, keyring = null, ids = randomUUID } = options;
  const clock = options.clock ?? ((): Date => new Date());
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const tools: StationTools = {
    scannerDrivers: shippedDrivers, log: fileLog(path.join(dir, 'station.log'), clock), uptimeMs: () => performance.now(), models: noModels, fetch: globalThis.fetch, working: () => {},
    // A clock that was given has no other count of time to be held against.
    elapsedMs: options.clock ? (): number => clock().getTime() : (): number => uptime() * 1000,
    ...options.tools,
  };
  const events = createEvents();
  const station = buildStation({ dir, resourcesDir, about, keystore: keyring, clock, ids, tools, tell: events.tell });
  await startStation(station);
  return running(station, events);
}

export type EphemeralOptions = {
  /** Decides by this one, whatever lies in the resources. */
  policy: Policy;
  clock?: () => Date;
  version?: string;
  /** The one-time code of the sheet that was printed for a case elsewhere; left out: none was. */
  sheet?: { caseId: string; code: string };
};

/** A station in memory with an operator logged in, mode `batch`: for one verification from the command line. Nothing touches the disk. */
export function openEphemeralStation({ policy, clock = (): Date => new Date(), version = '0.0.0', sheet }: EphemeralOptions): RunningStation {
  const events = createEvents();
  const tools: StationTools = { scannerDrivers: () => [], log: silent, uptimeMs: () => performance.now(), elapsedMs: () => clock().getTime(), models: noModels, working: () => {}, fetch: () => Promise.reject(new Error('a station in memory sends nothing')) };
  const station = buildStation({ dir: null, resourcesDir: '', about: { ...noHost, version }, keystore: null, clock, ids: randomUUID, tools, tell: events.tell });
  station.policies = () => [policy];
  station.policy = () => policy;
  const db = createMemoryStore();
  const settings = { stationName: 'command line', branch: 'none', mode: 'batch' as const, policyId: policy.id, devices: noDevices, scanning: noScanSettings };
  const operator = { operatorId: randomUUID(), name: 'command line', role: 'clerk' as const };
  writeSettings(db, settings);
  // Nobody can log in as it: no passphrase has an empty hash.
  addOperator(db, { ...operator, passphrase: { ...scryptCost, salt: '', hash: '' }, passphraseBy: null }, clock().toISOString());
  if (sheet) transact(db, (tx) => addSheet(tx, sheet.caseId, sheet.code, clock().toISOString()));
  station.now.open = { db, key: null, settings, signer: signerOf(newPrivateKey()), head: { kept: null, conflict: null }, pulled: nothingPulled };
  station.session.begin(operator, 3600);
  return running(station, events);
}

type Events = { tell: (name: EventName, payload: unknown) => void; on: RunningStation['on'] };

function createEvents(): Events {
  const listeners = new Set<(name: EventName, payload: unknown) => void>();
  return {
    tell: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function running(station: Station, events: Events): RunningStation {
  let closed = false;
  const answerOpen = (name: unknown, input: unknown): Promise<Envelope<unknown>> => {
    if (closed) return Promise.resolve({ ok: false, error: { code: new CodedError('station.unavailable').code, values: {} } });
    return answer(station, name, input);
  };
  return {
    call: (name, input) => answerOpen(name, input) as Promise<Envelope<never>>,
    answer: answerOpen,
    on: events.on,
    sweep: async () => {
      try {
        if (station.now.open && !station.now.open.db.inTransaction) overwritePages(station.now.open.db);
      } finally {
        await sweepMemory();
      }
    },
    close: () => {
      closed = true;
      void station.sync.stop();
      station.retention.stop();
      station.visits.stop();
      station.backups.stop();
      station.session.end();
      station.now.open?.db.close();
      station.now.open?.key?.fill(0);
      station.now.open = null;
    },
  };
}
