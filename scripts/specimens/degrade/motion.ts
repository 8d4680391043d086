/** The hand moved while the shutter was open: every point becomes a short line. */
import type { Frame } from '../../../core/frame.ts';
import { lightOf, valueOf } from '../camera.ts';
import { defineDegradation } from './degradation.ts';

export const motion = defineDegradation({
  name: 'motion',
  levels: [{ lengthMm: 0.6, degrees: 20 }, { lengthMm: 1.4, degrees: 20 }, { lengthMm: 3, degrees: 20 }],
  light: ({ lengthMm, degrees }, picture, { pixelsPerMm }) => motionBlur(picture, lengthMm * pixelsPerMm, degrees),
});

/** Mean along a line of `length` pixels, in linear light. */
export function motionBlur(frame: Frame, length: number, degrees: number): Frame {
  const { width, height, data } = frame;
  const taps = Math.max(2, Math.round(length));
  const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const steps = Array.from({ length: taps }, (_, i) => {
    const t = (i / (taps - 1) - 0.5) * length;
    return [Math.round(t * dx), Math.round(t * dy)] as const;
  });
  const out = new Uint8ClampedArray(data);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [r, g, b] = [0, 0, 0];
      for (const [sx, sy] of steps) {
        const px = Math.min(width - 1, Math.max(0, x + sx));
        const py = Math.min(height - 1, Math.max(0, y + sy));
        const p = (py * width + px) * 4;
        r += lightOf(data[p]!);
        g += lightOf(data[p + 1]!);
        b += lightOf(data[p + 2]!);
      }
      const o = (y * width + x) * 4;
      out[o] = valueOf(r / taps);
      out[o + 1] = valueOf(g / taps);
      out[o + 2] = valueOf(b / taps);
    }
  }
  return { width, height, data: out };
}
