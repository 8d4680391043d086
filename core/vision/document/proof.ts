/** A small straight-on picture of the document, for measures of light and layout. Cheap enough for the live loop. */
import type { Frame, Point, Quad } from '../../frame.ts';
import type { TextLine } from './text-lines.ts';
import { pairMask, pixelsOf } from './pixels.ts';
import { distance, homographyBetween, mapPoint, type Homography } from './plane.ts';

export type Proof = {
  width: number;
  height: number;
  /** ITU-R BT.601 luminance and chroma (largest minus smallest channel), 0..255, row-major. */
  luma: Float32Array;
  chroma: Float32Array;
  /** Proof -> source picture. */
  toSource: Homography;
};

/** A proof and the level lines of print on it. */
export type PrintedProof = { proof: Proof; lines: TextLine[] };

export function pageSize(aspect: number, longSide: number): { width: number; height: number } {
  return aspect >= 1
    ? { width: longSide, height: Math.max(1, Math.round(longSide / aspect)) }
    : { width: Math.max(1, Math.round(longSide * aspect)), height: longSide };
}

export function pageCorners(width: number, height: number): Quad {
  return [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
}

/** Averages up to 4 x 4 source samples a pixel, so that fine print is dimmed rather than aliased. `aspect` is width over height of the page. */
export function proofOf(frame: Frame, quad: Quad, aspect: number, longSide: number): Proof {
  const { width, height } = pageSize(aspect, longSide);
  const toSource = homographyBetween(pageCorners(width, height), quad);
  const luma = new Float32Array(width * height);
  const chroma = new Float32Array(width * height);
  const across = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / (2 * width);
  const down = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / (2 * height);
  const n = Math.max(1, Math.min(4, Math.ceil(Math.max(across, down) - 0.2)));
  const proof = { width, height, luma, chroma, toSource };
  const pixels = pixelsOf(frame);
  // Nothing is asked beyond the picture's border: no sample need be held back from it.
  const whole = quad.every((p) => p.x >= 1 && p.y >= 1 && p.x <= frame.width - 1 && p.y <= frame.height - 1);
  const sums = { redBlue: new Int32Array(width), greenAlpha: new Int32Array(width) };
  for (let y = 0; y < height; y++) {
    if (n === 2 && whole) sampleRowByFour(toSource, y, pixels, frame.width, sums);
    else sampleRow(toSource, y, n, pixels, frame.width, frame.height, sums);
    lightOfRow(proof, y, n * n, sums);
  }
  return proof;
}

/** Two channels in each sum, of one row of the proof. */
type RowSums = { redBlue: Int32Array; greenAlpha: Int32Array };

/** `n` x `n` samples a pixel. */
function sampleRow(toSource: Homography, y: number, n: number, pixels: Uint32Array, stride: number, lines: number, { redBlue, greenAlpha }: RowSums): void {
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = toSource as [number, number, number, number, number, number, number, number, number];
  const right = stride - 1;
  const bottom = lines - 1;
  const first = 0.5 / n - 0.5;
  for (let x = 0; x < redBlue.length; x++) {
    // Within one pixel the map is a plane to far below a source pixel: one division a pixel, not one a sample.
    const px = x + 0.5;
    const py = y + 0.5;
    const w = 1 / (h6 * px + h7 * py + h8);
    const cx = (h0 * px + h1 * py + h2) * w;
    const cy = (h3 * px + h4 * py + h5) * w;
    const xByX = ((h0 - cx * h6) * w) / n;
    const xByY = ((h1 - cx * h7) * w) / n;
    const yByX = ((h3 - cy * h6) * w) / n;
    const yByY = ((h4 - cy * h7) * w) / n;
    let odd = 0;
    let even = 0;
    let rowX = cx + (xByX + xByY) * n * first;
    let rowY = cy + (yByX + yByY) * n * first;
    for (let ky = 0; ky < n; ky++) {
      let fx = rowX;
      let fy = rowY;
      for (let kx = 0; kx < n; kx++) {
        const sx = fx < 0 ? 0 : fx > right ? right : fx | 0;
        const sy = fy < 0 ? 0 : fy > bottom ? bottom : fy | 0;
        const pixel = pixels[sy * stride + sx]!;
        odd = (odd + (pixel & pairMask)) | 0;
        even = (even + ((pixel >>> 8) & pairMask)) | 0;
        fx += xByX;
        fy += yByX;
      }
      rowX += xByY;
      rowY += yByY;
    }
    redBlue[x] = odd;
    greenAlpha[x] = even;
  }
}

/** The same samples where there are 2 x 2 and all lie in the picture, as those of a card before a camera do: a third of the time. */
function sampleRowByFour(toSource: Homography, y: number, pixels: Uint32Array, stride: number, { redBlue, greenAlpha }: RowSums): void {
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = toSource as [number, number, number, number, number, number, number, number, number];
  for (let x = 0; x < redBlue.length; x++) {
    const px = x + 0.5;
    const py = y + 0.5;
    const w = 1 / (h6 * px + h7 * py + h8);
    const cx = (h0 * px + h1 * py + h2) * w;
    const cy = (h3 * px + h4 * py + h5) * w;
    const xByX = ((h0 - cx * h6) * w) / 2;
    const xByY = ((h1 - cx * h7) * w) / 2;
    const yByX = ((h3 - cy * h6) * w) / 2;
    const yByY = ((h4 - cy * h7) * w) / 2;
    const ax = cx - (xByX + xByY) / 2, ay = cy - (yByX + yByY) / 2;
    const cornerX = ax + xByY, cornerY = ay + yByY;
    const a = pixels[(ay | 0) * stride + (ax | 0)]!;
    const b = pixels[((ay + yByX) | 0) * stride + ((ax + xByX) | 0)]!;
    const c = pixels[(cornerY | 0) * stride + (cornerX | 0)]!;
    const d = pixels[((cornerY + yByX) | 0) * stride + ((cornerX + xByX) | 0)]!;
    redBlue[x] = (a & pairMask) + (b & pairMask) + (c & pairMask) + (d & pairMask);
    greenAlpha[x] = ((a >>> 8) & pairMask) + ((b >>> 8) & pairMask) + ((c >>> 8) & pairMask) + ((d >>> 8) & pairMask);
  }
}

function lightOfRow({ width, luma, chroma }: Proof, y: number, samples: number, { redBlue, greenAlpha }: RowSums): void {
  const share = 1 / samples;
  for (let x = 0; x < width; x++) {
    const odd = redBlue[x]!;
    const even = greenAlpha[x]!;
    // What is transparent shows as white paper.
    const clear = 255 * samples - (even >>> 16);
    const r = (odd & 0xffff) + clear;
    const g = (even & 0xffff) + clear;
    const b = (odd >>> 16) + clear;
    const i = y * width + x;
    luma[i] = Math.min(255, (0.299 * r + 0.587 * g + 0.114 * b) * share);
    const most = r > g ? (r > b ? r : b) : g > b ? g : b;
    const least = r < g ? (r < b ? r : b) : g < b ? g : b;
    chroma[i] = (most - least) * share;
  }
}

/** A box of the proof as an outline on the source picture. */
export function boxOnSource(toSource: Homography, box: { x: number; y: number; width: number; height: number }): Point[] {
  return pageCorners(box.width, box.height).map((p) => mapPoint(toSource, { x: p.x + box.x, y: p.y + box.y }));
}
