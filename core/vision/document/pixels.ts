/** A frame's pixels as one number each, so that sums over many need a third of the loads. */
import type { Frame } from '../../frame.ts';

/** 0xAABBGGRR: the machines we run on are little-endian. A frame whose bytes do not start on a whole number is copied. */
export function pixelsOf(frame: Frame): Uint32Array {
  const { data } = frame;
  return data.byteOffset % 4 === 0 ? new Uint32Array(data.buffer, data.byteOffset, data.length >> 2) : new Uint32Array(data.slice().buffer);
}

/** Two channels of a pixel at once: red and blue as they are, green and alpha after a shift by 8. Sums hold for 257 pixels. */
export const pairMask = 0x00ff00ff;
