/** Whose request it is: signed by a station's own key, over what was asked, not long ago, and once. */
import { createHash } from 'node:crypto';
import { contexts, protocolVersion, requestMinutes, requestSchema, type RequestFacts } from '../core/sync/protocol.ts';
import { isFrom } from './keys.ts';

export type Asked = { method: string; path: string; header: unknown; signature: unknown; body: Uint8Array };
/** Answered without the hub's signature: whoever asked has not shown that they may have one. */
export type Rejection = 'request.malformed' | 'request.signature' | 'request.stale' | 'request.replayed';

export function readRequest({ method, path, header, body }: Asked): RequestFacts | null {
  if (typeof header !== 'string' || header.length > 4000) return null;
  try {
    const read = requestSchema.safeParse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
    if (!read.success || read.data.method !== method || read.data.path !== path) return null;
    return createHash('sha256').update(body).digest('hex') === read.data.bodySha256 ? read.data : null;
  } catch {
    return null;
  }
}

export function isSignedRequest({ header, signature }: Asked, publicKey: string): boolean {
  if (typeof header !== 'string' || typeof signature !== 'string') return false;
  return isFrom(publicKey, contexts.request, { body: Buffer.from(header, 'base64').toString('utf8'), signature });
}

export const speaksOurs = ({ protocol }: RequestFacts): boolean => protocol === protocolVersion;

export type Nonces = { fresh(facts: RequestFacts, now: Date): Rejection | null };

/** Requests of the last minutes, in this process. Behind it everything a station may ask is idempotent: a second hub process weakens no promise. */
export function createNonces(): Nonces {
  const windowMs = requestMinutes * 60_000;
  let [older, newer] = [new Set<string>(), new Set<string>()];
  let turnedAt = 0;
  return {
    fresh: ({ nonce, at }, now) => {
      if (Math.abs(Date.parse(at) - now.getTime()) > windowMs) return 'request.stale';
      // Also when the clock was set back: what is kept would else grow until it has caught up.
      if (Math.abs(now.getTime() - turnedAt) > 2 * windowMs) {
        [older, newer, turnedAt] = [newer, new Set(), now.getTime()];
      }
      // Its 16 bytes, not 32 digits and whose they are: a thousand requests a second are two million of them. Nobody draws another station's number but by reading it.
      const key = Buffer.from(nonce, 'hex').toString('latin1');
      if (older.has(key) || newer.has(key)) return 'request.replayed';
      newer.add(key);
      return null;
    },
  };
}
