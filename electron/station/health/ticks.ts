/** The clock against the computer's own count of time, which nobody sets. */

export type Ticks = {
  /** How far the clock has moved since the station started, beyond the time that passed; negative: back. Milliseconds. */
  movedMs(): number;
};

/** @param elapsedMs counts on while the computer sleeps; from when is no matter */
export function createTicks(clock: () => Date, elapsedMs: () => number): Ticks {
  const offset = (): number => clock().getTime() - elapsedMs();
  const start = offset();
  return { movedMs: () => offset() - start };
}
