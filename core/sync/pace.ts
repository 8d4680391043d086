/** How a line carries no more than a policy allows: a body goes in small slices, each with its time. Pure: the host waits. */

/** What is promised is kept over any ten seconds. */
const promisedMs = 10_000;
/** Chosen: small enough that a slice is no burst, large enough that timers do not matter. */
const sliceMs = 250;
/** One slice may fall into a window whole though its time began before it: that much is kept back. */
const share = 1 - sliceMs / promisedMs;

/** Bytes of one slice. `kilobytesPerSecond`: 1 to 1,000,000. */
export const sliceBytes = (kilobytesPerSecond: number): number => Math.max(1, Math.floor(kilobytesPerSecond * sliceMs * share));

/** Milliseconds between the slice before, which may be any, and one of `bytes`. */
export const sliceGapMs = (bytes: number, kilobytesPerSecond: number): number => bytes / (kilobytesPerSecond * share);
