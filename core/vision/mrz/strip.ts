/**
 * A strip is one line of an MRZ cut out straight: `stripHeight` rows, `stripPitch` columns from character to character, capitals
 * about `stripCapHeight` rows tall and centred. The recogniser sees nothing else, in training and in use.
 */
import type { GrayImage, Quad } from '../../frame.ts';

export const stripHeight = 28;
export const stripPitch = 18;
export const stripCapHeight = 16;

/** Normalised ink, column-major: `data[x * stripHeight + y]`; 0 is the local mean, positive is ink. */
export type Strip = { width: number; data: Float32Array };

/** Source pixels one bilinear sample stands for: its own two, weighted by nearness. */
const sampleReach = 1.4;
const mostSamples = 6;

/**
 * Straightens a quad of the picture into `width` x stripHeight luminances 0..255, column-major. Every target pixel is the mean of
 * nx x ny bilinear samples, as many each way as that way is reduced, so that large pictures do not alias.
 */
export function cutStrip(image: GrayImage, quad: Quad, width: number, height: number = stripHeight): Float32Array {
  const [h0, h1, h2, h3, h4, h5, h6, h7] = homographyToQuad(quad) as [number, number, number, number, number, number, number, number];
  const out = new Float32Array(width * height);
  const nx = samplesFor(distance(quad[0], quad[1]) / width), ny = samplesFor(distance(quad[0], quad[3]) / height);
  const { data, width: w, height: hh } = image;
  const right = w - 1.001, bottom = hh - 1.001;
  const stepY = 1 / (ny * height), share = 1 / (nx * ny);
  for (let x = 0; x < width; x++) {
    for (let sx = 0; sx < nx; sx++) {
      const u = (x + (sx + 0.5) / nx) / width;
      const du = h6 * u + 1, xu = h0 * u + h2, yu = h3 * u + h5;
      for (let y = 0, v = 0.5 * stepY, o = x * height; y < height; y++, o++) {
        let sum = 0;
        for (let sy = 0; sy < ny; sy++, v += stepY) {
          const d = 1 / (du + h7 * v);
          const px = (xu + h1 * v) * d - 0.5, py = (yu + h4 * v) * d - 0.5;
          const cx = px < 0 ? 0 : px > right ? right : px, cy = py < 0 ? 0 : py > bottom ? bottom : py;
          const ix = cx | 0, iy = cy | 0;
          const fx = cx - ix, p = iy * w + ix;
          const above = data[p]! + (data[p + 1]! - data[p]!) * fx;
          const below = data[p + w]! + (data[p + w + 1]! - data[p + w]!) * fx;
          sum += above + (below - above) * (cy - iy);
        }
        out[o] = out[o]! + sum * share;
      }
    }
  }
  return out;
}

const samplesFor = (reduction: number): number => Math.min(mostSamples, Math.max(1, Math.ceil(reduction / sampleReach)));

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Homography from the unit square to a quad (Heckbert 1989, "Fundamentals of Texture Mapping"). */
export function homographyToQuad([p0, p1, p2, p3]: Quad): number[] {
  const dx1 = p1.x - p2.x, dx2 = p3.x - p2.x, sx = p0.x - p1.x + p2.x - p3.x;
  const dy1 = p1.y - p2.y, dy2 = p3.y - p2.y, sy = p0.y - p1.y + p2.y - p3.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = det === 0 ? 0 : (sx * dy2 - dx2 * sy) / det;
  const k = det === 0 ? 0 : (dx1 * sy - sx * dy1) / det;
  return [p1.x - p0.x + g * p1.x, p3.x - p0.x + k * p3.x, p0.x, p1.y - p0.y + g * p1.y, p3.y - p0.y + k * p3.y, p0.y, g, k];
}

// Gray levels: below this the "contrast" is sensor noise. Chosen, not measured.
const noiseFloor = 5;
// Half width of the window, in columns: one and a half characters to each side.
const halfWindow = 27;

/** Ink against the local mean and spread of the three surrounding characters, so that light and background cancel out. */
export function normaliseStrip(raw: Float32Array, width: number, height: number = stripHeight): Strip {
  const sums = new Float64Array(width + 1);
  const squares = new Float64Array(width + 1);
  for (let x = 0; x < width; x++) {
    let s = 0, q = 0;
    for (let y = 0; y < height; y++) {
      const v = raw[x * height + y]!;
      s += v;
      q += v * v;
    }
    sums[x + 1] = sums[x]! + s;
    squares[x + 1] = squares[x]! + q;
  }
  const count = width * height;
  const mean = sums[width]! / count;
  const spread = Math.sqrt(Math.max(0, squares[width]! / count - mean * mean));
  const data = new Float32Array(count);
  for (let x = 0; x < width; x++) {
    const from = Math.max(0, x - halfWindow), to = Math.min(width, x + halfWindow + 1);
    const n = (to - from) * height;
    const m = (sums[to]! - sums[from]!) / n;
    const variance = Math.max(0, (squares[to]! - squares[from]!) / n - m * m);
    const scale = 1 / Math.max(noiseFloor, Math.sqrt(variance), 0.3 * spread);
    for (let y = 0; y < height; y++) data[x * height + y] = (m - raw[x * height + y]!) * scale;
  }
  return { width, data };
}
