/** When to try again, and how much at once. Pure: time and chance are handed in. */
import { mostChunksARequest } from './protocol.ts';

/** Chosen, not measured: a short cut costs two seconds, a night without network a request every quarter of an hour. */
export const firstWaitMs = 2_000;
export const longestWaitMs = 15 * 60_000;

/**
 * Doubles, between half and the whole of it by chance, so that a hundred stations that lost one hub do not come back in one second.
 * `attempts`: failed ones so far, from 1 · `chance`: 0 to below 1 · what the hub asked for counts, up to the longest wait.
 */
export function waitMs(attempts: number, chance: number, retryAfterSeconds: number | null = null): number {
  const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  const asked = Math.min(longestWaitMs, Math.max(0, (retryAfterSeconds ?? 0) * 1000));
  return Math.round(Math.max(doubled * (0.5 + chance / 2), asked));
}

/** Chosen: a request of one to four seconds is long enough to fill a line and short enough to lose. */
const quickMs = 1_000;
const slowMs = 4_000;

/** Chunks of the next request after one that took `ms`; null: it failed. */
export function nextChunks(chunks: number, ms: number | null): number {
  if (ms === null || ms > slowMs) return Math.max(1, Math.floor(chunks / 2));
  return ms < quickMs ? Math.min(mostChunksARequest, chunks * 2) : chunks;
}
