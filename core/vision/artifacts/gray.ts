import type { Frame, GrayImage } from '../../frame.ts';
import { defineArtifact } from './artifact.ts';

/** What is read: the still, its moving highlights taken out where a burst allows it. ITU-R BT.601 luminance in 16-bit fixed point; what is transparent shows as white. */
export const gray = defineArtifact({
  name: 'gray',
  make: async (gather): Promise<GrayImage> => grayOf((await gather('clearStill'))?.frame ?? (await gather('frame'))),
});

export function grayOf({ width, height, data }: Frame): GrayImage {
  const out = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < out.length; i++, at += 4) {
    const clear = 255 - data[at + 3]!;
    out[i] = Math.min(255, ((data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 32768) >> 16) + clear);
  }
  return { width, height, data: out };
}
