/** The luminance of a frame, small enough that its motion can be followed in a few milliseconds. */
import type { Frame, GrayImage } from '../../frame.ts';

/** Long side of the small picture: an eye distance is then 20 pixels and more for a face that the checks accept. Chosen. */
export const smallSide = 480;

export type SmallGray = GrayImage & { /** Small pixels of one source pixel. */ readonly scale: number };

/** Mean of the source pixels below each small one; ITU-R BT.601. Never enlarges. */
export function smallGrayOf({ width, height, data }: Frame): SmallGray {
  const scale = Math.min(1, smallSide / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const columns = Uint32Array.from({ length: w + 1 }, (_, x) => Math.floor((x * width) / w));
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1) {
    const [top, bottom] = [Math.floor((y * height) / h), Math.max(Math.floor((y * height) / h) + 1, Math.floor(((y + 1) * height) / h))];
    for (let x = 0; x < w; x += 1) {
      const [left, right] = [columns[x]!, Math.max(columns[x]! + 1, columns[x + 1]!)];
      let sum = 0;
      for (let sy = top; sy < bottom; sy += 1) for (let sx = left, at = (sy * width + left) * 4; sx < right; sx += 1, at += 4) sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      out[y * w + x] = Math.round(sum / ((right - left) * (bottom - top)));
    }
  }
  return { width: w, height: h, data: out, scale };
}
