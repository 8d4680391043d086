/** The clock against the computer's own count of time, which nobody sets. */
import { clockToleranceMs } from '../time.ts';

export type Ticks = {
  /** How far the clock has jumped, beyond the time that passed; negative: back. Milliseconds. What is less than a jump is taken as creeping, and counted from here the next time. */
  movedMs(): number;
  /** The clock is right as it is: what came before is forgotten. */
  believe(): void;
};

/** @param elapsedMs counts on while the computer sleeps; from when is no matter */
export function createTicks(clock: () => Date, elapsedMs: () => number): Ticks {
  const offset = (): number => clock().getTime() - elapsedMs();
  let base = offset();
  return {
    movedMs: () => {
      const moved = offset() - base;
      if (Math.abs(moved) <= clockToleranceMs) base += moved;
      return moved;
    },
    believe: () => { base = offset(); },
  };
}
