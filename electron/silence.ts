/** Tells when something that should answer does not any more: it is asked again and again, and counted is what went unanswered, so that a computer that slept is no silence. Pure. */
export type SilenceWatch = {
  /** Any sign of life. */
  heard(): void;
  /** While it works on something that lets it answer nothing, or is not there, it is not asked. */
  pause(on: boolean): void;
  stop(): void;
};

export type SilenceOptions = { everyMs: number; /** Questions in a row without an answer. */ most: number; /** Longer than that nothing is worked on: a pause that is never ended is silence too. */ longestPauseMs: number; ask(): void; silent(): void };

/**
 * Chosen, not measured: four questions without an answer, and the time of a fifth: 20 to 25 s, which is the longest that a window or a station may hang before it is started again. The longest that either stands still by itself
 * is the station's wait for a lock of its store, 5 s. Half an hour: many times what a store of a hundred thousand cases takes to be opened, or its trail to be written out.
 */
export const silenceLimits = { everyMs: 5_000, most: 4, longestPauseMs: 30 * 60_000 };

export function watchSilence({ everyMs, most, longestPauseMs, ask, silent }: SilenceOptions): SilenceWatch {
  let unanswered = 0;
  /** Questions that were not asked; null: it is not paused. */
  let unasked: number | null = null;
  const givenUp = (): void => {
    unanswered = 0;
    unasked = null;
    silent();
  };
  const timer = setInterval(() => {
    if (unasked !== null) {
      unasked += 1;
      if (unasked * everyMs > longestPauseMs) givenUp();
    } else if (unanswered >= most) {
      givenUp();
    } else {
      unanswered += 1;
      ask();
    }
  }, everyMs);
  return {
    heard: () => { unanswered = 0; },
    pause: (on) => {
      unasked = on ? 0 : null;
      unanswered = 0;
    },
    stop: () => clearInterval(timer),
  };
}
