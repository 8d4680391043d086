/** One JSON object a line, of a closed list of keys: what is not on it cannot be said. No path with an id, no body, no customer. */
export type LogFields = { route?: string; method?: string; status?: number; ms?: number; code?: string; count?: number; database?: string; port?: number };
export type Log = (event: 'started' | 'stopping' | 'stopped' | 'request' | 'failed' | 'approved' | 'revoked' | 'imported' | 'code-refused' | 'identity' | 'published' | 'month-attached', fields?: LogFields) => void;

export const silent: Log = () => {};

/** At run time as well: what some caller passes on whole must not end up in a log. */
const fieldNames = ['route', 'method', 'status', 'ms', 'code', 'count', 'database', 'port'] as const satisfies readonly (keyof LogFields)[];
const plain = /^[A-Za-z0-9._:/-]{1,120}$/;

export function lineLog(write: (line: string) => void, clock: () => Date): Log {
  return (event, fields = {}) => {
    const said = fieldNames.map((name) => [name, fields[name]] as const).filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && plain.test(value)));
    write(`${JSON.stringify({ at: clock().toISOString(), event, ...Object.fromEntries(said) })}\n`);
  };
}
