/** Tells when something that should answer does not any more: it is asked again and again, and counted is what went unanswered, so that a computer that slept is no silence. Pure. */
export type SilenceWatch = {
  /** Any sign of life. */
  heard(): void;
  /** While it works on something that lets it answer nothing, or is not there, it is not asked. */
  pause(on: boolean): void;
  stop(): void;
};

export type SilenceOptions = { everyMs: number; /** Questions in a row without an answer. */ most: number; ask(): void; silent(): void };

/**
 * Chosen, not measured: five questions take 25 s, which is the longest that a window or a station may hang before it is started again. The longest that either stands still by itself
 * is the station's wait for a lock of its store, 5 s.
 */
export const silenceLimits = { everyMs: 5_000, most: 4 };

export function watchSilence({ everyMs, most, ask, silent }: SilenceOptions): SilenceWatch {
  let unanswered = 0;
  let paused = false;
  const timer = setInterval(() => {
    if (paused) return;
    if (unanswered >= most) {
      unanswered = 0;
      silent();
      return;
    }
    unanswered += 1;
    ask();
  }, everyMs);
  return {
    heard: () => { unanswered = 0; },
    pause: (on) => {
      paused = on;
      unanswered = 0;
    },
    stop: () => clearInterval(timer),
  };
}
