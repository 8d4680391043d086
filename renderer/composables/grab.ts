/** Pictures taken from a video: for the record, for a live loop. */
import { CodedError } from '../../core/errors.ts';
import { liveSide } from '../workers/api.ts';

export type Size = { width: number; height: number };
export const fullHd: Size = { width: 1920, height: 1080 };

/** A frame as JPEG: what a video shows now, or one that was kept. @throws CodedError camera.frozen when there is none */
export async function grabJpeg(source: HTMLVideoElement | ImageBitmap): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
  if (source instanceof HTMLVideoElement) await firstPicture(source);
  const { width, height } = source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : source;
  if (width === 0) throw new CodedError('camera.frozen');
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.94 });
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), width, height };
}

/** A video that has just come on the page, as after a retake, has no picture yet. Chosen, not measured: a webcam delivers its first within a second. */
const firstPictureMs = 2_000;

export async function firstPicture(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return;
  await new Promise<void>((resolve) => {
    video.addEventListener('loadeddata', () => resolve(), { once: true });
    setTimeout(resolve, firstPictureMs);
  });
}

/**
 * The picture that a live loop judges, which stays the caller's to close. Of the frame, not of the video: a third less time, and it cannot have moved on meanwhile.
 * @param reduced of a frame of more than full HD a smaller one, whose report then speaks of its own pixels: the whole would take longer to hand over than to look at
 */
export function takeForLoop(frame: VideoFrame, reduced: boolean): Promise<ImageBitmap> {
  const longest = Math.max(frame.displayWidth, frame.displayHeight);
  if (!reduced || longest <= fullHd.width) return createImageBitmap(frame);
  const side = (pixels: number): number => Math.round((pixels * liveSide) / longest);
  return createImageBitmap(frame, { resizeWidth: side(frame.displayWidth), resizeHeight: side(frame.displayHeight), resizeQuality: 'medium' });
}
