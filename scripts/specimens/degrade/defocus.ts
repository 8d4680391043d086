/** Out of focus: a disk of light for every point. Radius in micrometres on the page, so that it means the same at any resolution. */
import type { Frame } from '../../../core/frame.ts';
import { lightOf, valueOf } from '../camera.ts';
import { defineDegradation } from './degradation.ts';

export const defocus = defineDegradation({
  name: 'defocus',
  levels: [{ radiusMm: 0.25 }, { radiusMm: 0.55 }, { radiusMm: 1.1 }],
  light: ({ radiusMm }, picture, { pixelsPerMm }) => diskBlur(picture, radiusMm * pixelsPerMm),
});

/** Convolution with a disk, in linear light, by running sums over its chords. Radius in pixels; below half a pixel nothing happens. */
export function diskBlur(frame: Frame, radius: number): Frame {
  if (radius < 0.5) return frame;
  const { width, height, data } = frame;
  const reach = Math.floor(radius);
  const chords = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.floor(Math.sqrt(radius * radius - (i - reach) ** 2)));
  const area = chords.reduce((s, c) => s + 2 * c + 1, 0);
  const out = new Uint8ClampedArray(data);
  const pad = reach + 1;
  const stride = width + 2 * pad + 1;
  const sums = new Float64Array(stride * height);
  for (let c = 0; c < 3; c += 1) {
    for (let y = 0; y < height; y += 1) {
      let sum = 0;
      for (let x = 0; x < stride - 1; x += 1) {
        const at = Math.min(width - 1, Math.max(0, x - pad));
        sum += lightOf(data[(y * width + at) * 4 + c]!);
        sums[y * stride + x + 1] = sum;
      }
    }
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        let total = 0;
        for (let k = 0; k <= 2 * reach; k += 1) {
          const row = Math.min(height - 1, Math.max(0, y + k - reach)) * stride + x + pad;
          const chord = chords[k]!;
          total += sums[row + chord + 1]! - sums[row - chord]!;
        }
        out[(y * width + x) * 4 + c] = valueOf(total / area);
      }
    }
  }
  return { width, height, data: out };
}
