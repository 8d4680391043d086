/** A lamp mirrored in the laminate: a core that clips to white, an edge that fades, a veil around it. */
import type { Frame } from '../../../core/frame.ts';
import { lightOf, valueOf } from '../camera.ts';
import { copyOf } from '../raster.ts';
import { defineDegradation, type Place } from './degradation.ts';

export type Lobe = {
  /** Middle, share of the page. */
  x: number;
  y: number;
  /** Half axes, mm. */
  along: number;
  across: number;
  degrees: number;
  /** Peak light, 1 = white paper. */
  peak: number;
};

export function withLobe(picture: Frame, place: Place, lobe: Lobe): Frame {
  const out = copyOf(picture);
  const { data, width, height } = out;
  const { width: w, height: h } = place.page;
  const [cos, sin] = [Math.cos((lobe.degrees * Math.PI) / 180), Math.sin((lobe.degrees * Math.PI) / 180)];
  // The lamp is a little warmer than the paper it lights.
  const tint = [1, 0.985, 0.95] as const;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const p = place.toPage({ x: x + 0.5, y: y + 0.5 });
      if (p.x < 0 || p.y < 0 || p.x > w || p.y > h) continue;
      const [dx, dy] = [p.x - lobe.x * w, p.y - lobe.y * h];
      const d = Math.hypot((dx * cos + dy * sin) / lobe.along, (dy * cos - dx * sin) / lobe.across);
      if (d > 4) continue;
      // A flat-topped core and a bloom of 6 % that reaches three times as far.
      const added = lobe.peak * (Math.exp(-(d ** 4)) + 0.06 * Math.exp(-((d / 3) ** 2)));
      for (let c = 0; c < 3; c += 1) data[i + c] = valueOf(lightOf(data[i + c]!) + added * tint[c]!);
    }
  }
  return out;
}

const step = (along: number, across: number, peak: number) => ({ alongMm: along, acrossMm: across, peak });

/** Over name and dates. */
export const glareOnData = defineDegradation({
  name: 'glare-on-data',
  levels: [step(6, 3.5, 1.2), step(13, 7, 1.8), step(26, 13, 3)],
  light: (p, picture, place) => withLobe(picture, place, { x: 0.52, y: 0.42, along: p.alongMm, across: p.acrossMm, degrees: -18, peak: p.peak }),
});

/** In a corner where nothing is printed that is needed. */
export const glareOffData = defineDegradation({
  name: 'glare-off-data',
  levels: [step(3, 2, 1.2), step(5, 3, 1.8), step(7, 3.6, 3)],
  light: (p, picture, place) => withLobe(picture, place, { x: 0.92, y: 0.22, along: p.alongMm, across: p.acrossMm, degrees: 8, peak: p.peak }),
});
