/**
 * The size a document camera is used at. It is opened at full HD, as every camera of a desk can; one that says it has more is asked for more, and
 * keeps it only where that much arrives, often enough. What a camera says of itself is not believed.
 */
import { fullHd, takeForLoop, type Size } from './grab.ts';

/** What came of a stream: `rate` pictures a second, `takeMs` milliseconds until one of them was in hand for the live loop. */
export type Delivered = Size & { rate: number; takeMs: number };

export const sizeRules = {
  /** 4K: a page of A4 that fills it has 260 dpi, above what any reader of ours asks for. Chosen. */
  mostPixels: 3840 * 2160,
  /** Times the pixels before: less is not worth the pause. Chosen. */
  leastGain: 1.2,
  /** Pictures a second, arriving and taken. Chosen: the automatic capture wants several good ones in a second. */
  leastRate: 10,
  /** Pictures counted, and how long they are waited for. Chosen: a camera that changes its size pauses for a second at most. */
  counted: 8,
  longestMs: 4_000,
} as const;

const pixelsOf = ({ width, height }: Size): number => width * height;

/** @returns the size to ask for, in the camera's own shape; null: it has no more than it gives, or says it is too slow */
export function largerSize({ width, height, frameRate }: MediaTrackCapabilities, now: Size): Size | null {
  if (!width?.max || !height?.max || (frameRate?.max !== undefined && frameRate.max < sizeRules.leastRate)) return null;
  const most = { width: width.max, height: height.max };
  const scale = Math.min(1, Math.sqrt(sizeRules.mostPixels / pixelsOf(most)));
  // Cameras and codecs know even sides only.
  const even = (side: number): number => 2 * Math.floor((side * scale) / 2);
  const size = { width: even(most.width), height: even(most.height) };
  return pixelsOf(size) >= sizeRules.leastGain * pixelsOf(now) ? size : null;
}

/** @param rate the camera says how many pictures it gives, and may be asked for no fewer than are needed */
export const constraintsFor = ({ width, height }: Size, rate = false): MediaTrackConstraints =>
  ({ width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30, ...(rate && { min: sizeRules.leastRate }) } });

/** @param look what arrives once the size was asked for, at least `pixels` a picture. @returns the size it goes on with; never rejects, the stream then is as it was as far as the camera lets it */
export async function raiseSize(track: MediaStreamTrack, look: (track: MediaStreamTrack, pixels: number) => Promise<Delivered | null> = deliveredBy): Promise<Size> {
  const capabilities = track.getCapabilities();
  const { width = fullHd.width, height = fullHd.height } = track.getSettings();
  const before = { width, height };
  const wanted = largerSize(capabilities, before);
  if (!wanted) return before;
  const arrived = await bounded(async () => {
    await track.applyConstraints(constraintsFor(wanted, capabilities.frameRate?.max !== undefined));
    return look(track, sizeRules.leastGain * pixelsOf(before));
  });
  if (arrived && arrived.rate >= sizeRules.leastRate && arrived.takeMs <= 1000 / sizeRules.leastRate) return { width: arrived.width, height: arrived.height };
  await bounded(() => track.applyConstraints(constraintsFor(before)));
  return before;
}

/** null: it failed, or took too long. */
async function bounded<T>(work: () => Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), sizeRules.longestMs); });
  return Promise.race([work().catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** Watched in a video of its own: the page's may not be there yet. null: pictures of that size do not come. */
async function deliveredBy(track: MediaStreamTrack, pixels: number): Promise<Delivered | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  try {
    await video.play();
    const until = performance.now() + sizeRules.longestMs;
    const counted = (): number => video.getVideoPlaybackQuality().totalVideoFrames;
    let first: { at: number; count: number } | null = null;
    while (performance.now() < until) {
      const now = performance.now();
      if (!first && video.videoWidth * video.videoHeight >= pixels) first = { at: now, count: counted() };
      const seen = first ? counted() - first.count : 0;
      if (first && seen >= sizeRules.counted) {
        return { width: video.videoWidth, height: video.videoHeight, rate: (seen * 1000) / (now - first.at), takeMs: await timeToTake(video) };
      }
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    return null;
  } finally {
    video.srcObject = null;
  }
}

/** The middle one of three. */
async function timeToTake(video: HTMLVideoElement): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const from = performance.now();
    const frame = new VideoFrame(video);
    await takeForLoop(frame, true).then((taken) => taken.close()).finally(() => frame.close());
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[1]!;
}
