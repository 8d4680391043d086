/** RGB cut-outs for the face models. Values 0..255: the models find nothing in 0..1 or BGR. */
import type { Frame, Point } from '../../frame.ts';
import { pairMask, pixelsOf } from '../document/pixels.ts';
import { scaleStraight } from './scale.ts';

/** 8-bit RGB, row-major, three bytes a pixel. */
export type Rgb = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/**
 * Similarity or affine map, row-major: `x' = a x + b y + c`, `y' = d x + e y + f`.
 * In this folder every map leads from the cut-out to the source picture.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const applyAffine = (m: Affine, p: Point): Point => ({ x: m[0] * p.x + m[1] * p.y + m[2], y: m[3] * p.x + m[4] * p.y + m[5] });

/** Colour outside the picture, 0..255. */
type WarpOptions = { fill?: number };

// A cut-out pixel that covers more source pixels than this a side is sampled as if it covered this many.
const maxTaps = 6;

/**
 * Resamples the source through `toSource`. Bilinear, weights in 256ths; where the cut-out is smaller than the source, the mean of a grid of samples
 * a pixel, so that fine texture does not alias into the descriptor.
 */
export function warp(source: Frame, toSource: Affine, width: number, height: number, options: WarpOptions = {}): Rgb {
  const [a, b, c, d, e, f] = toSource;
  const taps = Math.max(1, Math.min(maxTaps, Math.round(Math.sqrt(Math.abs(a * e - b * d)))));
  const fill = options.fill ?? 0;
  if (b === 0 && d === 0 && a > 0 && e > 0) {
    return { width, height, data: scaleStraight(source, { stepX: a, offsetX: c, stepY: e, offsetY: f }, width, height, taps, fill) };
  }
  const data = new Uint8ClampedArray(width * height * 3);
  const pixels = pixelsOf(source);
  for (let y = 0; y < height; y += 1) {
    if (rowInside(source, toSource, y, width, taps)) warpRowInside(source.width, pixels, toSource, y, width, taps, data);
    else warpRow(source, pixels, toSource, y, width, taps, fill, data);
  }
  return { width, height, data };
}

/** Whether every sample of a row has four neighbours in the source: its ends tell, for places grow or fall along a row. */
function rowInside({ width: stride, height: lines }: Frame, [a, b, c, d, e, f]: Affine, y: number, width: number, taps: number): boolean {
  const step = 1 / taps;
  for (let ty = 0; ty < taps; ty += 1) {
    const cy = y + (ty + 0.5) * step;
    const rowX = b * cy + c - 0.5;
    const rowY = e * cy + f - 0.5;
    for (const cx of [0.5 * step, width - 1 + (taps - 0.5) * step]) {
      const [sx, sy] = [a * cx + rowX, d * cx + rowY];
      if (!(sx >= 0 && sy >= 0 && sx < stride - 1 && sy < lines - 1)) return false;
    }
  }
  return true;
}

/** The common case of warpRow, which asks nothing about the rim: same sums, two thirds of the time. */
function warpRowInside(stride: number, pixels: Uint32Array, [a, b, c, d, e, f]: Affine, y: number, width: number, taps: number, out: Uint8ClampedArray): void {
  const step = 1 / taps;
  const share = 1 / (256 * taps * taps);
  for (let x = 0, o = 3 * y * width; x < width; x += 1, o += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let ty = 0; ty < taps; ty += 1) {
      const cy = y + (ty + 0.5) * step;
      const rowX = b * cy + c - 0.5;
      const rowY = e * cy + f - 0.5;
      for (let tx = 0; tx < taps; tx += 1) {
        const cx = x + (tx + 0.5) * step;
        const sx = a * cx + rowX;
        const sy = d * cx + rowY;
        const x0 = sx | 0;
        const y0 = sy | 0;
        const fx = ((sx - x0) * 256 + 0.5) | 0;
        const fy = ((sy - y0) * 256 + 0.5) | 0;
        const both = (Math.imul(fx, fy) + 128) >> 8;
        const at = Math.imul(y0, stride) + x0;
        const p = pixels[at]!;
        const q = pixels[at + 1]!;
        const r = pixels[at + stride]!;
        const s = pixels[at + stride + 1]!;
        const wp = 256 - fx - fy + both;
        const wq = fx - both;
        const wr = fy - both;
        const redBlue = (Math.imul(p & pairMask, wp) + Math.imul(q & pairMask, wq) + Math.imul(r & pairMask, wr) + Math.imul(s & pairMask, both)) | 0;
        red = (red + (redBlue & 0xffff)) | 0;
        blue = (blue + ((redBlue >>> 16) & 0xffff)) | 0;
        green = (green + Math.imul((p >>> 8) & 255, wp) + Math.imul((q >>> 8) & 255, wq) + Math.imul((r >>> 8) & 255, wr) + Math.imul((s >>> 8) & 255, both)) | 0;
      }
    }
    out[o] = red * share;
    out[o + 1] = green * share;
    out[o + 2] = blue * share;
  }
}

/** One row of a cut-out, `taps` x `taps` samples a pixel. @param pixels of the source (pixelsOf) */
function warpRow({ width: stride, height: lines }: Frame, pixels: Uint32Array, [a, b, c, d, e, f]: Affine, y: number, width: number, taps: number, fill: number, out: Uint8ClampedArray): void {
  const step = 1 / taps;
  const share = 1 / (256 * taps * taps);
  const nothing = 256 * fill;
  for (let x = 0, o = 3 * y * width; x < width; x += 1, o += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let ty = 0; ty < taps; ty += 1) {
      const cy = y + (ty + 0.5) * step;
      const rowX = b * cy + c - 0.5;
      const rowY = e * cy + f - 0.5;
      for (let tx = 0; tx < taps; tx += 1) {
        const cx = x + (tx + 0.5) * step;
        const sx = a * cx + rowX;
        const sy = d * cx + rowY;
        if (!(sx > -1 && sy > -1 && sx < stride && sy < lines)) {
          red += nothing;
          green += nothing;
          blue += nothing;
          continue;
        }
        const x0 = sx < 0 ? 0 : sx | 0;
        const y0 = sy < 0 ? 0 : sy | 0;
        const fx = sx < 0 ? 0 : ((sx - x0) * 256 + 0.5) | 0;
        const fy = sy < 0 ? 0 : ((sy - y0) * 256 + 0.5) | 0;
        // The four shares add up to 256, so that sums of two channels in one number do not run over.
        const both = (fx * fy + 128) >> 8;
        const at = y0 * stride + x0;
        const right = x0 + 1 < stride ? 1 : 0;
        const down = y0 + 1 < lines ? stride : 0;
        const p = pixels[at]!;
        const q = pixels[at + right]!;
        const r = pixels[at + down]!;
        const s = pixels[at + down + right]!;
        const wp = 256 - fx - fy + both;
        const wq = fx - both;
        const wr = fy - both;
        const redBlue = Math.imul(p & pairMask, wp) + Math.imul(q & pairMask, wq) + Math.imul(r & pairMask, wr) + Math.imul(s & pairMask, both);
        red += redBlue & 0xffff;
        blue += (redBlue >>> 16) & 0xffff;
        green += Math.imul((p >>> 8) & 255, wp) + Math.imul((q >>> 8) & 255, wq) + Math.imul((r >>> 8) & 255, wr) + Math.imul((s >>> 8) & 255, both);
      }
    }
    out[o] = red * share;
    out[o + 1] = green * share;
    out[o + 2] = blue * share;
  }
}

/** Left and right swapped. */
export function flip(image: Rgb): Rgb {
  const { width, height, data } = image;
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3;
      const to = (y * width + (width - 1 - x)) * 3;
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
    }
  }
  return { width, height, data: out };
}

/** Luminance 0..255, ITU-R BT.601. */
export function luminance(image: Rgb): Float32Array {
  const out = new Float32Array(image.width * image.height);
  for (let i = 0, p = 0; i < out.length; i += 1, p += 3) out[i] = 0.299 * image.data[p]! + 0.587 * image.data[p + 1]! + 0.114 * image.data[p + 2]!;
  return out;
}

/** The cut-out as a frame, for showing it. */
export function toFrame(image: Rgb): Frame {
  const data = new Uint8ClampedArray(image.width * image.height * 4);
  for (let i = 0, p = 0; i < data.length; i += 4, p += 3) {
    data[i] = image.data[p]!;
    data[i + 1] = image.data[p + 1]!;
    data[i + 2] = image.data[p + 2]!;
    data[i + 3] = 255;
  }
  return { width: image.width, height: image.height, data };
}
