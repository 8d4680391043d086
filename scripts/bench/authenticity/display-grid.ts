/** The pixels of a display as a lens and a photosite pass them on: Fourier series of each colour's lattice of lit spots. */
import type { Quad } from '../../../core/frame.ts';
import type { Channel } from './camera.ts';

/**
 * `stripe`: upright stripes red, green, blue within each pixel (most LCDs). `pentile`: one green spot a pixel, red and blue ones in every second place of a lattice turned
 * by 45 degrees (most telephones' OLEDs).
 */
export type DisplayGrid = {
  layout: 'stripe' | 'pentile';
  /** Pixel pitch, mm. */
  pitch: number;
  /** Lit share of a spot's room, in its width and in its height. */
  fill: number;
};

/** Plane mm a photosite: d(x, y)/d(column, row). */
export type Step = readonly [number, number, number, number];

/** Waves of one colour, cycles a pixel of the display, with their share of the mean light and their place. */
type Wave = { fx: number; fy: number; amplitude: number; atX: number; atY: number };

const sinc = (v: number): number => (Math.abs(v) < 1e-9 ? 1 : Math.sin(Math.PI * v) / (Math.PI * v));
/** Half the plane of harmonics, 0 left out: the others are their mirror images. Higher ones no lens passes. */
const orders = [-2, -1, 0, 1, 2].flatMap((kx) => [0, 1, 2].map((ky) => [kx, ky] as const)).filter(([kx, ky]) => ky > 0 || kx > 0);

function wavesOf({ layout, fill }: DisplayGrid, channel: Channel): Wave[] {
  if (layout === 'stripe') return orders.map(([kx, ky]) => ({ fx: kx, fy: ky, amplitude: 2 * sinc((kx * fill) / 3) * sinc(ky * fill), atX: (channel + 0.5) / 3, atY: 0.5 }));
  // Green: a square lattice, spots of half a pixel by its fill. Red and blue: a lattice turned by 45 degrees, of every second pixel.
  if (channel === 1) return orders.map(([kx, ky]) => ({ fx: kx, fy: ky, amplitude: 2 * sinc(kx * fill * 0.5) * sinc(ky * fill * 0.6), atX: 0.25, atY: 0.25 }));
  return orders.map(([kx, ky]) => {
    const [fx, fy] = [(kx + ky) / 2, (kx - ky) / 2];
    return { fx, fy, amplitude: 2 * sinc(fx * fill * 0.6) * sinc(fy * fill * 0.6), atX: channel === 0 ? 0.75 : 1.75, atY: 0.75 };
  });
}

const channels = [0, 1, 2] as const;

/** Amplitude behind lens (Gaussian) and photosite (square). */
function passed({ fx, fy, amplitude }: Wave, pitch: number, lens: number, [xx, xy, yx, yy]: Step): number {
  const [px, py] = [fx / pitch, fy / pitch];
  const [gx, gy] = [px * xx + py * yx, px * xy + py * yy];
  return amplitude * Math.exp(-2 * (Math.PI * lens) ** 2 * (gx * gx + gy * gy)) * sinc(gx) * sinc(gy);
}

export function seenGrid(grid: DisplayGrid): { ready: boolean; pass(lens: number, step: Step): void; light(channel: Channel, x: number, y: number): number } {
  const waves = channels.map((c) => wavesOf(grid, c));
  const strong: Wave[][] = [[], [], []];
  const seen = {
    ready: false,
    pass(lens: number, step: Step) {
      seen.ready = true;
      for (const c of channels) strong[c] = waves[c]!.map((w) => ({ ...w, amplitude: passed(w, grid.pitch, lens, step) })).filter((w) => Math.abs(w.amplitude) > 1e-4);
    },
    /** Of the mean light of this place. */
    light(channel: Channel, x: number, y: number): number {
      let sum = 1;
      for (const w of strong[channel]!) sum += w.amplitude * Math.cos(2 * Math.PI * (w.fx * (x / grid.pitch - w.atX) + w.fy * (y / grid.pitch - w.atY)));
      return Math.max(0, sum);
    },
  };
  return seen;
}

/** Contrast with which the strongest wave of a display's pixels reaches the sensor, at the middle of the document. @param size of the document as shown, mm */
export function gridContrast(grid: DisplayGrid, size: { width: number; height: number }, lens: number, [a, b, , d]: Quad): number {
  // Perspective is slight: the middle's step is that of the edges.
  const [across, down] = [(b.x - a.x) ** 2 + (b.y - a.y) ** 2, (d.x - a.x) ** 2 + (d.y - a.y) ** 2];
  const step: Step = [((b.x - a.x) * size.width) / across, ((b.y - a.y) * size.width) / across, ((d.x - a.x) * size.height) / down, ((d.y - a.y) * size.height) / down];
  return Math.max(...channels.flatMap((c) => wavesOf(grid, c).map((w) => Math.abs(passed(w, grid.pitch, lens, step)))));
}
