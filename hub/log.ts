/** One JSON object a line, of a closed list of keys: what is not on it cannot be said. No path with an id, no body, no customer. */
export type LogFields = { route?: string; method?: string; status?: number; ms?: number; code?: string; count?: number; database?: string; port?: number };
export type Log = (event: 'started' | 'stopping' | 'stopped' | 'request' | 'failed' | 'approved' | 'revoked' | 'imported' | 'code-refused' | 'identity' | 'published', fields?: LogFields) => void;

export const silent: Log = () => {};

const plain = /^[A-Za-z0-9._:/-]{1,120}$/;

export function lineLog(write: (line: string) => void, clock: () => Date): Log {
  return (event, fields = {}) => {
    const said = Object.entries(fields).filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && plain.test(value)));
    write(`${JSON.stringify({ at: clock().toISOString(), event, ...Object.fromEntries(said) })}\n`);
  };
}
