/** EXIF orientation applied to pixels, and size by orientation. */
import { createFrame, type Frame } from '../../frame.ts';

/** Orientations 5..8 swap width and height. */
export const swapsSides = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

/**
 * Upright pixel (x, y) of a stored picture w x h: start + x * stepX + y * stepY, in pixels (TIFF 6.0, tag 274: where row 0 and
 * column 0 of the stored picture lie).
 */
const walks: Record<number, (w: number, h: number) => readonly [start: number, stepX: number, stepY: number]> = {
  2: (w) => [w - 1, -1, w],
  3: (w, h) => [w * h - 1, -1, -w],
  4: (w, h) => [w * (h - 1), 1, -w],
  5: (w) => [0, w, 1],
  6: (w, h) => [w * (h - 1), -w, 1],
  7: (w, h) => [w * h - 1, -w, -1],
  8: (w) => [w - 1, w, -1],
};

export function uprightFrame(frame: Frame, orientation: number): Frame {
  const walk = walks[orientation];
  if (!walk) return frame;
  const [start, stepX, stepY] = walk(frame.width, frame.height);
  const [width, height] = swapsSides(orientation) ? [frame.height, frame.width] : [frame.width, frame.height];
  const out = createFrame(width, height);
  const from = pixelsOf(frame);
  const to = pixelsOf(out);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, source = start + y * stepY; x < width; x += 1, source += stepX) to[at++] = from[source] ?? 0;
  }
  return out;
}

function pixelsOf(frame: Frame): Uint32Array {
  const { buffer, byteOffset, byteLength } = frame.data;
  const aligned = byteOffset % 4 === 0 ? frame.data : frame.data.slice();
  return aligned === frame.data ? new Uint32Array(buffer, byteOffset, byteLength / 4) : new Uint32Array(aligned.buffer);
}
