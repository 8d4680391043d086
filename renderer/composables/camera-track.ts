/** When the stream of an open camera fails: its track ends, or sends nothing for a while. */

/** A track that is muted sends no pictures (W3C Media Capture and Streams); a short pause, as of a hub that wakes, is none to tell. Chosen. */
export const silentMs = 3_000;

/** @returns a function that stops watching */
export function watchTrack(track: MediaStreamTrack, on: { ended(): void; silent(): void }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (): void => clearTimeout(timer);
  const muted = (): void => {
    heard();
    timer = setTimeout(() => { if (track.muted) on.silent(); }, silentMs);
  };
  track.onended = on.ended;
  track.onmute = muted;
  track.onunmute = heard;
  if (track.muted) muted();
  return () => {
    heard();
    track.onended = track.onmute = track.onunmute = null;
  };
}

export const isSending = (track: MediaStreamTrack | undefined): boolean => track?.readyState === 'live' && !track.muted;

/** Chosen: soon for what mends itself, seldom enough for a screen to be read. */
const [firstMs, longestMs] = [5_000, 60_000];

/** Tries again, each time later, until it is told that all is well. */
export function createRetry(act: () => void): { later(): void; cancel(): void; well(): void } {
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => clearTimeout(timer);
  return {
    later() {
      cancel();
      timer = setTimeout(act, Math.min(longestMs, firstMs * 2 ** tries));
      tries += 1;
    },
    cancel,
    well() { tries = 0; },
  };
}
