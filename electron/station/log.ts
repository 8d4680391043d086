/** The station's log: one JSON object a line, made of a closed list of keys. Whatever is not on the list cannot be said. */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

/** Codes, counts and times; none can hold customer data, keys or paths. */
export type LogFields = {
  call?: string;
  /** Error code of core/errors.ts. */
  code?: string;
  /** SQLite's or the operating system's own code. */
  driver?: string;
  /** `file.ts:line` of our program. */
  where?: string;
  action?: string;
  state?: string;
  version?: string;
  ms?: number;
  count?: number;
};

export const logKeys = ['call', 'code', 'driver', 'where', 'action', 'state', 'version', 'ms', 'count'] as const satisfies readonly (keyof LogFields)[];

export type LogEvent =
  | 'station.started' | 'station.stopped' | 'store.opened' | 'store.failed' | 'call.failed' | 'call.slow' | 'policy.refused' | 'attempts.unsaved' | 'session.ended-unsaved' | 'keystore.refused'
  | 'audit.head-unsaved' | 'audit.conflict' | 'sync.fault' | 'sync.failed' | 'retention.failed' | 'retention.log-kept' | 'visit.unwiped' | 'kiosk.left-unsaved' | 'health.looked' | 'clock.unaccepted' | 'backup.failed' | 'backup.made' | 'key.changed';

export type Log = (event: LogEvent, fields?: LogFields) => void;

export const silent: Log = () => {};

/** What a text may look like: a code, a version, a place; no space, so no sentence and no name. */
const plain = /^[A-Za-z0-9._:@+-]{1,80}$/;

export function logLine(at: Date, event: LogEvent, fields: LogFields = {}): string {
  const line: Record<string, string | number> = { at: at.toISOString(), event };
  for (const key of logKeys) {
    const value = fields[key];
    if (typeof value === 'number' && Number.isFinite(value)) line[key] = value;
    if (typeof value === 'string' && plain.test(value)) line[key] = value;
  }
  return JSON.stringify(line);
}

/** Chosen: two files of at most a megabyte. */
const fileBytes = 1_000_000;

/** A log that cannot be written (full disk) must not stop the station. */
export function fileLog(file: string, clock: () => Date): Log {
  return (event, fields) => {
    try {
      if (existsSync(file) && statSync(file).size > fileBytes) renameSync(file, `${file}.old`);
      appendFileSync(file, `${logLine(clock(), event, fields)}\n`, { mode: 0o600 });
    } catch {
      // Nowhere left to tell it.
    }
  };
}

/** Where in our own program a thing was thrown; null where the stack does not say. */
export function placeOf(thrown: unknown): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return /([A-Za-z0-9._-]+\.(?:ts|mjs):\d+)/.exec(stack.split('\n').slice(1).join('\n'))?.[1];
}
