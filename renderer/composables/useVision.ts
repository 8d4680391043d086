/** The two workers of the window, and the live loop: one frame in flight, all others dropped. */
import { onScopeDispose, reactive } from 'vue';
import { toCodedError, type CodedError } from '../../core/errors.ts';
import type { EngineInfo } from '../workers/api.ts';
import { createReaderBridge, createVisionBridge } from '../workers/bridge.ts';
import { takeForLoop } from './grab.ts';

export const vision = createVisionBridge();
export const reader = createReaderBridge();

/** Whatever they hold of a customer, in heap and WASM memory, goes back to the operating system with them; the next case starts new ones. */
export function endWorkers(): void {
  vision.stop();
  reader.stop();
}

/** What the workers chose by trying; for the about page. */
export const engines = reactive<EngineInfo>({ faceBackend: '', opencv: '' });

export function noteEngines(info: EngineInfo): void {
  if (info.faceBackend) engines.faceBackend = info.faceBackend;
  if (info.opencv) engines.opencv = info.opencv;
}

export async function prepareVision(what: 'document' | 'face' | 'statement'): Promise<void> {
  noteEngines(await vision.call('prepare', [what]));
}
export async function prepareReader(): Promise<void> {
  noteEngines(await reader.call('prepare', []));
}

/** A frame that takes longer means that the engine hangs; generous, because the first frame loads models. Chosen, not measured. */
const hangMs = 30_000;

export type FrameLoopOptions<Report> = {
  video: () => HTMLVideoElement | null;
  active: () => boolean;
  /** See takeForLoop. */
  reduced?: true;
  analyse: (bitmap: ImageBitmap) => Promise<Report>;
  /** @param timeMs when the frame was presented. */
  onReport: (report: Report, timeMs: number) => void;
  onError: (error: CodedError) => void;
};

export type FrameLoop = {
  /** To be called by onReport, at once: hands over the frame that was judged, whole (the caller closes it); null: it was taken before. What was judged good is what is kept. */
  take(): Promise<ImageBitmap | null>;
};

export function useFrameLoop<Report>(options: FrameLoopOptions<Report>): FrameLoop {
  /** No bitmap yet: of most frames nothing more is wanted, and to hold one back costs nothing. */
  let judged: VideoFrame | null = null;
  let inFlight = false;
  let ended = false;
  let seen = -1;

  async function look(video: HTMLVideoElement, timeMs: number): Promise<void> {
    inFlight = true;
    const watchdog = setTimeout(() => vision.stop(), hangMs);
    try {
      judged = new VideoFrame(video);
      const sent = await takeForLoop(judged, options.reduced === true);
      const report = await options.analyse(sent);
      if (!ended && options.active()) options.onReport(report, timeMs);
    } catch (thrown) {
      if (!ended) options.onError(toCodedError(thrown, 'engine.failed'));
    } finally {
      clearTimeout(watchdog);
      forget();
      inFlight = false;
    }
  }

  function forget(): void {
    judged?.close();
    judged = null;
  }

  // Not requestVideoFrameCallback: in Chromium 114 without a GPU it ends the page (null frame of a media stream, measured), so each
  // paint asks whether the stream has moved on.
  let request = 0;
  const onPaint = (now: number): void => {
    const video = options.video();
    if (video && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0 && video.currentTime !== seen && !inFlight && options.active()) {
      seen = video.currentTime;
      void look(video, now);
    }
    request = requestAnimationFrame(onPaint);
  };
  request = requestAnimationFrame(onPaint);

  onScopeDispose(() => {
    ended = true;
    cancelAnimationFrame(request);
    forget();
  });
  return {
    async take() {
      const taken = judged;
      judged = null;
      if (!taken) return null;
      // A camera has few buffers: it gets this one back.
      return createImageBitmap(taken).catch(() => null).finally(() => taken.close());
    },
  };
}
